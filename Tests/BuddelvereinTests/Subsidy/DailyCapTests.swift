import Buddelverein
import Testing

@Suite("Subsidy: daily cap (rules.md 2)")
struct DailyCapTests {
    var village = Village()

    @Test("a day is filled up in the order of the refs, and refuses only when nothing is left")
    mutating func filled() throws {
        village.work("W-10", time: "2:00")
        village.work("W-9", time: "6:00")
        village.work("W-8", time: "3:00")
        village.work("W-11", time: "1:00")
        let lines = try village.assess().lines
        #expect(lines.map(\.ref) == ["W-8", "W-9", "W-10", "W-11"])
        #expect(lines.map(\.minutes) == [time("3:00"), time("6:00"), time("1:00"), .zero])
        #expect(lines.map(\.cut) == [nil, nil, time("1:00"), time("1:00")])
        #expect(lines.map(\.accepted) == [true, true, true, false])
    }

    @Test("it is the worker's day, not that of the credited member")
    mutating func worker() throws {
        village.work("W-1", time: "8:00")
        village.work("W-2", worker: "H-9", time: "8:00")
        village.work("W-3", member: "M-4", worker: "H-9", time: "8:00")
        village.work("W-4", member: nil, worker: "H-2", time: "8:00")
        #expect(
            try village.assess().lines.map(\.minutes) == [time("8:00"), time("8:00"), time("2:00"), time("8:00")])
    }

    @Test("machine time and other days have a day of their own")
    mutating func others() throws {
        village.work("W-1", time: "10:00")
        village.work("W-2", kind: .machine, time: "10:00", machine: "tractor")
        village.work("W-3", on: "2026-04-11", time: "10:00")
        #expect(try village.assess().lines.allSatisfy { $0.minutes == time("10:00") })
    }

    @Test("a refused entry fills nothing; one partly inside fills with its whole time; a cut one has filled")
    mutating func filling() throws {
        village.programme.ownTerritoryOnly = true
        village.work("W-1", time: "9:00", segment: "S-3")
        village.work("W-2", time: "5:00", segment: "S-2")
        village.work("W-3", time: "2:00")
        village.work("W-4", time: "4:00")
        var standing = Standing()
        standing.add([Cut(kind: .labour, ref: "W-3", left: .time(.zero), why: "ohne Unterschrift")])
        let lines = try village.assess(standing).lines
        #expect(lines.map(\.minutes) == [.zero, time("3:00"), .zero, time("3:00")])
        #expect(lines.map(\.reasons) == [[.outsideTerritory], [], [.cutByTown], [.dailyCap]])
    }

    @Test("a covered entry fills nothing")
    mutating func covered() throws {
        village.work("W-1", time: "9:00")
        village.work("W-2", time: "9:00")
        var standing = Standing()
        let covered = Coverage.Entry(
            line: LineKey(kind: .labour, ref: "W-1"), ags: Village.selm, covered: percent("50.00"))
        standing.coveredByOthers = Coverage([covered])
        #expect(try village.assess(standing).lines.map(\.minutes) == [.zero, time("9:00")])
    }
}
