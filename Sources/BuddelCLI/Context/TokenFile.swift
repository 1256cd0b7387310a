import Buddelverein
import Glibc

/// The session token that `buddel login` leaves for the next command: a file that only its owner can read.
///
/// Guarantees: folder 0700, file 0600, replaced at once by a rename; a file that others can read is not used.
public struct TokenFile: Sendable {
    public let directory: String

    /// The installation the token belongs to: a token of one database means nothing to another.
    public let installation: String

    public init(directory: String, installation: String) {
        self.directory = directory
        self.installation = installation
    }

    var path: String { directory + "/session-" + Self.digest(of: installation) }

    /// FNV-1a, 64 bit: the same name in every run, and no URL with a password in a file's name.
    private static func digest(of text: String) -> String {
        let hash = text.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return String(hash, radix: 16)
    }

    /// The stored token; nil when nobody has logged in. Refuses with `session_file` a file that others can read.
    public func load() throws -> String? {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw Refusal.sessionFile(path, reason: String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & 0o077 == 0, status.st_uid == geteuid() else {
            throw Refusal.sessionFileOpenToOthers(path)
        }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(descriptor, &bytes, bytes.count)
        guard count > 0 else { return nil }
        let line = bytes[..<count].prefix { $0 != UInt8(ascii: "\n") }
        return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
    }

    /// Stores `token` in place of the one before; refuses with `session_file` when it can't be written.
    public func save(_ token: String) throws {
        try PrivateDirectory.make(directory)
        let draft = path + ".\(getpid())"
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure() }
        let bytes = Array((token + "\n").utf8)
        let written = write(descriptor, bytes, bytes.count)
        let complete = written == bytes.count && fsync(descriptor) == 0
        let problem = complete ? nil : failure()
        close(descriptor)
        guard complete, rename(draft, path) == 0 else {
            let reason = problem ?? failure()
            unlink(draft)
            throw reason
        }
    }

    /// Forgets the token; says whether there was one.
    @discardableResult
    public func remove() -> Bool {
        unlink(path) == 0
    }

    private func failure() -> Refusal {
        .sessionFile(path, reason: String(cString: strerror(errno)))
    }
}
