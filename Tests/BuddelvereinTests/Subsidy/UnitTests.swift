import Buddelverein
import Testing

@Suite("Subsidy: units of fixed programmes (rules.md 2, 3)")
struct UnitTests {
    var village = Village()

    private mutating func fixed(_ unit: GrantUnit, _ amount: String = "100.00") {
        village.programme.financing = .fixed(unit: unit, amount: money(amount))
        // Costs lift the ceiling of all costs paid, and are no lines of a fixed programme.
        village.cost(net: "84033.61", gross: "100000.00", segments: [])
    }

    @Test("members of the day are units; one lies inside if any of its connections does")
    mutating func members() throws {
        fixed(.member)
        village.programme.ownTerritoryOnly = true
        village.connection("C-1", of: "M-1", in: Village.olfen)
        village.connection("C-2", of: "M-1", .passive)
        village.connection("C-3", of: "M-2", in: Village.olfen)
        village.member("M-4") { $0.joinedOn = day("2026-07-01") }
        village.member("M-5") { $0.leftOn = Village.cutoff }
        let assessment = try village.assess()
        #expect(assessment.lines.map(\.ref) == ["M-1", "M-2", "M-3"])
        #expect(assessment.lines.map(\.reasons) == [[], [.outsideTerritory], [.outsideTerritory]])
        #expect(assessment.lines.map(\.amount) == [money("100.00"), .zero, .zero])
        #expect(
            assessment.waterfall[0] == WaterfallStep(.fixed, units: 1, limit: money("100.00"), result: money("100.00")))
        #expect(assessment.cash == .zero && assessment.unpaid == .zero && assessment.eligible == .zero)
    }

    @Test("the connections of who has left lie with the successor, along the chain")
    mutating func succession() throws {
        fixed(.member)
        village.programme.ownTerritoryOnly = true
        village.connection("C-1", of: "M-1")
        village.member("M-1") {
            $0.leftOn = day("2026-06-01")
            $0.successor = "M-2"
        }
        village.member("M-2") {
            $0.leftOn = day("2026-06-10")
            $0.successor = "M-3"
        }
        #expect(try village.assess().lines.filter(\.accepted).map(\.ref) == ["M-3"])
        #expect(try village.assess(on: day("2026-06-05")).lines.filter(\.accepted).map(\.ref) == ["M-2"])
        #expect(try village.assess(on: day("2026-05-31")).lines.filter(\.accepted).map(\.ref) == ["M-1"])
    }

    @Test("connections count from the day they were laid or went live, and stay when the member has left")
    mutating func connections() throws {
        fixed(.connection)
        village.connection("C-1", of: "M-1", laidOn: "2026-06-30")
        village.connection("C-2", of: "M-2", laidOn: "2026-07-01")
        village.connection("C-3", of: "M-3")
        village.connection("C-4", of: "M-4", .passive, laidOn: "2026-01-01", activeOn: "2026-05-01")
        village.member("M-1") { $0.leftOn = day("2026-01-01") }
        #expect(try village.assess().lines.map(\.ref) == ["C-1", "C-4"])
        village.programme.financing = .fixed(unit: .activeConnection, amount: money("100.00"))
        #expect(try village.assess().lines.map(\.ref) == ["C-4"])
    }

    @Test("a unit may lie before the period and before the start, but not after the end; documents are not asked")
    mutating func period() throws {
        fixed(.connection)
        village.programme.startBan = true
        village.programme.eligible.requiresDocument = true
        village.award.eligibleFrom = day("2026-06-01")
        village.award.eligibleUntil = day("2026-06-10")
        village.connection("C-1", of: "M-1", laidOn: "2026-01-01")
        village.connection("C-2", of: "M-2", laidOn: "2026-06-11")
        let assessment = try village.assess()
        #expect(assessment.lines.map(\.reasons) == [[], [.outsidePeriod]])
        #expect(assessment.flags.isEmpty)
    }

    @Test("trench metres are inside centimetres, summed, then down to whole metres")
    mutating func metres() throws {
        fixed(.trenchMetre, "2.00")
        village.programme.ownTerritoryOnly = true
        village.evidence.parts = SegmentParts([
            "S-1": [MunicipalityPart(ags: Village.selm, length: length("100.60"))],
            "S-2": [
                MunicipalityPart(ags: Village.olfen, length: length("40.00")),
                MunicipalityPart(ags: Village.selm, length: length("60.60")),
            ],
            "S-3": [MunicipalityPart(ags: Village.olfen, length: length("80.00"))],
            "S-4": [MunicipalityPart(ags: nil, length: length("50.00"))],
        ])
        let assessment = try village.assess()
        #expect(assessment.lines.map(\.length) == [length("100.60"), length("60.60"), .zero, .zero])
        #expect(assessment.lines.allSatisfy { $0.amount == nil })
        #expect(assessment.waterfall[0].units == 161)
        village.evidence.segments[0].status = .inProgress
        village.evidence.segments[1].laidOn = day("2026-07-01")
        #expect(try village.assess().lines.map(\.ref) == ["S-3", "S-4"])
    }

    @Test("a unit is cut to nothing, and comes back when the cut is lifted")
    mutating func cut() throws {
        fixed(.connection)
        village.connection("C-1", of: "M-1", laidOn: "2026-01-01")
        var standing = Standing()
        standing.add([Cut(kind: .unit, ref: "C-1", left: .nothing, why: "nicht förderfähig")])
        #expect(try village.line("C-1", standing)?.reasons == [.cutByTown])
        #expect(try village.assess(standing).claimable == .zero)
        standing.add([Cut(kind: .unit, ref: "C-1", left: .nothing, why: "doch", liftedOn: Village.cutoff)])
        #expect(try village.line("C-1", standing)?.reasons == [])
    }

    @Test("a lump is one unit without a line, unless another award of the programme covers it")
    mutating func lump() throws {
        fixed(.lump, "1500.00")
        let first = try village.assess()
        #expect(first.lines.isEmpty)
        #expect(first.waterfall[0].units == 1)
        #expect(try village.assess(Standing(coveredByOthers: first.coverage)).waterfall[0].units == 0)
    }

    @Test("a unit that another award of the programme covers is refused")
    mutating func covered() throws {
        fixed(.connection)
        village.connection("C-1", of: "M-1", laidOn: "2026-01-01")
        let first = try village.assess()
        #expect(try village.line("C-1", Standing(coveredByOthers: first.coverage))?.reasons == [.alreadyCovered])
    }
}
