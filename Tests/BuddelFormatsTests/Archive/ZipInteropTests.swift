import Buddelverein
import Foundation
import Testing

@testable import BuddelFormats

@Suite("Formats: ZIP archives of and for other programs")
struct ZipInteropTests {
    static let files: [String: [UInt8]] = [
        "members.csv": Array("number,kind,name\nM-1,person,Anna\n".utf8),
        "documents/Rechnung Müller.pdf": Array("%PDF-1.4\n".utf8)
            + (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 31) },
        "empty.csv": [],
        "a/b/c.json": Array(String(repeating: "[1, 2, 3]\n", count: 40_000).utf8),
    ]

    @Test("what is written is read back, the same bytes each time")
    func roundTrip() throws {
        let bytes = try ZipWriter.archive(Self.files)
        #expect(try ZipWriter.archive(Self.files) == bytes)
        let archive = try ZipArchive(bytes, file: "case.zip")
        #expect(
            archive.entries.map(\.name)
                == ["a/b/c.json", "documents/Rechnung Müller.pdf", "empty.csv", "members.csv"])
        for (name, content) in Self.files {
            let entry = try #require(archive[name])
            #expect(try archive.bytes(of: entry) == content && entry.size == content.count)
        }
        #expect(archive["nothing.csv"] == nil)
        #expect(bytes.count < 10_000)
    }

    @Test("a file in pieces gives the same bytes as in one, and a stored one stands as it is")
    func pieces() throws {
        let content = Self.files["a/b/c.json"] ?? []
        var whole = ZipWriter()
        var cut = ZipWriter()
        let pieces = stride(from: 0, to: content.count, by: 777).map { content[$0..<min($0 + 777, content.count)] }
        #expect(try whole.entry("c.json", content) == cut.entry("c.json", pieces: pieces))
        #expect(whole.end() == cut.end())
        var stored = ZipWriter()
        let bytes = try stored.entry("c.json", content, .stored) + stored.end()
        #expect(bytes.count > content.count)
        let archive = try ZipArchive(bytes, file: "stored.zip")
        #expect(try archive.bytes(of: archive.entries[0]) == content)
    }

    @Test("the writer refuses what the reader would refuse")
    func writerRefusals() throws {
        var writer = ZipWriter()
        _ = try writer.entry("a.csv", [])
        for (name, code) in [("../a", RefusalCode.unsafePath), ("A.csv", .invalidArchive), ("b/", .invalidArchive)] {
            var copy = writer
            let refusal = try #require(throws: Refusal.self) { try copy.entry(name, []) }
            #expect(refusal.code == code)
        }
    }

    @Test("unzip, zipinfo and Python take what is written")
    func others() throws {
        let bytes = try ZipWriter.archive(Self.files)
        try CaseFixture.withFolder(["case.zip": bytes]) { folder in
            let path = folder + "/case.zip"
            #expect(try run("unzip", ["-t", path]).output.contains("No errors detected"))
            let listed = try run(
                "python3",
                [
                    "-c",
                    """
                    import sys, zipfile
                    archive = zipfile.ZipFile(sys.argv[1])
                    assert archive.testzip() is None
                    for name in sorted(archive.namelist()): print(name, archive.getinfo(name).file_size)
                    assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
                    """, path,
                ])
            let wanted = Self.files.map { "\($0.key) \($0.value.count)" }.sorted()
            #expect(listed.status == 0, "\(listed.output)")
            #expect(listed.output.split(separator: "\n").map(String.init) == wanted)
        }
    }

    @Test(
        "archives of zip and Python are read: packed, stored, streamed with descriptors, with folders and umlauts",
        arguments: ["zip", "zip-stored", "python", "python-streamed"])
    func ofOthers(maker: String) throws {
        try CaseFixture.withFolder(Self.files) { folder in
            let path = folder + "/made.zip"
            let python = """
                import os, sys, zipfile
                target, streamed = sys.argv[1], sys.argv[2] == "streamed"
                class Unseekable:
                    def __init__(self, file): self.file = file
                    def write(self, data): return self.file.write(data)
                    def flush(self): self.file.flush()
                out = open(target, "wb")
                archive = zipfile.ZipFile(Unseekable(out) if streamed else out, "w", zipfile.ZIP_DEFLATED)
                for root, _, names in os.walk("."):
                    for name in names:
                        if name != "made.zip": archive.write(os.path.join(root, name))
                archive.close()
                """
            let result =
                switch maker {
                case "zip": try run("zip", ["-r", "-q", path, "."], in: folder)
                case "zip-stored": try run("zip", ["-r", "-q", "-0", path, "."], in: folder)
                case "python": try run("python3", ["-c", python, path, "seekable"], in: folder)
                default: try run("python3", ["-c", python, path, "streamed"], in: folder)
                }
            #expect(result.status == 0, "\(result.output)")
            let archive = try ZipArchive(Array(try Data(contentsOf: URL(fileURLWithPath: path))), file: "made.zip")
            #expect(Set(archive.entries.map(\.name)) == Set(Self.files.keys))
            for entry in archive.entries {
                #expect(try archive.bytes(of: entry) == Self.files[entry.name])
            }
        }
    }

    @Test("names of older Windows are read by code page 437, those of Info-ZIP by their Unicode path field")
    func oldNames() throws {
        let windows = RawArchive(
            RawArchive.Entry("") { ($0.name, $0.flags) = ([0x9A, 0x62, 0x65, 0x72, 0xE1, 0x2E, 0x63, 0x73, 0x76], 0) })
        #expect(try ZipArchive(windows.bytes, file: "old.zip").entries.map(\.name) == ["Überß.csv"])
        let raw = Array("_ber.csv".utf8)
        let check = RawArchive.long(Int(CheckValue.crc32(raw[...])))
        let field = [1] + check + Array("Über.csv".utf8)
        let named = RawArchive(
            RawArchive.Entry("") {
                ($0.name, $0.flags) = (raw, 0)
                $0.extra = RawArchive.short(0x7075) + RawArchive.short(field.count) + field
            })
        #expect(try ZipArchive(named.bytes, file: "unix.zip").entries.map(\.name) == ["Über.csv"])
    }

    @Test("an archive without files, and one with a comment, are read")
    func small() throws {
        #expect(try ZipArchive(ZipWriter.archive([:]), file: "empty.zip").entries.isEmpty)
        var commented = RawArchive(RawArchive.Entry("a.csv"))
        commented.comment = Array("made by hand".utf8)
        #expect(try ZipArchive(commented.bytes, file: "a.zip").entries.count == 1)
    }

    private func run(
        _ program: String, _ arguments: [String], in folder: String? = nil
    ) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        process.environment = ["LANG": "C.UTF-8", "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
