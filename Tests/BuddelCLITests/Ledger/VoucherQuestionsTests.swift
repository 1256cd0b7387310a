import Buddelverein
import Testing

@testable import BuddelCLI

@Suite("Ledger: answers are looked up at their question")
struct VoucherQuestionsTests {
    static let question = LocalizedText(en: "Member", de: "Mitglied")

    func asked(_ answers: [String], roster: Roster? = .example) -> (ContextFixture, VoucherQuestions) {
        let fixture = ContextFixture(answers: answers, interactive: true)
        let categories = [
            CodeEntry("conduit", LocalizedText(en: "conduit", de: "Leerrohr")),
            CodeEntry("crossing", LocalizedText(en: "crossing", de: "Querung")),
        ]
        return (fixture, VoucherQuestions(Prompt(fixture.context), roster: roster, categories: categories))
    }

    @Test("a member that is not there is refused at once with those it may mean, and asked again")
    func member() async throws {
        let (fixture, questions) = asked(["Schulze-Braucks", "M-99", "Schultebrauks"])
        let found = try await questions.member(nil, ask: Self.question, on: Roster.saturday)
        #expect(found == "M-3")
        #expect(fixture.errors.text.contains("Nothing named “M-99”"))
    }

    @Test("who has left is not among the members of that day; a helper is none")
    func left() async throws {
        let (_, questions) = asked(["Weggezogen", "H-2", "12"])
        #expect(try await questions.member(nil, ask: Self.question, on: Roster.saturday) == "M-12")
        let (_, earlier) = asked(["Weggezogen"])
        #expect(try await earlier.member(nil, ask: Self.question, on: Roster.founding) == "M-13")
    }

    @Test("a hyphen is nobody, where that is possible")
    func nobody() async throws {
        let (_, questions) = asked(["-"])
        #expect(try await questions.memberOrNone(nil, ask: Self.question, on: Roster.saturday) == nil)
        let (_, payment) = asked([""])
        #expect(try await payment.optionalMember(nil, ask: Self.question, on: Roster.saturday) == nil)
    }

    @Test("tasks, machines, segments and categories are checked, each with what is near")
    func codes() async throws {
        let (fixture, questions) = asked(["diging", "1", "Bagger", "S-99", "S-11", "s-10", "leerr", "quer"])
        #expect(try await questions.task(nil) == "digging")
        #expect(try await questions.machine(nil) == "excavator")
        #expect(try await questions.segment(nil) == "S-10")
        #expect(try await questions.category(nil) == "conduit")
        #expect(try await questions.optionalCategory(nil) == "crossing")
        #expect(fixture.errors.text.contains("“diging” is none of the choices."))
        #expect(fixture.errors.text.contains("Did you mean: S-01; S-10?"))
    }

    @Test("a flag is taken as it is; the operation checks it")
    func given() async throws {
        let (fixture, questions) = asked([])
        #expect(try await questions.member("M-99", ask: Self.question, on: Roster.saturday) == "M-99")
        #expect(try await questions.task("nonsense") == "nonsense")
        #expect(try await questions.segment("S-99") == "S-99")
        #expect(fixture.errors.text.isEmpty)
    }

    @Test("who may not read the books is asked all the same")
    func withoutRoster() async throws {
        let fixture = ContextFixture(answers: ["M-7", "digging", "S-1"], interactive: true)
        let questions = VoucherQuestions(Prompt(fixture.context), roster: nil)
        #expect(try await questions.member(nil, ask: Self.question, on: Roster.saturday) == "M-7")
        #expect(try await questions.task(nil) == "digging")
        #expect(try await questions.segment(nil) == "S-1")
    }

    @Test("segments and shares of an invoice are one answer, each segment looked up; an empty answer is none")
    func allocations() async throws {
        let (_, questions) = asked(["S-99:60 S-10:40", "s-10:60 S-01:40,00"])
        let shares = [BasisPoints(basisPoints: 6_000), BasisPoints(basisPoints: 4_000)]
        let found = try await questions.allocations([])
        #expect(
            found == [Allocation(segment: "S-10", share: shares[0]), Allocation(segment: "S-01", share: shares[1])])
        let (_, none) = asked([""])
        #expect(try await none.allocations([]) == [])
    }
}
