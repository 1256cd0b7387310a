import Buddelverein
import Testing

@Suite("Subsidy: faults of records")
struct SubsidyFaultTests {
    private let known = KnownRecords(programmes: ["P"], awards: ["A-1"])

    private func found(_ faults: [Refusal]) -> [String] {
        faults.map { "\($0.code.rawValue) \($0.place?.field ?? "")" }
    }

    @Test("a programme's shares lie below a hundred percent, its amounts above zero, its years apart")
    func programme() {
        var programme = Village().programme
        #expect(found(programme.faults()) == [])
        programme.financing = .share(rate: percent("100.01"))
        programme.unpaidShareMax = percent("100.00")
        programme.minimum = money("-1.00")
        programme.budget = .perYear([
            BudgetYear(year: 2026, amount: money("1.00")), BudgetYear(year: 2026, amount: money("-1.00")),
        ])
        #expect(
            found(programme.faults()) == [
                "invalid_value financing.rate", "unpaid_share_whole unpaid_share_max", "invalid_value minimum",
                "invalid_value budget.amount", "duplicate_key budget.year",
            ])
    }

    @Test("an award has a known programme, a period forward in time, and a rate of at most all")
    func award() {
        let wrong = Award(
            code: "A-1", programme: "X", eligibleFrom: day("2026-02-01"), eligibleUntil: day("2026-01-01"),
            rate: percent("100.01"), maximum: money("-1.00"))
        #expect(
            found(wrong.faults(known)) == [
                "unknown_programme programme", "invalid_order eligible_from", "invalid_value rate",
                "invalid_value maximum",
            ])
    }

    @Test("an amount is approved with the status approved alone, never revoked beyond, and cut to what fits the line")
    func claim() {
        func faults(_ change: (inout ClaimRecord) -> Void) -> [String] {
            var claim = ClaimRecord(
                code: "A-1/1", award: "A-1", cutoffOn: Village.cutoff, status: .approved, approved: money("5.00"))
            change(&claim)
            return found(claim.faults(known))
        }
        #expect(faults { _ in } == [])
        #expect(faults { $0.award = "A-9" } == ["unknown_award award"])
        #expect(faults { $0.approved = nil } == ["missing_value approved"])
        #expect(faults { $0.status = .rejected } == ["invalid_value approved"])
        #expect(faults { $0.revoked = money("5.01") } == ["invalid_value revoked"])
        let wrong: [Cut] = [
            Cut(kind: .cost, ref: "K-1", left: .time(.zero), why: "x"),
            Cut(kind: .unit, ref: "C-1", left: .amount(.zero), why: "x"),
            Cut(kind: .labour, ref: "W-1", left: .time(Minutes(minutes: -1)), why: "x"),
        ]
        #expect(faults { $0.cuts = wrong } == Array(repeating: "invalid_value cuts.left", count: 3))
    }

    @Test("an award has one undecided claim at a time, and each cut-off is later than the last")
    func order() {
        func claim(_ award: String, _ cutoff: String, _ status: FiledStatus) -> ClaimRecord {
            ClaimRecord(code: "x", award: award, cutoffOn: day(cutoff), status: status)
        }
        let faults = ClaimRecord.orderFaults([
            claim("A-1", "2026-01-31", .approved), claim("A-1", "2026-01-31", .rejected),
            claim("A-1", "2026-01-31", .submitted),
            claim("A-2", "2026-01-31", .submitted), claim("A-1", "2026-02-28", .submitted),
        ])
        #expect(faults.map(\.index) == [2, 4])
        #expect(faults.map(\.refusal.code) == [.cutoffNotLater, .undecidedClaim])
    }

    @Test("who administers a programme: the one named, else the town of its key, else the seat of the first applicant")
    func administrator() {
        var programme = Village().programme
        #expect(programme.administrator(firstApplicant: Village.olfen) == Village.selm)
        programme.ags = TerritoryKey(rawValue: "05")!
        #expect(programme.administrator(firstApplicant: Village.olfen) == Village.olfen)
        programme.administeredBy = Village.selm
        #expect(programme.administrator(firstApplicant: Village.olfen) == Village.selm)
    }
}
