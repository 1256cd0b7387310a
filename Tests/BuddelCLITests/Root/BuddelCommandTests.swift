import ArgumentParser
import Buddelverein
import Testing

@testable import BuddelCLI

/// A command as an area writes it.
private struct Greet: BuddelCommand {
    static var configuration: CommandConfiguration {
        .verb("greet", en: "Greets a member.", de: "Grüßt ein Mitglied.")
    }

    @Option(help: .text(en: "Whom to greet.", de: "Wen grüßen.", value: "name"))
    var name: String?

    @OptionGroup var shared: SharedOptions

    func run(in context: CommandContext) async throws {
        let name = try await Prompt(context).text(
            "--name", given: name, ask: LocalizedText(en: "Name", de: "Name"))
        context.show(Receipt(LocalizedText(en: "Hello \(name).", de: "Hallo \(name)."), ["name": .string(name)]))
    }
}

private struct Greetings: ParsableCommand {
    static var configuration: CommandConfiguration {
        .noun("greeting", en: "Greetings.", de: "Grüße.", verbs: [Greet.self])
    }
}

@Suite("Root: a command of an area")
struct BuddelCommandTests {
    func run(_ words: [String], in fixture: ContextFixture) async throws {
        try await CommandContext.$current.withValue(fixture.context) {
            var command = try Greet.parse(words)
            try await command.run()
        }
    }

    @Test("flags reach the command, and shared flags change its context")
    func flags() async throws {
        let fixture = ContextFixture()
        try await run(["--name", "Anna"], in: fixture)
        try await run(["--name", "Anna", "--lang", "de"], in: fixture)
        try await run(["--name", "Anna", "--csv"], in: fixture)
        #expect(fixture.output.text == "Hello Anna.\nHallo Anna.\nname\r\nAnna\r\n")
    }

    @Test("what is missing is asked for on a terminal and refused without one")
    func missing() async throws {
        let fixture = ContextFixture(answers: ["Bernd"], interactive: true)
        try await run([], in: fixture)
        #expect(fixture.output.text == "Hello Bernd.\n")
        let script = ContextFixture()
        #expect(await Refusal.thrown { try await run([], in: script) }?.code == .missingFlag)
    }

    @Test("help of a command is in the reader's language")
    func help() {
        let german = ContextFixture(.german).context
        let text = CommandContext.$current.withValue(german) {
            ParserLanguage.help(Greetings.helpMessage(for: Greet.self), in: .german)
        }
        #expect(text.contains("ÜBERSICHT: Grüßt ein Mitglied."))
        #expect(text.contains("--name <name>           Wen grüßen."))
        #expect(text.contains("Ergebnis als JSON schreiben."))
        #expect(!text.contains("--database-url"))
    }

    @Test(
        "an unknown noun or verb is named with those that look like it",
        arguments: [
            (["gret"], "Meinten Sie greeting greet?"), (["greets"], "Meinten Sie greeting greet?"),
            (["dance"], "Siehe greeting --help."),
        ])
    func unknownCommand(words: [String], cure: String) async {
        let refusal = await Refusal.thrown { try CommandTree.requireKnown(words, from: Greetings.self) }
        #expect(refusal?.code == .invalidArguments)
        #expect(refusal?.message.german == "Es gibt keinen Befehl „greeting \(words[0])“.")
        #expect(refusal?.cure?.german == cure)
    }

    @Test(
        "known commands, flags and help pass", arguments: [["greet", "anything"], ["--version"], ["help", "x"], []])
    func known(words: [String]) async {
        let refusal = await Refusal.thrown { try CommandTree.requireKnown(words, from: Greetings.self) }
        #expect(refusal == nil)
    }
}
