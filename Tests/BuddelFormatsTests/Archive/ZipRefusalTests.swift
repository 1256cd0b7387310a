import Buddelverein
import Testing

@testable import BuddelFormats

@Suite("Formats: ZIP archives that are refused")
struct ZipRefusalTests {
    struct Fault: Sendable, CustomTestStringConvertible {
        let what: String
        let code: RefusalCode
        /// What the place names.
        let field: String?
        let bytes: [UInt8]

        init(_ what: String, _ code: RefusalCode, _ field: String?, _ archive: RawArchive) {
            (self.what, self.code, self.field, bytes) = (what, code, field, archive.bytes)
        }

        var testDescription: String { what }
    }

    static func entry(_ name: String, _ change: (inout RawArchive.Entry) -> Void = { _ in }) -> RawArchive {
        RawArchive(RawArchive.Entry(name, change))
    }

    static func two(_ first: String, _ second: String) -> RawArchive {
        RawArchive(RawArchive.Entry(first), RawArchive.Entry(second))
    }

    static func archive(_ change: (inout RawArchive) -> Void) -> RawArchive {
        var archive = RawArchive(RawArchive.Entry("members.csv"))
        change(&archive)
        return archive
    }

    static let names: [Fault] = [
        Fault("a folder above", .unsafePath, "../evil.csv", entry("../evil.csv")),
        Fault("a folder above, inside", .unsafePath, "a/../../evil.csv", entry("a/../../evil.csv")),
        Fault("a dot", .unsafePath, "./members.csv", entry("./members.csv")),
        Fault("an absolute path", .unsafePath, "/etc/passwd", entry("/etc/passwd")),
        Fault("a backslash", .unsafePath, "..\\evil.csv", entry("..\\evil.csv")),
        Fault("a drive", .unsafePath, "C:evil.csv", entry("C:evil.csv")),
        Fault("a stream of NTFS", .unsafePath, "members.csv:x", entry("members.csv:x")),
        Fault("an empty part", .unsafePath, "a//b.csv", entry("a//b.csv")),
        Fault("no name", .unsafePath, "", entry("")),
        Fault("a dot at the end", .unsafePath, "members.csv.", entry("members.csv.")),
        Fault("a blank at the end of a folder", .unsafePath, "a /b.csv", entry("a /b.csv")),
        Fault("a NUL", .unsafePath, "a\\u{0}.csv", entry("a\0.csv")),
        Fault("a line break", .unsafePath, "a\\u{a}b.csv", entry("a\nb.csv")),
        Fault("an escape sequence", .unsafePath, "\\u{1b}[2Ja.csv", entry("\u{1B}[2Ja.csv")),
        Fault("a turned direction", .unsafePath, "a\\u{202e}vsc.exe", entry("a\u{202E}vsc.exe")),
        Fault("a very deep one", .unsafePath, nil, entry(String(repeating: "a/", count: 20) + "b.csv")),
        Fault("a very long one", .unsafePath, nil, entry(String(repeating: "a", count: 300))),
        Fault("a longest one", .unsafePath, nil, entry(String(repeating: "abc/", count: 300) + "d")),
        Fault("bytes that are not the UTF-8 they say", .unsafePath, nil, entry("") { $0.name = [0x61, 0xFF] }),
        Fault(
            "a Unicode name of another name", .unsafePath, "a.csv",
            entry("a.csv") { $0.extra = [0x75, 0x70, 9, 0, 1, 1, 2, 3, 4] + Array("b.cs".utf8) }),
        Fault("a link of Unix", .unsafePath, "a.csv", entry("a.csv") { $0.attributes = 0o120777 << 16 }),
        Fault("a device", .unsafePath, "a.csv", entry("a.csv") { $0.attributes = 0o020666 << 16 }),
        Fault("a link of NTFS", .unsafePath, "a.csv", entry("a.csv") { ($0.maker, $0.attributes) = (20, 0x400) }),
        Fault("a name twice", .invalidArchive, "a.csv", two("a.csv", "a.csv")),
        Fault("a name in capitals", .invalidArchive, "A.CSV", two("a.csv", "A.CSV")),
        Fault("an umlaut in two ways", .invalidArchive, "Ü.csv", two("U\u{308}.csv", "\u{DC}.csv")),
        Fault("a file that is a folder", .invalidArchive, "a", two("a", "a/b.csv")),
        Fault("a folder that is a file", .invalidArchive, "A", two("a/b/c.csv", "A")),
    ]

