import Buddelverein
import Testing

@testable import BuddelFormats

@Suite("Formats: CSV tables")
struct CSVTableTests {
    private func rows(_ text: String, limits: FileLimits = FileLimits()) throws -> [[String]] {
        let table = try CSVTable(Array(text.utf8), file: "t.csv", limits: limits)
        return (0..<table.rowCount).map { row in
            table.header.indices.map { table.text(row: row, column: $0) }
        }
    }

    @Test("quoted fields hold separators, doubled quotes and line breaks")
    func quotedFields() throws {
        let text = "a,b,c\r\n\"x, y\",\"say \"\"hi\"\"\",\"one\r\ntwo\"\r\n1,2,3"
        #expect(try rows(text) == [["x, y", "say \"hi\"", "one\r\ntwo"], ["1", "2", "3"]])
    }

    @Test("a row knows its line, also behind line breaks in quotes and empty lines")
    func lines() throws {
        let table = try CSVTable(Array("\na,b\n\"1\n2\",x\n\n3,y\n".utf8), file: "t.csv")
        #expect((0..<table.rowCount).map { table.line(of: $0) } == [3, 6])
    }

    @Test(
        "the separator of the header line counts",
        arguments: [("a;b\n1,5;2\n", ";"), ("a,b\n1;5,2\n", ","), ("\"a,b\";c\n1;2", ";")])
    func separator(text: String, separator: Character) throws {
        let table = try CSVTable(Array(text.utf8), file: "t.csv")
        #expect(table.separator == separator.asciiValue)
        #expect(table.header.count == 2)
        #expect(table.rowCount == 1)
    }

    @Test("blanks around unquoted fields go, those in quotes stay; rows of separators alone are no rows")
    func blanks() throws {
        #expect(try rows("a,b\n  x\t,\" y \"\n,\n") == [["x", " y "]])
    }

    @Test("a byte order mark and Windows-1252 are recognised")
    func encodings() throws {
        let marked = try CSVTable([0xEF, 0xBB, 0xBF] + Array("Straße,b\n".utf8), file: "t.csv")
        #expect(marked.header == ["Straße", "b"])
        let western = try CSVTable(Array("n\n".utf8) + [0x4D, 0xFC, 0x6C, 0x6C, 0x80, 0x0A], file: "t.csv")
        #expect(western.text(row: 0, column: 0) == "Müll€")
        #expect(western.encoding == .windows1252)
    }

    @Test(
        "what is no text is refused as a whole",
        arguments: [
            ([0xFF, 0xFE, 0x61, 0x00], 1), (Array("a,b\n1,\0\n".utf8), 2), ([0x61, 0x0A, 0x81, 0x0A], 2),
        ] as [([UInt8], Int)])
    func noText(bytes: [UInt8], line: Int) throws {
        let refusal = #expect(throws: Refusal.self) { try CSVTable(bytes, file: "t.csv") }
        #expect(refusal?.code == .invalidText)
        #expect((refusal?.place?.line ?? 1) == line)
        #expect(refusal?.cure != nil)
    }

    @Test("an empty file has no header", arguments: ["", "\n\n", "\u{FEFF}"])
    func noHeader(text: String) throws {
        let refusal = #expect(throws: Refusal.self) { try CSVTable(Array(text.utf8), file: "t.csv") }
        #expect(refusal?.code == .invalidCSV)
    }

    @Test(
        "a row that can't be cut is reported with its line and column; the others are read",
        arguments: [
            ("a,b\n1\n3,4\n", RefusalCode.raggedRow, 2, nil),
            ("a,b\n1,2,3\n3,4\n", .raggedRow, 2, nil),
            ("a,b\n1,2\"x\n3,4\n", .invalidCSV, 2, "b"),
            ("a,b\n\"1\"x,2\n3,4\n", .invalidCSV, 2, "a"),
            ("a,b\n1,2\r3\n3,4\n", .invalidCSV, 2, "b"),
            ("a,b\n3,4\n1,\"2\n5,6\n", .invalidCSV, 3, "b"),
        ] as [(String, RefusalCode, Int, String?)])
    func badRows(text: String, code: RefusalCode, line: Int, field: String?) throws {
        let table = try CSVTable(Array(text.utf8), file: "t.csv")
        #expect(table.refusals.map(\.code) == [code])
        #expect(table.refusals.first?.place?.line == line)
        #expect(table.refusals.first?.place?.field == field)
        #expect((0..<table.rowCount).map { table.text(row: $0, column: 0) } == ["3"])
    }

    @Test("limits of fields, rows, columns and bytes hold")
    func limits() throws {
        var limits = FileLimits()
        limits.fieldBytes = 3
        #expect(
            try CSVTable(Array("a\n1234\n123\n".utf8), file: "t", limits: limits).refusals.map(\.code) == [.tooMuchData]
        )
        limits = FileLimits()
        limits.rowBytes = 3
        #expect(
            try CSVTable(Array("a\n12345\n".utf8), file: "t", limits: limits).refusals.map(\.code) == [.tooMuchData])
        for change in [\FileLimits.rows, \.columns, \.fileBytes] {
            limits = FileLimits()
            limits[keyPath: change] = 1
            let refusal = #expect(throws: Refusal.self) {
                try CSVTable(Array("a,b\n1,2\n3,4\n".utf8), file: "t", limits: limits)
            }
            #expect(refusal?.code == .tooMuchData)
        }
    }

    @Test("what the writer writes is read back field by field")
    func roundTrip() throws {
        let fields = [
            ["plain", "with, comma", "with; semicolon"], ["\"quoted\"", "two\nlines", "cr\r"], [" blank ", "", "\t"],
            ["ünïcode €", "=1+1", "'"],
        ]
        var writer = CSVWriter(header: ["a", "b", "c"])
        for row in fields { writer.append(row) }
        #expect(try rows(String(decoding: writer.bytes, as: UTF8.self)) == fields)
    }
}
