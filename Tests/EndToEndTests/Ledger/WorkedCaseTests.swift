import Foundation
import Testing

@Suite("Ledger: the worked cases through the built program")
struct WorkedCaseTests {
    @Test("every computed result equals that of the independent reference", arguments: ["ternsche", "ondrup", "edges"])
    func agrees(_ name: String) throws {
        let script = Program.root.appending(path: "scripts/compare-case")
        let folder = Program.root.appending(path: "Tests/Cases/\(name)")
        let outcome = try Program.run(script, [Program.binary.path, folder.path])
        #expect(outcome.output.hasSuffix("all cases agree\n"), "\(outcome.output)\(outcome.errors)")
        #expect(outcome.status == 0)
    }
}
