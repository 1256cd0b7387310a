import Buddelverein
import Testing

@testable import BuddelFormats

@Suite("Formats: hostile CSV and text")
struct HostileTextTests {
    private static func read(_ bytes: [UInt8], limits: FileLimits = FileLimits()) -> [Refusal] {
        let issues = FileIssues()
        let records = HelpersFile.read(bytes, limits: limits, issues: issues)
        // Nothing that was refused comes out as sound.
        #expect(issues.refusals.isEmpty || records.count < 2_000_000)
        return issues.refusals
    }

    private static func read(_ text: String, limits: FileLimits = FileLimits()) -> [Refusal] {
        read(Array(text.utf8), limits: limits)
    }

    struct Hostile: Sendable, CustomTestStringConvertible {
        let what: String
        let bytes: [UInt8]
        let code: RefusalCode
        let line: Int?

        init(_ what: String, _ text: String, _ code: RefusalCode, line: Int?) {
            self.init(what, Array(text.utf8), code, line: line)
        }

        init(_ what: String, _ bytes: [UInt8], _ code: RefusalCode, line: Int?) {
            (self.what, self.bytes, self.code, self.line) = (what, bytes, code, line)
        }

        var testDescription: String { what }
    }

    static let marks = "a" + String(repeating: "\u{315}\u{300}", count: 16)
    static let head = "code,name\n"

    static let all: [Hostile] = [
        Hostile("nothing", "", .invalidCSV, line: 1),
        Hostile("line ends only", "\n\r\n\n", .invalidCSV, line: 1),
        Hostile("a NUL", "code,name\nH-1,\0\n", .invalidText, line: 2),
        Hostile("UTF-16", [0xFF, 0xFE, 0x63, 0], .invalidText, line: nil),
        Hostile(
            "a byte that Windows does not know", Array(head.utf8) + [0x48, 0x2C, 0x81, 0x0A], .invalidText, line: 2),
        Hostile("32 accents on one letter", head + "H-1,Anna\nH-2,\(marks)\n", .invalidText, line: 3),
        Hostile("a quote that never ends", head + "H-1,\"Anna\nH-2,Bernd\n", .invalidCSV, line: 2),
        Hostile("a quote in a field", head + "H-1,An\"na\n", .invalidCSV, line: 2),
        Hostile("text behind a quote", head + "H-1,\"Anna\"x\n", .invalidCSV, line: 2),
        Hostile("a carriage return in a field", head + "H-1,An\rna\n", .invalidCSV, line: 2),
        Hostile("too many fields", head + "H-1,Anna\nH-2,Bernd,,,\n", .raggedRow, line: 3),
        Hostile("too few fields", head + "H-1\n", .raggedRow, line: 2),
        Hostile("a column twice", "code,name,Code\nH-1,Anna,H-2\n", .duplicateColumn, line: 1),
        Hostile("a column in German and English", "code,name,Helfernummer\nH-1,Anna,H-2\n", .duplicateColumn, line: 1),
        Hostile("300 columns", String(repeating: "a,", count: 300) + "b\n", .tooMuchData, line: 1),
        Hostile("a very long header", String(repeating: "a", count: 70_000) + ",name\n", .tooMuchData, line: 1),
        Hostile("a very long field", head + "H-1,\(String(repeating: "a", count: 70_000))\n", .tooMuchData, line: 2),
        Hostile(
            "a very long quoted field", head + "H-1,\"\(String(repeating: "a\n", count: 40_000))\"\n", .tooMuchData,
            line: nil),
        Hostile("a very long row", head + String(repeating: "aaaa,", count: 300_000) + "\n", .tooMuchData, line: 2),
    ]

