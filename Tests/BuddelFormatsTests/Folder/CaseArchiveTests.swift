import Buddelverein
import Foundation
import Testing

@testable import BuddelFormats

@Suite("Case folder: as a ZIP archive")
struct CaseArchiveTests {
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "ca-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    private func archive(_ files: [String: String]) throws -> [UInt8] {
        try ZipWriter.archive(files.mapValues { Array($0.utf8) })
    }

    @Test("the same folder is read whether its files lie at the top of the archive or in one folder of any name")
    func unpacked() throws {
        let documents = SmallCase.files.merging(["documents/a/b.pdf": "%PDF-1.4"]) { $1 }
        for top in ["", "Buddelverein Kiebitz/"] {
            let packed = Dictionary(uniqueKeysWithValues: documents.map { (top + $0.key, $0.value) })
            try withFolder { folder in
                try CaseFolder.unpack(try archive(packed), file: "case.zip", into: folder)
                for (name, text) in documents {
                    #expect(FileManager.default.contents(atPath: folder + "/" + name) == Data(text.utf8), "\(name)")
                }
                #expect(try CaseFolder.read(folder).records.members.count == 3)
            }
        }
    }

    @Test("an archive of documents alone keeps their folder")
    func documentsAlone() throws {
        try withFolder { folder in
            try CaseFolder.unpack(try archive(["documents/a.pdf": "%PDF-1.4"]), file: "", into: folder)
            #expect(FileManager.default.fileExists(atPath: folder + "/documents/a.pdf"))
        }
    }

    @Test("what is packed is unpacked byte for byte, and packing again gives the same bytes")
    func packed() throws {
        try withFolder { folder in
            try CaseFolder.unpack(
                try archive(SmallCase.files.merging(["documents/x.pdf": "%PDF-1.4"]) { $1 }), file: "", into: folder)
            var (first, second): ([UInt8], [UInt8]) = ([], [])
            try CaseFolder.pack(folder) { first += $0 }
            try CaseFolder.pack(folder) { second += $0 }
            #expect(first == second)
            let opened = try ZipArchive(first, file: "")
            #expect(opened.entries.count == SmallCase.files.count + 1)
            for entry in opened.entries {
                #expect(
                    FileManager.default.contents(atPath: folder + "/" + entry.name)
                        == Data(try opened.bytes(of: entry)), "\(entry.name)")
            }
        }
    }

    @Test("a file that is there already is not written over, and a name that leaves the folder writes nothing")
    func refused() throws {
        try withFolder { folder in
            try Data("mine".utf8).write(to: URL(filePath: folder + "/members.csv"))
            let bytes = try archive(["members.csv": "number\n"])
            #expect(throws: Refusal.self) { try CaseFolder.unpack(bytes, file: "", into: folder) }
            #expect(FileManager.default.contents(atPath: folder + "/members.csv") == Data("mine".utf8))
        }
        try withFolder { folder in
            var bytes = try archive(["aa/members.csv": "number\n"])
            // Both heads of the entry name it.
            let (good, bad) = (Array("aa/".utf8), Array("../".utf8))
            for start in bytes.indices.dropLast(2) where Array(bytes[start..<(start + 3)]) == good {
                bytes.replaceSubrange(start..<(start + 3), with: bad)
            }
            #expect(throws: Refusal.self) { try CaseFolder.unpack(bytes, file: "", into: folder) }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
        }
    }
}
