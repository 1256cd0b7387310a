import Foundation
import Testing

@testable import Buddelverein

@Suite("Refusals: the catalogue in docs/reference/errors.md")
struct RefusalCatalogueTests {
    /// One row of the tables of codes: `| code | kind | meaning | what to do |`.
    struct Entry {
        let section: String
        let code: String
        let kind: String
        let meaning: String
        let cure: String
    }

    static func entries() throws -> [Entry] {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../docs/reference/errors.md")
        var entries: [Entry] = []
        var section = ""
        for line in try String(contentsOf: page, encoding: .utf8).split(separator: "\n") {
            if line.hasPrefix("## ") { section = String(line.dropFirst(3)) }
            guard !section.isEmpty, line.hasPrefix("| `") else { continue }
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " `")) }
            try #require(cells.count == 4, "four cells: \(line)")
            entries.append(
                Entry(section: section, code: cells[0], kind: cells[1], meaning: cells[2], cure: cells[3]))
        }
        return entries
    }

    @Test("every code is listed once, and every listed code exists")
    func sameCodes() throws {
        let listed = try Self.entries().map(\.code)
        #expect(Set(RefusalCode.allCases.map(\.rawValue)).subtracting(listed).sorted() == [], "codes without a row")
        #expect(Set(listed).subtracting(RefusalCode.allCases.map(\.rawValue)).sorted() == [], "rows without a code")
        #expect(listed.count == Set(listed).count, "a code is listed twice")
    }

    @Test("the listed kind is the code's kind, and meaning and cure are said")
    func sameKinds() throws {
        for entry in try Self.entries() {
            #expect(entry.kind == RefusalCode(rawValue: entry.code)?.kind.rawValue, "\(entry.code)")
            #expect(!entry.meaning.isEmpty && !entry.cure.isEmpty, "\(entry.code)")
        }
    }

    @Test("a section is in alphabetical order")
    func ordered() throws {
        for (section, entries) in Dictionary(grouping: try Self.entries(), by: \.section) {
            #expect(entries.map(\.code) == entries.map(\.code).sorted(), "section \(section)")
        }
    }
}
