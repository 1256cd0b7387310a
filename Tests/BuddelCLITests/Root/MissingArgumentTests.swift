import ArgumentParser
import Buddelverein
import Testing

@testable import BuddelCLI

@Suite("Root: what is missing on the command line")
struct MissingArgumentTests {
    /// The words of every command that has none below it.
    private static func leaves(of command: any ParsableCommand.Type, _ path: [String] = []) -> [[String]] {
        let below = CommandTree.subcommands(of: command)
        guard !below.isEmpty else { return [path] }
        return below.flatMap { leaves(of: $0.type, path + [$0.name]) }
    }

    @Test("no command leaves a missing argument to the parser, which can't ask for it")
    func parsedWithoutArguments() {
        let leaves = Self.leaves(of: Buddel.self)
        #expect(leaves.count > 80 && leaves.contains(["claim", "approve"]))
        CommandContext.$current.withValue(ContextFixture().context) {
            for words in leaves {
                do {
                    _ = try Buddel.parseAsRoot(words)
                } catch {
                    Issue.record("\(words.joined(separator: " ")): \(Buddel.message(for: error))")
                }
            }
        }
    }

    @Test(
        "a script that leaves it out is told what, before anything is opened",
        arguments: [
            ("claim explain", "CODE"), ("claim certify", "CODE"), ("claim check", "CODE"), ("claim lift", "CODE"),
            ("claim return", "CODE"), ("claim answer", "CODE"), ("claim approve", "CODE"), ("claim reject", "CODE"),
            ("claim release", "CODE"), ("claim pay", "CODE"), ("claim revoke", "CODE"), ("claim withdraw", "CODE"),
            ("claim show", "CODE"), ("claim documents", "CODE"), ("claim document", "CODE"),
            ("claim document A-1/1", "FOLDER"), ("cost show", "REF"), ("voucher show", "REF"),
            ("voucher correct", "REF"), ("award grant", "CODE"), ("award show", "CODE"), ("programme add", "FILE"),
            ("programme show", "CODE"), ("journal show", "NUMBER"), ("document export", "REF"),
            ("document export K-1", "FOLDER"), ("feed export", "FOLDER"), ("db backup", "FILE"),
            ("db restore --yes", "FILE"), ("user link", "LOGIN"), ("user link karl", "MEMBER"),
            ("user password", "LOGIN"), ("tie declare", "CODE"), ("clearance edit", "ID"),
            ("progress reverse", "REF"),
        ])
    func script(_ command: String, _ missing: String) async {
        for language in [Language.english, .german] {
            let fixture = ContextFixture(language)
            let words = command.split(separator: " ").map(String.init)
            let status = await BuddelCommandLine.run(words, in: fixture.context)
            #expect(status == .usage && fixture.output.text.isEmpty)
            let said = language == .english ? "\(missing) is missing." : "\(missing) fehlt."
            #expect(fixture.errors.text.contains(said) && fixture.errors.text.contains("[missing_flag]"))
        }
    }

    @Test("a number is asked for until it is one")
    func number() async throws {
        let fixture = ContextFixture(.german, answers: ["eins", "12"], interactive: true)
        let prompt = Prompt(fixture.context)
        let ask = LocalizedText(en: "Number", de: "Nummer")
        #expect(try await prompt.number("NUMBER", given: nil, ask: ask) == 12)
        #expect(fixture.errors.text.contains("ist keine Nummer"))
        #expect(try await prompt.number("NUMBER", given: 3, ask: ask) == 3)
    }
}
