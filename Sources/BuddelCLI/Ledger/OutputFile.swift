import Buddelverein
import Glibc

/// A new file that appears under its name only when it is whole; nothing that is there is ever replaced.
final class OutputFile: Sendable {
    let path: String
    private let partialPath: String
    private let descriptor: Int32

    /// Begins the file beside its place; refuses with `file_exists` and `file_unwritable`.
    init(_ path: String) throws(Refusal) {
        self.path = path
        partialPath = "\(path).\(getpid()).partial"
        // Looked at first, so that nobody waits for a long export in vain; `finish` decides.
        guard access(path, F_OK) != 0 else { throw .fileExists(path) }
        descriptor = open(partialPath, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .unwritable(path, errno) }
    }

    deinit {
        close(descriptor)
        unlink(partialPath)
    }

    /// Appends bytes; refuses with `file_unwritable`, a full disk included.
    func write(_ bytes: [UInt8]) throws(Refusal) {
        var offset = 0
        while offset < bytes.count {
            let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + offset, $0.count - offset) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw .unwritable(path, errno) }
            offset += written
        }
    }

    /// Brings the file to the disk and gives it its name; refuses with `file_exists` where somebody was faster.
    func finish() throws(Refusal) {
        guard fsync(descriptor) == 0 else { throw .unwritable(path, errno) }
        // A second name for the file: unlike renaming it never replaces one.
        guard link(partialPath, path) == 0 else {
            throw errno == EEXIST ? .fileExists(path) : .unwritable(path, errno)
        }
    }

    /// Makes a folder unless it is there; refuses with `file_unwritable`.
    static func makeFolder(_ path: String) throws(Refusal) {
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw .unwritable(path, errno) }
    }
}

extension Refusal {
    static func fileExists(_ path: String) -> Refusal {
        Refusal(
            .fileExists,
            LocalizedText(en: "“\(path)” is there already.", de: "„\(path)“ gibt es schon."),
            cure: LocalizedText(en: "Take another name.", de: "Nehmen Sie einen anderen Namen."), at: Place(file: path))
    }

    static func unwritable(_ path: String, _ error: Int32) -> Refusal {
        let reason = String(cString: strerror(error))
        return Refusal(
            .fileUnwritable,
            LocalizedText(
                en: "“\(path)” can't be written: \(reason).", de: "„\(path)“ lässt sich nicht schreiben: \(reason)."),
            at: Place(file: path))
    }
}
