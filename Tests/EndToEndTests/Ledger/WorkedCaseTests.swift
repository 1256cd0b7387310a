import Foundation
import Testing

@Suite("Ledger: the worked cases through the built program")
struct WorkedCaseTests {
    static let names = ["ternsche", "ondrup", "edges"]

    private func expectAgreement(_ folder: String) throws {
        let script = Program.root.appending(path: "scripts/compare-case")
        let outcome = try Program.run(script, [Program.binary.path, folder])
        #expect(outcome.output.hasSuffix("all cases agree\n"), "\(outcome.output)\(outcome.errors)")
        #expect(outcome.status == 0)
    }

    private func folder(_ name: String) -> String { Program.root.appending(path: "Tests/Cases/\(name)").path }

    @Test("every computed result equals that of the independent reference", arguments: names)
    func agrees(_ name: String) throws {
        try expectAgreement(folder(name))
    }

    @Test("so does every one of the case as it was exported, and hledger's balances are ours", arguments: names)
    func agreesAgain(_ name: String) throws {
        try Program.with { program in
            #expect(try program.run("import", folder(name)).status == 0)
            let exported = program.folder.appending(path: "exported").path
            let export = try program.run("export", "case", exported)
            #expect(export.status == 0, "\(export.errors)")
            try FileManager.default.copyItem(atPath: folder(name) + "/expected", toPath: exported + "/expected")
            try expectAgreement(exported)

            let journal = program.folder.appending(path: "books.journal").path
            #expect(try program.run("export", "hledger", journal).status == 0)
            #expect(try Hledger.expectAgreement(with: program, on: journal) > 0)
        }
    }
}
