import Buddelverein
import Testing

@testable import BuddelCLI

@Suite("Access: flags of a role")
struct UserGrantTests {
    func refused(_ words: String..., interactive: Bool = false, answers: [String] = []) async -> Refusal? {
        let fixture = ContextFixture(answers: answers, interactive: interactive)
        return await Refusal.thrown {
            try await CommandContext.$current.withValue(fixture.context) {
                var command = try UserCommand.Grant.parse(words)
                try await command.run()
            }
        }
    }

    @Test(
        "a flag of another role is refused and named",
        arguments: [
            ["aud", "treasurer", "--municipality", "05978032"], ["cara", "clerk", "--association", "a"],
            ["cara", "clerk", "--member", "M-1"], ["root", "administrator", "--municipality", "05978032"],
            ["cara", "clerk", "--no-limit"], ["cara", "clerk", "--limit", "5.00"],
        ])
    func flagOfOtherRole(words: [String]) async {
        let fixture = ContextFixture()
        let status = await BuddelCommandLine.run(["user", "grant"] + words, in: fixture.context)
        #expect(status == .usage)
        #expect(fixture.errors.text.contains("[role_scope]"))
        #expect(fixture.errors.text.contains("where: \(words[2])"))
    }

    @Test("an approver has a limit, or none on purpose")
    func limit() async {
        let town = ["--municipality", "05978032"]
        let script = await refused("anna", "approver", town[0], town[1])
        #expect(script?.code == .missingFlag && script?.place?.field == "--limit")
        let both = await refused("anna", "approver", town[0], town[1], "--limit", "5.00", "--no-limit")
        #expect(both?.code == .invalidArguments)
        // What opens the application is past the questions: the fixture has none.
        #expect(await refused("anna", "approver", town[0], town[1], "--no-limit")?.code == .cancelled)
        let asked = await refused(
            "anna", "approver", town[0], town[1], interactive: true, answers: ["much", "50000,00"])
        #expect(asked?.code == .cancelled)
    }
}
