import Buddelverein
import Foundation

/// An open folder whose files are read without ever leaving it.
///
/// Guarantees: each part of a path is opened below the one before and links are not followed (`O_NOFOLLOW`), so that
/// nothing outside is read even while somebody swaps files; only regular files are read, up to a limit.
final class CaseDirectory: Sendable {
    let path: String
    private let descriptor: Int32

    /// Opens the folder; refuses with `file_unreadable` what is none.
    init(_ path: String) throws(Refusal) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor < 0 { throw .unreadable(path, errno) }
    }

    deinit { close(descriptor) }

    /// The bytes of a file inside; nil where there is none.
    ///
    /// Refuses with `unsafe_path` a link or a special file, with `too_much_data` a file beyond the limit, with
    /// `file_unreadable` what the system refuses.
    func read(_ name: String, limit: Int) throws(Refusal) -> [UInt8]? {
        guard let file = try openFile(name, limit: limit) else { return nil }
        defer { close(file.descriptor) }
        var bytes = [UInt8](repeating: 0, count: file.size)
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes { buffer in
                Foundation.read(file.descriptor, buffer.baseAddress! + filled, buffer.count - filled)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(name, errno) }
            // The file was cut short meanwhile: what is left is what it is now.
            if count == 0 { break }
            filled += count
        }
        return filled == bytes.count ? bytes : Array(bytes[..<filled])
    }

    /// The size of a file inside in bytes, nil where there is none; refuses as `read` does.
    func size(_ name: String, limit: Int) throws(Refusal) -> Int? {
        guard let file = try openFile(name, limit: limit) else { return nil }
        close(file.descriptor)
        return file.size
    }

    /// The names of the entries inside.
    func entries() -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: path))?.sorted() ?? []
    }

    private func openFile(_ name: String, limit: Int) throws(Refusal) -> (descriptor: Int32, size: Int)? {
        guard DocumentName.isSafe(name) else { throw .unsafePath(name) }
        var current = descriptor
        let parts = name.split(separator: "/").map(String.init)
        for (index, part) in parts.enumerated() {
            let isLast = index == parts.count - 1
            // Without O_NONBLOCK a named pipe would wait for its writer for ever.
            let flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | (isLast ? O_NONBLOCK : O_DIRECTORY)
            let next = openat(current, part, flags)
            let error = errno
            if current != descriptor { close(current) }
            if next < 0 {
                // ELOOP is a link as the last part, ENOTDIR one (or a file) in between.
                if error == ENOENT { return nil }
                throw error == ELOOP || error == ENOTDIR ? .noRegularFile(name) : .unreadable(name, error)
            }
            current = next
        }
        var status = stat()
        guard fstat(current, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(current)
            throw .noRegularFile(name)
        }
        guard status.st_size <= limit else {
            close(current)
            throw .fileTooLarge(bytes: limit, at: Refusal.Place(file: name))
        }
        return (current, Int(status.st_size))
    }
}

extension Refusal {
    static func unreadable(_ path: String, _ error: Int32) -> Refusal {
        let reason = String(cString: strerror(error))
        return Refusal(
            .fileUnreadable,
            LocalizedText(
                en: "“\(path)” can't be opened: \(reason).", de: "„\(path)“ lässt sich nicht öffnen: \(reason)."),
            cure: LocalizedText(en: "Check path and permissions.", de: "Prüfen Sie Pfad und Rechte."),
            at: Place(file: path))
    }

    static func noRegularFile(_ name: String) -> Refusal {
        Refusal(
            .unsafePath,
            LocalizedText(
                en: "“\(name)” is a link or no ordinary file.",
                de: "„\(name)“ ist ein Verweis oder keine gewöhnliche Datei."),
            cure: LocalizedText(
                en: "Put the file itself into the folder.", de: "Legen Sie die Datei selbst in den Ordner."),
            at: Place(file: name))
    }
}
