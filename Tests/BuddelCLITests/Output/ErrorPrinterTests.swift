import Buddelverein
import Testing

@testable import BuddelCLI

@Suite("Output: errors and exit status")
struct ErrorPrinterTests {
    static let refusal = Refusal(
        .invalidDate, LocalizedText(en: "That is no date.", de: "Das ist kein Datum."),
        cure: LocalizedText(en: "Write 2026-04-18.", de: "Schreiben Sie 2026-04-18."),
        at: .init(file: "members.csv", line: 3, field: "joined_on", value: "31.02.\u{1B}2025"))

    func printed(_ refusals: [Refusal], _ language: Language, json: Bool = false, colour: Bool = false) -> String {
        var fixture = ContextFixture(language, colour: colour)
        if json { fixture.context.output = .json }
        ErrorPrinter(context: fixture.context).print(refusals)
        #expect(fixture.output.text.isEmpty)
        return fixture.errors.text
    }

    @Test("an error says what is wrong, where, what would be right, and its code, in both languages")
    func bothLanguages() {
        #expect(
            printed([Self.refusal], .english) == """
                buddel: That is no date. [invalid_date]
                  where: members.csv, line 3, joined_on = "31.02.\\x1b2025"
                  right: Write 2026-04-18.

                """)
        #expect(
            printed([Self.refusal], .german) == """
                buddel: Das ist kein Datum. [invalid_date]
                  wo: members.csv, Zeile 3, joined_on = "31.02.\\x1b2025"
                  richtig: Schreiben Sie 2026-04-18.

                """)
    }

    @Test("several errors are all listed and counted")
    func several() {
        let text = printed([Self.refusal, .cancelled], .english)
        #expect(text.contains("[invalid_date]"))
        #expect(text.contains("[cancelled]"))
        #expect(text.hasSuffix("buddel: 2 errors.\n"))
    }

    @Test("with --json errors are one line of JSON")
    func json() {
        #expect(
            printed([.missingFlag("--date")], .english, json: true)
                == #"{"errors":[{"code":"missing_flag","message":"--date is missing.","where":{"field":"--date"},"#
                + #""cure":"Give --date, or run the command on a terminal, where it asks."}]}"# + "\n")
    }

    @Test("colour marks the program's name only where colour is wanted")
    func colour() {
        #expect(printed([.cancelled], .english, colour: true).hasPrefix("\u{1B}[31;1mbuddel:\u{1B}[0m "))
        let environment = ["NO_COLOR": "1", "TERM": "xterm"]
        #expect(!Terminal.ofProcess(environment: environment).usesColour)
    }

    @Test("a long value is shown by its beginning, in the message, at its place and in JSON", arguments: [false, true])
    func longValue(json: Bool) {
        let value = String(repeating: "x", count: 3_000)
        let text = printed([.invalid("ref", value, LocalizedText(en: "is long", de: "ist lang"))], .english, json: json)
        #expect(text.count < 400)
        #expect(text.contains(String(repeating: "x", count: ErrorPrinter.longestValue - 1) + "…"))
        #expect(text.contains("is long."))
        #expect(
            printed([.invalid("ref", "short", LocalizedText(en: "is bad", de: "ist falsch"))], .german).contains(
                "„short“"))
    }

    @Test("each kind of refusal has its exit status")
    func statuses() {
        let expected: [RefusalKind: Int32] = [
            .rule: 1, .usage: 2, .forbidden: 3, .notFound: 4, .conflict: 5, .database: 6,
        ]
        for kind in RefusalKind.allCases { #expect(CommandStatus(kind).rawValue == expected[kind]) }
        #expect(CommandStatus([.missingFlag("--date"), .cancelled]) == .usage)
    }
}
