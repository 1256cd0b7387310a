import Buddelverein
import Testing

@Suite("Subsidy: territory and shares (rules.md 1)")
struct TerritoryTests {
    var village = Village()

    init() { village.programme.ownTerritoryOnly = true }

    @Test("a key of two, five or eight digits is a state, a district, a town", arguments: ["05", "05978", "05978032"])
    mutating func keys(_ key: String) throws {
        village.programme.ags = try TerritoryKey(parsing: key)
        village.work("W-1", segment: "S-1")
        village.work("W-2", segment: "S-3")
        village.work("W-3", segment: "S-4")
        let olfenLies = key == "05"
        #expect(try village.assess().lines.map(\.accepted) == [true, olfenLies, false])
    }

    @Test("a line counts with its share inside; what lies outside every border belongs to nobody")
    mutating func share() throws {
        village.cost(segments: [("S-2", "100.00")])
        village.work("W-1", segment: "S-2")
        village.gift(segment: "S-2")
        let assessment = try village.assess()
        #expect(assessment.lines.map(\.amount) == [money("714.00"), money("54.00"), money("60.00")])
        #expect(assessment.lines[1].minutes == time("3:36"))
    }

    @Test("a line without a segment lies at the seat of the association")
    mutating func seat() throws {
        village.work("W-1", segment: nil)
        village.cost(segments: [])
        #expect(try village.assess().lines.allSatisfy(\.accepted))
        village.evidence.association.seatAgs = Village.olfen
        #expect(try village.assess().lines.allSatisfy { $0.reasons == [.outsideTerritory] })
    }

    @Test("a cost over several segments is split by percentages, then by the parts of each")
    mutating func allocation() throws {
        // 100.01: S-1 33.35 (largest remainder), S-2 and S-3 33.33; of S-2 then 60 %, 20.00, lie in Selm.
        village.cost(
            net: "84.04", gross: "100.01", segments: [("S-3", "33.33"), ("S-1", "33.34"), ("S-2", "33.33")])
        let line = try #require(try village.line("K-1"))
        #expect(line.amount == money("53.35"))
        #expect(line.paidPlaces == [Village.selm])
    }

    @Test("a programme that pays everywhere pays what lies outside, too")
    mutating func everywhere() throws {
        village.programme.ownTerritoryOnly = false
        village.work("W-1", segment: "S-4")
        let line = try #require(try village.line("W-1"))
        #expect(line.amount == money("90.00"))
        #expect(line.paidPlaces == [nil])
    }

    @Test("the daily cap comes before the share inside, which comes before the town's cut")
    mutating func orderOfCuts() throws {
        village.work("W-1", time: "12:00", segment: "S-2")
        var standing = Standing()
        let line = try #require(try village.line("W-1"))
        #expect(line.minutes == time("6:00"))
        #expect(line.cut == time("2:00"))
        standing.add([Cut(kind: .labour, ref: "W-1", left: .time(time("7:00")), why: "zu viel")])
        #expect(try village.line("W-1", standing)?.minutes == time("6:00"))
        #expect(try village.line("W-1", standing)?.reasons == [.dailyCap, .cutByTown])
        standing.add([Cut(kind: .labour, ref: "W-1", left: .time(time("1:00")), why: "zu viel")])
        #expect(try village.line("W-1", standing)?.minutes == time("1:00"))
    }
}
