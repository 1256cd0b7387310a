import Buddelverein
import Foundation

extension CaseFolder {
    /// Unpacks an archive of a case folder into a folder that is there and empty; `file` is what refusals call it.
    ///
    /// The files may lie at the top of the archive or together in one folder of any name. Guarantees: nothing is written
    /// outside of the folder, since the archive's names stay inside and none is a link; one file at a time is in memory.
    /// Refuses as `ZipArchive` does, and with `file_unwritable` what the system refuses.
    public static func unpack(
        _ bytes: [UInt8], file: String, into path: String, limits: ArchiveLimits = ArchiveLimits()
    ) throws(Refusal) {
        let archive = try ZipArchive(bytes, file: file, limits: limits)
        let top = commonFolder(of: archive.entries.map(\.name))
        for entry in archive.entries {
            let target = URL(fileURLWithPath: path, isDirectory: true).appending(path: entry.name.dropFirst(top.count))
            let content = try archive.bytes(of: entry)
            do {
                try FileManager.default.createDirectory(
                    at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(content).write(to: target, options: .withoutOverwriting)
            } catch let error as CocoaError {
                throw .unwritable(entry.name, error)
            } catch {
                throw .unwritable(entry.name, CocoaError(.fileWriteUnknown))
            }
        }
    }

    /// Packs a case folder that this program has written, and hands out the archive in pieces.
    ///
    /// The same folder gives the same bytes. Refuses with `too_much_data` what is more than a ZIP archive holds, and as
    /// `DataFile.read`.
    public static func pack(_ path: String, write: ([UInt8]) throws -> Void) throws {
        var writer = ZipWriter()
        let limits = FileLimits()
        let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path + "/" + name, isDirectory: &isFolder), !isFolder.boolValue
            else { continue }
            let bytes = try DataFile.read(path + "/" + name, limit: limits.fileBytes)
            // Documents are pictures and PDFs, packed already.
            let isDocument = name.hasPrefix("documents/")
            try write(try writer.entry(name, bytes, isDocument ? .stored : .deflated))
        }
        try write(writer.end())
    }

    /// `kiebitzbrook/` where every entry lies in that one folder and it is not `documents/`; else nothing.
    private static func commonFolder(of names: [String]) -> String {
        guard let first = names.first, let slash = first.firstIndex(of: "/") else { return "" }
        let top = String(first[...slash])
        return top != "documents/" && names.allSatisfy { $0.hasPrefix(top) } ? top : ""
    }
}
