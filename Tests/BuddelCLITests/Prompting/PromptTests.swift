import Buddelverein
import Testing

@testable import BuddelCLI

@Suite("Prompts: what the flags left open")
struct PromptTests {
    static let question = LocalizedText(en: "Day", de: "Tag")
    static let choices = [
        Choice("digging", LocalizedText(en: "digging", de: "Graben"), 1),
        Choice("ploughing", LocalizedText(en: "ploughing", de: "Pflügen"), 2),
        Choice("crossing", LocalizedText(en: "crossing", de: "Querung"), 3),
    ]

    @Test("a given flag is read without a question; a bad one is refused at its flag")
    func given() async throws {
        let fixture = ContextFixture(interactive: true)
        let prompt = Prompt(fixture.context)
        let day = try await prompt.day("--date", given: "18.04.2026", ask: Self.question)
        #expect(day.description == "2026-04-18")
        let refusal = await Refusal.thrown {
            _ = try await prompt.day("--date", given: "31.02.2026", ask: Self.question)
        }
        #expect(refusal?.code == .invalidDate)
        #expect(refusal?.place?.field == "--date")
        #expect(refusal?.place?.value == "31.02.2026")
        #expect(fixture.errors.text.isEmpty)
    }

    @Test("without a terminal a missing flag is refused by its name")
    func missing() async {
        let prompt = Prompt(ContextFixture().context)
        let refusal = await Refusal.thrown { _ = try await prompt.money("--gross", given: nil, ask: Self.question) }
        #expect(refusal?.code == .missingFlag)
        #expect(refusal?.place?.field == "--gross")
    }

    @Test("without a terminal a default is taken")
    func standard() async throws {
        let day = try await Prompt(ContextFixture().context).day("--date", given: nil, ask: Self.question)
        #expect(day.description == "2026-04-18")
    }

    @Test("a bad answer is explained by the refusal's text and asked again")
    func again() async throws {
        let fixture = ContextFixture(.german, answers: ["gestern", "17.4.2026"], interactive: true)
        let day = try await Prompt(fixture.context).day("--date", given: nil, ask: Self.question)
        #expect(day.description == "2026-04-17")
        #expect(
            fixture.errors.text == "Tag [18.04.2026]:   „gestern“ ist kein Datum. "
                + "Schreiben Sie 2026-04-18 oder 18.04.2026.\nTag [18.04.2026]: ")
        #expect(fixture.output.text.isEmpty)
    }

    @Test("an empty answer takes the default, and is asked again where there is none")
    func emptyAnswer() async throws {
        let fixture = ContextFixture(answers: ["", "", "12,50"], interactive: true)
        let prompt = Prompt(fixture.context)
        let day = try await prompt.day("--date", given: nil, ask: Self.question)
        #expect(day.description == "2026-04-18")
        let amount = try await prompt.money("--gross", given: nil, ask: Self.question)
        #expect(amount == Money(cents: 1250))
    }

    @Test("the end of the input cancels")
    func end() async {
        let prompt = Prompt(ContextFixture(interactive: true).context)
        let refusal = await Refusal.thrown { _ = try await prompt.text("--name", given: nil, ask: Self.question) }
        #expect(refusal?.code == .cancelled)
    }

    @Test(
        "a choice is taken by code, number, or a clear beginning in either language",
        arguments: [("ploughing", 2), ("2", 2), ("plo", 2), ("pflug", 2), ("GRA", 1), ("Que", 3)])
    func choice(answer: String, value: Int) async throws {
        let fixture = ContextFixture(answers: [answer], interactive: true)
        let picked = try await Prompt(fixture.context).choice(
            "--task", given: nil, ask: Self.question, among: Self.choices)
        #expect(picked == value)
        #expect(fixture.errors.text.contains("  2  ploughing  ploughing\n"))
    }

    @Test("an unknown choice is refused with the list, a number only counts as an answer")
    func unknownChoice() async {
        let prompt = Prompt(ContextFixture().context)
        for given in ["weeding", "2", ""] {
            let refusal = await Refusal.thrown {
                _ = try await prompt.choice("--task", given: given, ask: Self.question, among: Self.choices)
            }
            #expect(refusal?.code == .unknownChoice)
            #expect(refusal?.cure?.english == "Give one of: digging, ploughing, crossing.")
        }
    }

    @Test("a beginning that fits several choices is refused")
    func ambiguousChoice() async {
        let choices = [
            Choice("conduit", LocalizedText(en: "conduit", de: "Rohr"), 1),
            Choice("contractor", LocalizedText(en: "contractor", de: "Firma"), 2),
        ]
        let refusal = await Refusal.thrown {
            _ = try await Prompt(ContextFixture().context).choice(
                "--category", given: "con", ask: Self.question, among: choices)
        }
        #expect(refusal?.code == .ambiguousName)
    }

    @Test("a secret is read hidden and never from a pipe without being named")
    func secret() async throws {
        let fixture = ContextFixture(answers: ["geheim"], interactive: true)
        let secret = try await Prompt(fixture.context).secret("BUDDEL_PASSWORD", given: nil, ask: Self.question)
        #expect(secret == "geheim")
        #expect(!fixture.errors.text.contains("geheim"))
        let refusal = await Refusal.thrown {
            _ = try await Prompt(ContextFixture().context).secret("BUDDEL_PASSWORD", given: nil, ask: Self.question)
        }
        #expect(refusal?.code == .missingFlag)
    }

    @Test("a script may pipe a secret in")
    func pipedSecret() async throws {
        let prompt = Prompt(ContextFixture(answers: ["geheim"]).context)
        let secret = try await prompt.secret("BUDDEL_PASSWORD", given: nil, readsInput: true, ask: Self.question)
        #expect(secret == "geheim")
        let end = await Refusal.thrown {
            _ = try await prompt.secret("BUDDEL_PASSWORD", given: nil, readsInput: true, ask: Self.question)
        }
        #expect(end?.code == .missingFlag)
    }

    @Test("a question wants a yes in either language; --yes gives it; a script must give it")
    func confirmation() async throws {
        let fixture = ContextFixture(.german, answers: ["vielleicht", "ja", "", "n"], interactive: true)
        let prompt = Prompt(fixture.context)
        #expect(try await prompt.confirm(Self.question))
        #expect(try await prompt.confirm(Self.question) == false)
        let refused = await Refusal.thrown { try await prompt.requireConfirmation(Self.question) }
        #expect(refused?.code == .cancelled)

        var scripted = ContextFixture().context
        let missing = await Refusal.thrown { [scripted] in _ = try await Prompt(scripted).confirm(Self.question) }
        #expect(missing?.place?.field == "--yes")
        scripted.assumesYes = true
        #expect(try await Prompt(scripted).confirm(Self.question))
    }

    @Test("an optional value may be left empty")
    func optional() async throws {
        let prompt = Prompt(ContextFixture(answers: ["", "5.00"], interactive: true).context)
        let none = try await prompt.optional("--paid", given: nil, ask: Self.question) { try Money(parsing: $0) }
        #expect(none == nil)
        let some = try await prompt.optional("--paid", given: nil, ask: Self.question) { try Money(parsing: $0) }
        #expect(some == Money(cents: 500))
        let scripted = try await Prompt(ContextFixture().context).optional(
            "--paid", given: nil, ask: Self.question
        ) { try Money(parsing: $0) }
        #expect(scripted == nil)
    }
}