    static let forms: [Fault] = [
        Fault("encrypted", .invalidArchive, "a.csv", entry("a.csv") { $0.flags |= 1 }),
        Fault("encrypted by AES", .invalidArchive, "a.csv", entry("a.csv") { ($0.flags, $0.method) = (1, 99) }),
        Fault("bzip2", .invalidArchive, "a.csv", entry("a.csv") { $0.method = 12 }),
        Fault("a patch", .invalidArchive, "a.csv", entry("a.csv") { $0.flags |= 1 << 5 }),
        Fault("a folder with content", .invalidArchive, "a/", entry("a/")),
        Fault("stored with two sizes", .invalidArchive, "a.csv", entry("a.csv") { $0.size = 3 }),
        Fault(
            "another name in its head", .invalidArchive, "a.csv", entry("a.csv") { $0.localName = Array("b.csv".utf8) }),
        Fault("another method in its head", .invalidArchive, "a.csv", entry("a.csv") { $0.localMethod = 8 }),
        Fault("encrypted in its head only", .invalidArchive, "a.csv", entry("a.csv") { $0.localFlags = 1 << 11 | 1 }),
        Fault(
            "a descriptor that says otherwise", .invalidArchive, "a.csv",
            entry("a.csv") { ($0.flags, $0.descriptor) = (1 << 3, [UInt8](repeating: 7, count: 16)) }),
        Fault("no descriptor where one is said", .invalidArchive, "a.csv", entry("a.csv") { $0.flags = 1 << 3 }),
        Fault(
            "content beyond the end", .invalidArchive, "a.csv",
            entry("a.csv") { ($0.size, $0.packedSize) = (4000, 4000) }),
        Fault("a start beyond the end", .invalidArchive, nil, entry("a.csv") { $0.start = 60_000 }),
        Fault(
            "ZIP64 by its size", .invalidArchive, nil,
            entry("a.csv") { ($0.size, $0.packedSize) = (0xFFFF_FFFF, 0xFFFF_FFFF) }),
        Fault("ZIP64 by its count", .invalidArchive, nil, archive { $0.count = 0xFFFF }),
        Fault(
            "ZIP64 by its locator", .invalidArchive, nil,
            archive { $0.locator = RawArchive.long(0x0706_4B50) + [UInt8](repeating: 0, count: 16) }),
        Fault("one of several disks", .invalidArchive, nil, archive { $0.disk = 1 }),
        Fault("more files than listed", .invalidArchive, nil, archive { $0.count = 0 }),
        Fault("fewer files than listed", .invalidArchive, nil, archive { $0.count = 2 }),
        Fault("a list of another length", .invalidArchive, nil, archive { $0.directoryLength = 10 }),
        Fault("something before it", .invalidArchive, nil, archive { $0.prefix = Array("#!/bin/sh\n".utf8) }),
        Fault("something in it that is not listed", .invalidArchive, nil, archive { $0.gap = [1, 2, 3] }),
        Fault("something behind it", .invalidArchive, nil, archive { $0.suffix = [0] }),
        Fault("two ends", .invalidArchive, nil, archive { $0.comment = RawArchive([]).bytes }),
        Fault("nothing", .invalidArchive, nil, archive { ($0.entries, $0.count, $0.directoryLength) = ([], 1, 46) }),
    ]

