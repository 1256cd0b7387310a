import Buddelverein
import Testing

@testable import BuddelCLI

@Suite("Prompting: a dialogue whose answers are refused by a rule")
struct DialogueTests {
    private static let question = LocalizedText(en: "Text", de: "Text")

    /// Asks for supplier, net, tax and gross, and refuses as the rule for invoices does.
    private func cost(_ prompt: Prompt, gross given: String? = nil) async throws -> [String] {
        let supplier = try await prompt.text("--supplier", given: nil, ask: Self.question)
        let net = try await prompt.money("--net", given: nil, ask: Self.question)
        let vat = try await prompt.value(
            "--vat", given: nil, ask: Self.question, standard: BasisPoints(basisPoints: 1900)
        ) { try BasisPoints(parsing: $0) }
        let gross = try await prompt.money("--gross", given: given, ask: Self.question)
        let record = CostRecord(
            ref: "K-1", supplier: supplier, invoiceNumber: "1", invoiceDate: Day(year: 2026, month: 4, day: 1)!,
            category: "conduit", net: net, vatRate: vat, gross: gross)
        let faults = record.faults(KnownRecords())
        if !faults.isEmpty { throw Refusals(faults) }
        return [supplier, net.description, gross.description]
    }

    private func asked(_ answers: [String], gross: String? = nil) async throws -> ([String], String) {
        let fixture = ContextFixture(answers: answers, interactive: true)
        let found = try await fixture.context.dialogue(of: CostCommand.Add.self) { try await cost($0, gross: gross) }
        return (found, fixture.errors.text)
    }

    @Test("a wrong gross asks the three figures again, each with its answer, and nothing else is lost")
    func gross() async throws {
        let (found, errors) = try await asked(["Rohrwerk", "100", "", "120", "", "", "119"])
        #expect(found == ["Rohrwerk", "100.00", "119.00"])
        #expect(
            errors.contains("don't make gross") && errors.contains("Text [100]: ") && errors.contains("Text [120]: "))
    }

    @Test("a wrong figure that a flag gave is asked for too")
    func flag() async throws {
        let (found, _) = try await asked(["Rohrwerk", "100", "", "", "", "119"], gross: "120")
        #expect(found == ["Rohrwerk", "100.00", "119.00"])
    }

    @Test("a text that can't be kept is asked for again by its flag")
    func text() async throws {
        let (found, errors) = try await asked([String(repeating: "a", count: 201), "100", "", "119", "Rohrwerk"])
        #expect(found == ["Rohrwerk", "100.00", "119.00"])
        #expect(errors.contains("--supplier: “"))
    }

    @Test("what no answer cures, and what a script gives, is refused as it is")
    func thrown() async {
        let other = Refusal.missing("ref")
        for isInteractive in [true, false] {
            let fixture = ContextFixture(answers: ["a"], interactive: isInteractive)
            let refusal = await Refusal.thrown {
                try await fixture.context.dialogue(of: CostCommand.Add.self) { _ in throw other }
            }
            #expect(refusal == other)
        }
    }
}
