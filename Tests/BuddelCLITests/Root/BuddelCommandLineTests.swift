import Buddelverein
import Testing

@testable import BuddelCLI

@Suite("Root: from words to exit status")
struct BuddelCommandLineTests {
    func run(
        _ words: [String], _ language: Language = .english
    ) async -> (CommandStatus, output: String, errors: String) {
        let fixture = ContextFixture(language)
        let status = await BuddelCommandLine.run(words, in: fixture.context)
        return (status, fixture.output.text, fixture.errors.text)
    }

    @Test("help goes to standard output, in the reader's language")
    func help() async {
        let (status, english, errors) = await run(["--help"])
        #expect(status == .done)
        #expect(english.hasPrefix("OVERVIEW: The books of citizen fibre digging"))
        #expect(errors.isEmpty)
        let german = await run(["--help"], .german).output
        #expect(german.hasPrefix("ÜBERSICHT: Die Bücher der Buddelvereine"))
        #expect(german.contains("OPTIONEN:"))
        #expect(!german.contains("Show"))
        #expect(!german.contains("USAGE"))
    }

    @Test("an unknown option is a usage error, in both languages and as JSON")
    func unknownOption() async {
        let (status, output, errors) = await run(["--wrong"])
        #expect(status == .usage)
        #expect(output.isEmpty)
        #expect(errors == "buddel: Unknown option '--wrong'. [invalid_arguments]\n  right: See buddel --help.\n")
        let german = await run(["--wrong"], .german).errors
        #expect(german == "buddel: Unbekannte Option '--wrong'. [invalid_arguments]\n  richtig: Siehe buddel --help.\n")
        let json = await run(["--wrong", "--json"]).errors
        #expect(json.hasPrefix(#"{"errors":[{"code":"invalid_arguments""#))
    }

    @Test("--lang decides the language of errors found while parsing")
    func anticipatedLanguage() async {
        #expect(await run(["--wrong", "--lang", "de"]).errors.contains("Unbekannt"))
        #expect(await run(["--wrong", "--lang=en"], .german).errors.contains("Unknown"))
    }

    @Test("the version is printed")
    func version() async {
        #expect(await run(["--version"]).output == Buddel.version + "\n")
    }

    @Test(
        "the parser's messages are put into German with what they quote",
        arguments: [
            ("Unknown option '--dat'. Did you mean '--date'?", "Unbekannte Option '--dat'. Meinten Sie '--date'?"),
            ("Missing value for '--date <day>'", "Der Wert fehlt für '--date <day>'."),
            ("Missing expected argument '<award>'", "Es fehlt '<award>'."),
            ("2 unexpected arguments: 'a', 'b'", "2 Angaben zu viel: 'a', 'b'."),
            ("The value 'x' is invalid for '--port <port>'", "'x' gilt nicht für '--port <port>'."),
            ("Something new", "Something new."),
        ])
    func parserMessages(english: String, german: String) {
        #expect(ParserLanguage.refusal(message: english, usage: "").message.german == german)
    }

    @Test("two output modes at once are refused, and a language that is not spoken")
    func conflictingFlags() async throws {
        let context = ContextFixture().context
        var options = try SharedOptions.parse(["--json", "--csv"])
        let both = await Refusal.thrown { [options] in _ = try context.applying(options) }
        #expect(both?.code == .invalidArguments)
        options = try SharedOptions.parse(["--lang", "fr"])
        let french = await Refusal.thrown { [options] in _ = try context.applying(options) }
        #expect(french?.code == .unknownChoice)
        #expect(french?.place?.field == "--lang")
    }

    @Test("flags win over the environment")
    func flags() throws {
        let context = ContextFixture(environment: ["BUDDEL_ASSOCIATION": "ondrup"]).context
        #expect(try context.applying(SharedOptions.parse([])).settings.association == "ondrup")
        let applied = try context.applying(
            SharedOptions.parse(["--association", "ternsche", "--data-dir", "/d", "-y"]))
        #expect(applied.settings.association == "ternsche")
        #expect(applied.settings.dataDirectory == "/d")
        #expect(applied.assumesYes)
    }
}