    @Test("it is refused with its code and the entry's printable name", arguments: names + forms)
    func refused(fault: Fault) throws {
        let refusal = try #require(throws: Refusal.self) { try ZipArchive(fault.bytes, file: "case.zip") }
        #expect(refusal.code == fault.code, "\(refusal)")
        #expect(refusal.place?.file == "case.zip")
        if let field = fault.field { #expect(refusal.place?.field == field) }
        for text in [refusal.message.english, refusal.message.german, refusal.place?.field ?? ""] {
            #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{202E}" })
        }
    }

    @Test("entries that share one stretch of bytes are refused")
    func overlapping() throws {
        // One kernel that each of many entries unpacks, as Fifield's bombs do.
        let kernel = Deflation([[UInt8](repeating: 0, count: 1 << 16)[...]])
        let entries = (0..<20).map { number in
            RawArchive.Entry("\(number)") {
                ($0.method, $0.start, $0.size, $0.check) = (8, 0, kernel.count, Int(kernel.check))
                $0.content = number == 0 ? kernel.packed : []
                $0.packedSize = kernel.packed.count
            }
        }
        let refusal = try #require(throws: Refusal.self) { try ZipArchive(RawArchive(entries).bytes, file: "bomb.zip") }
        #expect(refusal.code == .invalidArchive && refusal.message.english.contains("overlaps"))
    }

    @Test("content that is not what was announced is refused when it is read")
    func lyingContent() throws {
        let packed = Deflation([Array("number\nM-1\n".utf8)[...]])
        func archive(_ change: (inout RawArchive.Entry) -> Void) throws -> ZipArchive {
            try ZipArchive(
                RawArchive(
                    RawArchive.Entry("a.csv") {
                        ($0.method, $0.content, $0.size, $0.check) = (8, packed.packed, packed.count, Int(packed.check))
                        change(&$0)
                    }
                ).bytes, file: "case.zip")
        }
        let sound = try archive { _ in }
        #expect(try sound.bytes(of: sound.entries[0]) == Array("number\nM-1\n".utf8))
        let lies: [(inout RawArchive.Entry) -> Void] = [
            { $0.size = 3 }, { $0.size = 100 }, { $0.check = 7 }, { $0.content[0] ^= 0x06 }, { $0.content += [0] },
            { $0.content.removeLast() }, { $0.content = [] },
        ]
        for lie in lies {
            let archive = try archive(lie)
            let refusal = try #require(throws: Refusal.self) { try archive.bytes(of: archive.entries[0]) }
            #expect(refusal.code == .invalidArchive && refusal.place?.field == "a.csv")
        }
    }

    @Test("what is beyond the limits is refused before anything is unpacked")
    func beyondLimits() throws {
        let archive = try ZipWriter.archive(["a.csv": [UInt8](repeating: 65, count: 900), "b.csv": Array("x\n".utf8)])
        func code(_ change: (inout ArchiveLimits) -> Void) -> RefusalCode? {
            var limits = ArchiveLimits()
            change(&limits)
            do {
                _ = try ZipArchive(archive, file: "case.zip", limits: limits)
                return nil
            } catch { return error.code }
        }
        #expect(code { _ in } == nil)
        #expect(code { $0.archiveBytes = 100 } == .tooMuchData)
        #expect(code { $0.entries = 1 } == .tooMuchData)
        #expect(code { $0.entryBytes = 899 } == .tooMuchData)
        #expect(code { $0.totalBytes = 901 } == .tooMuchData)
        #expect(code { ($0.ratio, $0.ratioFreeBytes) = (10, 0) } == .tooMuchData)
        #expect(code { $0.nameBytes = 4 } == .unsafePath)
        #expect(code { $0.totalBytes = 902 } == nil)
    }

    @Test("1 GB of zeros is refused, whether its size is told or not, and takes no memory")
    func oneGigabyte() throws {
        let piece = [UInt8](repeating: 0, count: 1 << 20)
        let packed = Deflation(repeatElement(piece[...], count: 1 << 10))
        #expect(packed.count == 1 << 30 && packed.packed.count < 2 << 20)
        let before = try PeakMemory.kilobytes()
        func archive(size: Int) -> [UInt8] {
            RawArchive(
                RawArchive.Entry("zeros.xml") {
                    ($0.method, $0.content, $0.size, $0.check) = (8, packed.packed, size, Int(packed.check))
                }
            ).bytes
        }
        let told = try #require(throws: Refusal.self) {
            try ZipArchive(archive(size: packed.count), file: "zeros.zip")
        }
        #expect(told.code == .tooMuchData)
        // Told as 1 MB it may be opened; reading ends after that.
        let lying = try ZipArchive(archive(size: 1 << 20), file: "zeros.zip")
        let refusal = try #require(throws: Refusal.self) { try lying.bytes(of: lying.entries[0]) }
        #expect(refusal.code == .invalidArchive)
        // Other tests run meanwhile: the bound is far from the gigabyte, not tight.
        #expect(try PeakMemory.kilobytes() - before < 700 << 10)
    }

    @Test("a mutated archive gives its files or refusals, never a crash")
    func mutated() throws {
        let original = try ZipWriter.archive(SmallCase.files.mapValues { Array($0.utf8) })
        var random = SeededRandom(seed: 4)
        var refused = 0
        for _ in 0..<Corpus.rounds(1_500) {
            let bytes = Corpus.mutated(original, &random)
            do throws(Refusal) {
                let archive = try ZipArchive(bytes, file: "case.zip")
                for entry in archive.entries {
                    let content = try archive.bytes(of: entry)
                    // What passes was not touched: the check value stands for it.
                    #expect(SmallCase.files[entry.name].map { Array($0.utf8) } ?? content == content)
                }
            } catch {
                refused += 1
                #expect(error.place?.file == "case.zip")
            }
        }
        #expect(refused > Corpus.rounds(1_500) / 2)
    }
}
