import Buddelverein
import Testing

@Suite("Ledger: one judgement of the second person for claims and the settlement (rules.md 2 and 5)")
struct JudgedEvidenceTests {
    /// Work credited to M-1, by who did it, who confirmed it and when; and whether that counts on the cut-off.
    static let cases: [(worker: String?, confirmedBy: String?, on: String?, counts: Bool)] = [
        (nil, "M-3", "2026-06-30", true), (nil, "M-3", "2026-07-01", false), (nil, nil, nil, false),
        (nil, "M-1", "2026-05-01", false), (nil, "M-99", "2026-05-01", false), (nil, "H-9", "2026-05-01", false),
        ("M-4", "M-4", "2026-05-01", false), ("M-4", "M-1", "2026-05-01", false), ("M-4", "M-3", "2026-05-01", true),
        ("H-2", "M-2", "2026-05-01", false), ("H-2", "M-3", "2026-05-01", true), ("H-9", "M-2", "2026-05-01", true),
    ]

    @Test("the claim's line and the settlement's hours follow it", arguments: cases.indices)
    func work(_ index: Int) throws {
        let given = Self.cases[index]
        var village = Village()
        village.work("W-1", worker: given.worker, confirmedBy: given.confirmedBy, confirmedOn: given.on)
        let judged = village.evidence.judgedWork(through: Village.cutoff)
        #expect(judged.map(\.isConfirmed) == [given.counts])
        #expect(try village.line("W-1")?.reasons.contains(.notConfirmed) == !given.counts)
        let rule = SettlementRule(keys: [SettlementKey(basis: .member, share: .whole)])
        let settled = try settle(village.evidence, rule: rule, grants: [], on: Village.cutoff)
        #expect(settled.members[0].worked == (given.counts ? time("6:00") : .zero))
    }

    @Test("a gift counts once a member other than the giver has confirmed it; what is dated later is not judged at all")
    func gifts() throws {
        var village = Village()
        village.gift("G-1")
        village.gift("G-2", confirmedBy: "M-1")
        village.gift("G-3", confirmedBy: nil)
        village.gift("G-4", on: "2026-07-01")
        village.work("W-1", on: "2026-07-01")
        #expect(village.evidence.judgedGifts(through: Village.cutoff).map(\.isConfirmed) == [true, false, false])
        #expect(village.evidence.judgedWork(through: Village.cutoff).isEmpty)
        for (ref, isConfirmed) in [("G-1", true), ("G-2", false), ("G-3", false)] {
            #expect(try village.line(ref)?.reasons.contains(.notConfirmed) == !isConfirmed)
        }
    }
}
