import Glibc

/// The few operations on files that the embedded server needs, with errors that keep the system's reason.
enum Files {
    /// A call of the system failed.
    struct Failure: Error, Hashable {
        let path: String
        let code: Int32

        var reason: String { String(cString: strerror(code)) }
        var isDiskFull: Bool { code == ENOSPC || code == EDQUOT }
    }

    struct Status {
        let owner: uid_t
        let permissions: mode_t
        let isFolder: Bool
    }

    /// The state of what lies at a path itself, links not followed; nil where nothing does.
    static func status(_ path: String) throws -> Status? {
        var buffer = stat()
        guard lstat(path, &buffer) == 0 else {
            if errno == ENOENT { return nil }
            throw Failure(path: path, code: errno)
        }
        return Status(
            owner: buffer.st_uid, permissions: buffer.st_mode & 0o7777,
            isFolder: buffer.st_mode & S_IFMT == S_IFDIR)
    }

    static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    static func isExecutable(_ path: String) -> Bool {
        access(path, X_OK) == 0
    }

    /// The whole text of a file; nil where there is none.
    static func read(_ path: String) throws -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw Failure(path: path, code: errno)
        }
        defer { close(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = Glibc.read(file, &piece, piece.count)
            if count < 0 { throw Failure(path: path, code: errno) }
            if count == 0 { break }
            bytes.append(contentsOf: piece.prefix(count))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The end of a file, for error messages.
    static func tail(_ path: String, lines: Int) -> String {
        let text = (try? read(path)) ?? ""
        return text.split(separator: "\n").suffix(lines).joined(separator: "\n")
    }

    /// Writes a file as a whole or not at all, with 0600 and the given owner.
    static func write(_ text: String, to path: String, owner: ServerAccount) throws {
        let temporary = path + ".new"
        let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw Failure(path: path, code: errno) }
        defer { close(file) }
        let bytes = Array(text.utf8)
        var offset = 0
        while offset < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress! + offset, bytes.count - offset) }
            guard count > 0 else {
                let failure = Failure(path: path, code: errno)
                unlink(temporary)
                throw failure
            }
            offset += count
        }
        guard fchown(file, owner.user, owner.group) == 0, fsync(file) == 0, rename(temporary, path) == 0 else {
            throw Failure(path: path, code: errno)
        }
    }

    /// Creates a folder and those above it; none that exists is changed.
    static func createFolders(_ path: String, permissions: mode_t) throws {
        var current = ""
        for part in path.split(separator: "/") {
            current += "/" + part
            guard mkdir(current, permissions) != 0 else { continue }
            guard errno == EEXIST else {
                // Above a folder we may reach there can be some that we may not write to.
                let failure = Failure(path: current, code: errno)
                if exists(current) { continue }
                throw failure
            }
        }
    }

    /// Creates a folder for the server alone, or checks that the one that exists is such a folder.
    /// - Returns: false where it belongs to somebody else or is open to others.
    static func makePrivateFolder(_ path: String, owner: ServerAccount) throws -> Bool {
        if mkdir(path, 0o700) == 0 {
            guard lchown(path, owner.user, owner.group) == 0 else { throw Failure(path: path, code: errno) }
            return true
        }
        guard errno == EEXIST else { throw Failure(path: path, code: errno) }
        guard let status = try status(path) else { return false }
        return status.isFolder && status.owner == owner.user && status.permissions & 0o077 == 0
    }

    static func removeTree(_ path: String) {
        for name in names(in: path) {
            let inner = path + "/" + name
            if let status = try? status(inner), status.isFolder { removeTree(inner) } else { unlink(inner) }
        }
        rmdir(path)
    }

    static func names(in path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        return names.filter { $0 != "." && $0 != ".." }
    }
}
