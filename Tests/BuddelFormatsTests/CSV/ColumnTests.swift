import Buddelverein
import Testing

@testable import BuddelFormats

@Suite("Formats: columns")
struct ColumnTests {
    private static func names<File: CSVFile>(_ type: File.Type) -> [String] {
        File.Column.allCases.map { column in
            // `memberNumber` is the column `member_number`.
            "\(column)".map { $0.isUppercase ? "_\($0.lowercased())" : "\($0)" }.joined()
        }
    }

    @Test("each file's columns stand in the order of their positions")
    func order() {
        #expect(Self.names(MembersFile.self) == MembersFile.columns.map(\.name))
        #expect(Self.names(HelpersFile.self) == HelpersFile.columns.map(\.name))
        #expect(Self.names(ConnectionsFile.self) == ConnectionsFile.columns.map(\.name))
        #expect(Self.names(HoldersFile.self) == HoldersFile.columns.map(\.name))
        #expect(Self.names(ProgressFile.self) == ProgressFile.columns.map(\.name))
        #expect(Self.names(WorkFile.self) == WorkFile.columns.map(\.name))
        #expect(Self.names(CostsFile.self) == CostsFile.columns.map(\.name))
        #expect(Self.names(GiftsFile.self) == GiftsFile.columns.map(\.name))
        #expect(Self.names(PaymentsFile.self) == PaymentsFile.columns.map(\.name))
    }

    @Test("no name or alias of a file means two columns", arguments: CaseFile.allCases)
    func aliases(file: CaseFile) {
        var seen: [String: String] = [:]
        for column in file.columns {
            for name in Set([column.name.lowercased(), column.alias.lowercased()]) {
                #expect(seen.updateValue(column.name, forKey: name) == nil, "\(name)")
            }
            #expect(!column.description.english.isEmpty && !column.description.german.isEmpty)
        }
    }

    @Test("German names, any order and any case are read, unknown columns named in a warning")
    func germanNames() throws {
        let issues = FileIssues()
        let text = "NAME;Mitgliedsnummer; helfernummer ;Bemerkung\nAnna;M-1;H-1;egal\n"
        let helpers = HelpersFile.read(Array(text.utf8), limits: FileLimits(), issues: issues)
        #expect(helpers.map(\.record) == [Helper(code: "H-1", name: "Anna", memberNumber: "M-1")])
        #expect(issues.refusals.isEmpty)
        #expect(issues.warnings.map(\.kind) == [.unknownColumn])
        #expect(issues.warnings.first?.message.german.contains("Bemerkung") == true)
        #expect(issues.warnings.first?.message.german.contains("Helfernummer") == true)
    }

    @Test("a missing required column is named with what it holds")
    func missingColumn() throws {
        let issues = FileIssues()
        let helpers = HelpersFile.read(Array("code,member_number\nH-1,\n".utf8), limits: FileLimits(), issues: issues)
        #expect(helpers.isEmpty)
        #expect(issues.refusals.map(\.code) == [.missingColumn])
        #expect(issues.refusals.first?.place?.field == "name")
    }

    @Test("a column must not stand twice, not even under both names")
    func duplicateColumn() throws {
        let issues = FileIssues()
        _ = HelpersFile.read(Array("code,Helfernummer,name\n1,2,3\n".utf8), limits: FileLimits(), issues: issues)
        #expect(issues.refusals.map(\.code) == [.duplicateColumn])
    }

    @Test("the reference lists each column with both names", arguments: CaseFile.allCases)
    func reference(file: CaseFile) throws {
        let page = try CaseFixture.text("docs/reference/formats.md")
        guard !file.columns.isEmpty else { return }
        let section = try #require(page.split(separator: "### \(file.rawValue)").dropFirst().first)
        for column in file.columns {
            let name = column.isRequired ? "**\(column.name)**" : column.name
            #expect(section.contains("| \(name) | \(column.alias) | "), "\(column.name)")
        }
    }
}