    @Test("it is refused with its code and line", arguments: all)
    func refused(hostile: Hostile) throws {
        let refusals = Self.read(hostile.bytes)
        let refusal = try #require(refusals.first { $0.code == hostile.code }, "\(refusals)")
        #expect(refusal.place?.file == "helpers.csv")
        if let line = hostile.line { #expect(refusal.place?.line == line) }
    }

    @Test("100,000 bad rows end in 10,000 refusals and the word that there are more", arguments: ["H-1\n", "H 1,\n"])
    func manyFaults(row: String) throws {
        let refusals = Self.read(Self.head + String(repeating: row, count: 100_000))
        #expect(refusals.count == FileIssues.limit + 1)
        let last = try #require(refusals.last)
        #expect(last.code == .tooMuchData && last.message.english.contains("10000 faults"))
        #expect(refusals[0].place?.line == 2)
    }

    @Test("faults that repeat long fields are bounded by their bytes")
    func longFaults() throws {
        let long = String(repeating: "x", count: 60_000)
        let refusals = Self.read(Self.head + String(repeating: "\(long),Anna\n", count: 400))
        let bytes = refusals.reduce(0) { $0 + $1.message.english.utf8.count + ($1.place?.value?.utf8.count ?? 0) }
        #expect(refusals.count < 400 && bytes < FileIssues.textLimit)
        #expect(refusals.last?.code == .tooMuchData)
    }

    @Test("a folder with too many faults says those of its files in order, and the word that there are more last")
    func fullFolder() throws {
        let rows = String(repeating: "H 1,\n", count: 6_000)
        let files = ["helpers.csv": Self.head + rows, "gifts.csv": "ref,date,member_number,what,value\n,,,,\n"]
        let refusals = try #require(throws: Refusals.self) {
            try CaseFixture.withFolder(files) { try CaseFolder.read($0) }
        }
        #expect(refusals.all.count == FileIssues.limit + 1 && refusals.all.last?.code == .tooMuchData)
    }

    @Test("references that lead nowhere are bounded like other faults")
    func manyUnknown() throws {
        let rows = (1...30_000).map { "H-\($0),Anna,M-9" }.joined(separator: "\n")
        let files = [
            "helpers.csv": "code,name,member_number\n" + rows,
            "members.csv": "number,kind,name,joined_on\nM-1,person,Anna,2025-01-01\n",
        ]
        let refusals = try #require(throws: Refusals.self) {
            try CaseFixture.withFolder(files) { try CaseFolder.read($0) }
        }
        #expect(refusals.all.count == FileIssues.limit + 1)
        #expect(refusals.all[0].code == .unknownMember && refusals.all.last?.code == .tooMuchData)
    }

    @Test("the number of fields is bounded, and memory is not asked for before they are there")
    func manyFields() throws {
        var limits = FileLimits()
        limits.cells = 9
        #expect(Self.read("code,name,x\nH-1,Anna,\nH-2,Bernd,\nH-3,Carl,\n", limits: limits).isEmpty)
        limits.cells = 8
        let refusals = Self.read("code,name,x\nH-1,Anna,\nH-2,Bernd,\nH-3,Carl,\n", limits: limits)
        #expect(refusals.map(\.code) == [.tooMuchData] && refusals[0].place?.line == 4)
        // 200 columns and few rows in 20 MB: room for 50 million fields would be 600 MB.
        let before = try PeakMemory.kilobytes()
        let wide = "code,name" + (3...200).map { ",c\($0)" }.joined() + "\n"
        #expect(!Self.read(Array(wide.utf8) + [UInt8](repeating: 0x61, count: 20 << 20)).isEmpty)
        #expect(try PeakMemory.kilobytes() - before < 500 << 10)
    }

    @Test("30 accents are taken, 31 are not, wherever the run ends")
    func marksLimit() {
        let scalars = String(repeating: "\u{300}", count: 30)
        #expect(CombiningMarks.firstLongRun(in: "e\(scalars)e\(scalars)".utf8) == nil)
        #expect(CombiningMarks.firstLongRun(in: "e\(scalars)\u{301}".utf8) == 62)
        #expect(CombiningMarks.firstLongRun(in: "\u{1D165}\u{1D166}äöü\u{3099}語".utf8) == nil)
        let wide = String(repeating: "\u{1D165}", count: 31)
        #expect(CombiningMarks.firstLongRun(in: wide.utf8) != nil)
        #expect(CombiningMarks.firstLongRun(in: String(repeating: "\u{3099}", count: 31).utf8) != nil)
    }

    @Test("warnings are bounded, too")
    func manyWarnings() throws {
        let members = (0..<20_000).map { "\"x\($0)\":1" }.joined(separator: ",")
        let issues = FileIssues()
        _ = AwardsFile.read(Array("[{\(members)}]".utf8), limits: FileLimits(), issues: issues)
        #expect(issues.warnings.count == FileIssues.limit + 1)
        #expect(issues.warnings.last?.kind == .moreWarnings)
    }
}
