import Buddelverein
import Foundation

/// A folder for a moment that nobody else may look into (0700); it goes with this value.
public final class PrivateFolder: Sendable {
    public let path: String

    /// Makes it where the system keeps temporary files (TMPDIR); refuses with `file_unwritable`.
    public init() throws(Refusal) {
        let place = FileManager.default.temporaryDirectory.appending(path: "buddel-XXXXXX").path
        var template = Array(place.utf8CString)
        guard let made = mkdtemp(&template) else {
            throw Refusal(
                .fileUnwritable,
                LocalizedText(
                    en: "No temporary folder can be made.", de: "Es lässt sich kein vorläufiger Ordner anlegen."),
                cure: LocalizedText(
                    en: "Whoever runs the server has to look at the disk and at TMPDIR.",
                    de: "Wer den Server betreibt, muss nach Platte und TMPDIR sehen."))
        }
        path = String(cString: made)
    }

    // Links inside are removed, not followed.
    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// A new file inside, readable by nobody else; refuses with `file_unwritable`.
    func makeFile(_ name: String) throws(Refusal) -> PrivateFile {
        let descriptor = open(path + "/" + name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .noRoom() }
        return PrivateFile(path: path + "/" + name, descriptor: descriptor)
    }
}

/// An open file in a private folder, written from its beginning to its end.
final class PrivateFile: Sendable {
    let path: String
    private let descriptor: Int32

    fileprivate init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Adds bytes; refuses with `file_unwritable`, for instance on a full disk.
    func write(_ bytes: [UInt8]) throws(Refusal) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Foundation.write(descriptor, buffer.baseAddress! + written, buffer.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .noRoom() }
            written += count
        }
    }
}

extension Refusal {
    fileprivate static func noRoom() -> Refusal {
        Refusal(
            .fileUnwritable,
            LocalizedText(
                en: "The temporary file can't be written.", de: "Die vorläufige Datei lässt sich nicht schreiben."),
            cure: LocalizedText(
                en: "Whoever runs the server has to look at the disk.",
                de: "Wer den Server betreibt, muss nach der Platte sehen."))
    }
}
