import Buddelverein
import Testing

@Suite("Subsidy: no double funding and claims on file (rules.md 3, 4)")
struct ClaimHistoryTests {
    var village = Village()
    var programmes: [Programme]
    var awards = [Award(code: "A-1", programme: "P"), Award(code: "A-2", programme: "Q")]

    init() {
        village.cost("K-1")
        village.cost("K-2", segments: [("S-2", "100.00")])
        var other = village.programme
        other.code = "Q"
        other.ags = TerritoryKey(rawValue: "05558036")!
        programmes = [village.programme, other]
    }

    private func context(_ award: String, after claims: [ClaimRecord]) throws -> AwardContext {
        try ClaimHistory.replay(claims, Assessor(village.evidence), programmes: programmes, awards: awards)
            .context(for: award)
    }

    private func lines(_ award: String, after claims: [ClaimRecord]) throws -> [[LineReason]] {
        try Assessor(village.evidence).assess(context(award, after: claims), cutoffOn: Village.cutoff).lines.map(
            \.reasons)
    }

    private func claim(
        _ code: String, _ award: String = "A-1", _ status: FiledStatus = .approved, on cutoff: String = "2026-06-01",
        approved: String? = nil, cuts: [Cut] = [], revoked: String = "0.00"
    ) -> ClaimRecord {
        ClaimRecord(
            code: code, award: award, cutoffOn: day(cutoff), status: status,
            approved: status == .approved ? money(approved ?? "0.00") : nil, cuts: cuts, revoked: money(revoked))
    }

    @Test("an approved and a submitted claim cover their lines, a rejected and a withdrawn one never did")
    func statuses() throws {
        for status in [FiledStatus.approved, .submitted] {
            let reasons = try lines("A-2", after: [claim("A-1/1", "A-1", status)])
            #expect(reasons == [[.alreadyCovered], [.alreadyCovered]])
        }
        for status in [FiledStatus.rejected, .withdrawn] {
            #expect(try lines("A-2", after: [claim("A-1/1", "A-1", status)]) == [[], []])
        }
    }

    @Test("an award's own coverage never stands in its own way")
    func own() throws {
        #expect(try lines("A-1", after: [claim("A-1/1")]) == [[], []])
    }

    @Test("two rates that fit into a hundred percent share a line; one basis point more does not")
    mutating func fits() throws {
        awards[1].rate = percent("40.00")
        #expect(try lines("A-2", after: [claim("A-1/1")]) == [[], []])
        awards[1].rate = percent("40.01")
        #expect(try lines("A-2", after: [claim("A-1/1")]) == [[.alreadyCovered], [.alreadyCovered]])
    }

    @Test("two towns each pay their own side of a trunk")
    mutating func ownSides() throws {
        programmes[0].ownTerritoryOnly = true
        programmes[1].ownTerritoryOnly = true
        #expect(try lines("A-2", after: [claim("A-1/1")]) == [[.outsideTerritory], []])
        programmes[1].ownTerritoryOnly = false
        #expect(try lines("A-2", after: [claim("A-1/1")]) == [[.alreadyCovered], [.alreadyCovered]])
    }

    @Test("a deficit covers nothing and needs nothing free")
    mutating func deficit() throws {
        programmes[0].financing = .deficit
        #expect(try lines("A-2", after: [claim("A-1/1")]) == [[], []])
        #expect(try lines("A-1", after: [claim("A-2/1", "A-2")]) == [[], []])
    }

    @Test("full covers all of a line")
    mutating func full() throws {
        programmes[0].financing = .full
        awards[1].rate = percent("0.01")
        #expect(try lines("A-2", after: [claim("A-1/1")]) == [[.alreadyCovered], [.alreadyCovered]])
    }

    @Test("a claim covers what was acceptable at its own cut-off")
    func ownCutoff() throws {
        let early = claim("A-1/1", on: "2026-04-30")
        #expect(try lines("A-2", after: [early]) == [[], []])
    }

    @Test("approval releases what the town cut to zero, not what it cut in part")
    func release() throws {
        let cuts = [
            Cut(kind: .cost, ref: "K-1", left: .amount(.zero), why: "privat"),
            Cut(kind: .cost, ref: "K-2", left: .amount(money("1.00")), why: "zu teuer"),
        ]
        #expect(try lines("A-2", after: [claim("A-1/1", cuts: cuts)]) == [[], [.alreadyCovered]])
    }

    @Test("coverage is that of the last approved claim, and while one is undecided the larger of both")
    func last() throws {
        let cut = Cut(kind: .cost, ref: "K-1", left: .amount(.zero), why: "privat", liftedOn: day("2026-06-15"))
        let first = claim("A-1/1", cuts: [cut])
        #expect(try lines("A-2", after: [first]) == [[], [.alreadyCovered]])
        let second = claim("A-1/2", "A-1", .submitted, on: "2026-06-20")
        #expect(try lines("A-2", after: [first, second]) == [[.alreadyCovered], [.alreadyCovered]])
        let rejected = claim("A-1/2", "A-1", .rejected, on: "2026-06-20")
        #expect(try lines("A-2", after: [first, rejected]) == [[], [.alreadyCovered]])
    }

    @Test("of several cuts the latest holds, and an older one does not come back when it is lifted")
    func cuts() throws {
        let first = claim("A-1/1", cuts: [Cut(kind: .cost, ref: "K-1", left: .amount(.zero), why: "privat")])
        let lifted = Cut(kind: .cost, ref: "K-1", left: .amount(money("5.00")), why: "teils", liftedOn: Village.cutoff)
        let second = claim("A-1/2", on: "2026-06-10", cuts: [lifted])
        #expect(try lines("A-1", after: [first]) == [[.cutByTown], []])
        #expect(try lines("A-1", after: [first, second]) == [[], []])
        let before = try Assessor(village.evidence).assess(
            context("A-1", after: [first, second]), cutoffOn: day("2026-06-29"))
        #expect(before.lines[0].amount == money("5.00"))
    }

    @Test("the cuts of a claim that was not approved don't count")
    func rejectedCuts() throws {
        let cut = Cut(kind: .cost, ref: "K-1", left: .amount(.zero), why: "privat")
        #expect(try lines("A-1", after: [claim("A-1/1", "A-1", .rejected, cuts: [cut])]) == [[], []])
    }

    @Test("granted before is approved less revoked, of the award and of the others")
    func grants() throws {
        let claims = [
            claim("A-1/1", approved: "100.00", revoked: "30.00"), claim("A-1/2", on: "2026-06-10", approved: "5.00"),
            claim("A-2/1", "A-2", approved: "7.00"), claim("A-2/2", "A-2", .submitted, on: "2026-06-10"),
        ]
        let standing = try context("A-1", after: claims).standing
        #expect(standing.earlierGrants == money("75.00"))
        #expect(standing.otherGrants == money("7.00"))
    }

    @Test("units are covered once per programme, and no unit of another programme matters")
    mutating func units() throws {
        programmes[0].financing = .fixed(unit: .connection, amount: money("10.00"))
        programmes[1].financing = .fixed(unit: .connection, amount: money("10.00"))
        awards.append(Award(code: "A-3", programme: "P"))
        village.connection("C-1", of: "M-1", laidOn: "2026-01-01")
        #expect(try lines("A-2", after: [claim("A-1/1")]) == [[]])
        #expect(try lines("A-3", after: [claim("A-1/1")]) == [[.alreadyCovered]])
    }

    @Test("an unknown award or programme is an error")
    mutating func unknown() {
        #expect(refusal { _ = try context("A-9", after: []) } == .unknownAward)
        awards[1].programme = "R"
        #expect(refusal { _ = try context("A-2", after: []) } == .unknownProgramme)
    }

    @Test("a claim decided later from its frozen evidence sees coverage, cuts and grants of that day")
    func reassessed() throws {
        let assessor = try Assessor(village.evidence)
        let submitted = try context("A-1", after: [])
        let frozen = try assessor.freeze(
            programme: submitted.programme, award: submitted.award, cutoffOn: Village.cutoff)
        let original = try assessor.assess(submitted, cutoffOn: Village.cutoff)
        #expect(try reassess(frozen, submitted.standing) == original)

        let standing = try context("A-1", after: [claim("A-2/1", "A-2", approved: "1500.00")]).standing
        let decided = try reassess(frozen, standing)
        #expect(decided.lines.map(\.reasons) == [[.alreadyCovered], [.alreadyCovered]])
        #expect(decided.claimable == .zero)
        #expect(refusal { try decided.requireApprovable(money("0.01")) } == .aboveClaimable)
        #expect(refusal { try original.requireApprovable(money("-0.01")) } == .invalidValue)
        #expect(refusal { try original.requireApprovable(original.claimable) } == nil)
    }

    @Test("frozen evidence is read back as it was written")
    mutating func roundTrip() throws {
        village.work("W-1", segment: "S-2")
        village.gift()
        village.cost("K-3", segments: [("S-1", "50.00"), ("S-4", "50.00")])
        village.programme.ownTerritoryOnly = true
        village.award.maximum = money("1.00")
        let assessor = try Assessor(village.evidence)
        var financings: [Financing] = [.share(rate: percent("60.00")), .deficit, .full]
        financings += GrantUnit.allCases.map { .fixed(unit: $0, amount: money("1.00")) }
        for financing in financings {
            village.programme.financing = financing
            let frozen = try assessor.freeze(
                programme: village.programme, award: village.award, cutoffOn: Village.cutoff)
            #expect(try FrozenClaim(json: frozen.json) == frozen)
        }
        #expect(refusal { _ = try FrozenClaim(json: ["lines": []]) } == .invalidFrozenClaim)
    }
}
