import Testing

@testable import Buddelverein

/// Attacks on figures: small cells, complements, differences between two publications.
@Suite("PublicMap: small counts")
struct SmallCountTests {
    private func moor(_ first: Int = 17, _ second: Int = 12) -> Moor {
        var moor = Moor()
        moor.connect(first, in: "A1", west: 100)
        moor.connect(second, in: "A2", west: 2_100)
        moor.dig("S-1", area: "A1", [(0, 0), (1_900, 0)])
        moor.dig("S-2", area: "A2", [(1_900, 0), (3_900, 0)], .planned)
        return moor
    }

    @Test("counts are multiples of five, rounded down, and totals are sums of what is published")
    func counts() throws {
        let publication = try moor().published()
        #expect(publication.areas.map(\.connections) == [15, 10])
        #expect(publication.totals.connections == 25, "not 29, and not 25 by rounding 29")
        #expect(publication.associations.map(\.members) == [20])
    }

    @Test("two publications before and after one household joins differ in nothing but a step of five, if at all")
    func oneJoins() throws {
        let before = try moor(16, 12).published()
        let after = try moor(17, 12).published()
        #expect(before == after, "17 instead of 16 shows nowhere")
        let crossing = try moor(20, 12).published()
        #expect(crossing.areas.map(\.connections) == [20, 10])
        #expect(crossing.lines == before.lines)
    }

    @Test("a household that joins between the trunk's ends moves no vertex")
    func joinsBesideTrunk() throws {
        var joined = moor()
        joined.connections[3].position = position(950, 5)
        #expect(try joined.published().lines == (try moor().published().lines))
    }

    @Test("an area with fewer than ten connections is published with its neighbour")
    func together() throws {
        let publication = try moor(17, 9).published()
        #expect(publication.areas.map(\.name) == ["Abschnitt A1 + Abschnitt A2"])
        #expect(publication.areas.map(\.connections) == [25])
        #expect(Set(publication.lines.map(\.area)) == Set(publication.areas.map(\.id)))
    }

    @Test("without a neighbour it is not published at all, and neither are its lines and figures")
    func notAtAll() throws {
        var alone = moor(17, 9)
        alone.areas[1] = Moor.area("A2", west: 9_000)
        alone.work("M-1", hours: 900, area: "A2")
        let publication = try alone.published()
        #expect(publication.areas.map(\.name) == ["Abschnitt A1"])
        #expect(publication.lines.count == 1)
        #expect(publication.totals.hours == 0)
        let end = try #require(publication.lines.first).distance(to: place(1_900, 0))
        #expect(end > 100, "a line must not lean on one that nobody sees")
    }

    @Test("hours need five people of whom none gave more than half")
    func hours() throws {
        func published(_ hours: [Int64]) throws -> PublishedFigure? {
            var moor = moor()
            for (index, given) in hours.enumerated() { moor.work("M-\(index)", hours: given) }
            return try moor.published().areas[0].months.first { $0.month.description == "2026-05" }?.hours
        }
        #expect(try published([10, 10, 10, 10, 19]) == .value(50))
        #expect(try published([20, 20, 20, 20]) ?? .suppressed == .suppressed)
        #expect(try published([10, 10, 10, 10, 40]) == .value(80), "half is not more than half")
        #expect(try published([10, 10, 10, 10, 41]) ?? .suppressed == .suppressed)
        #expect(try published([]) ?? .suppressed == .suppressed)
    }

    @Test("a suppressed figure can't be had back from the totals")
    func complement() throws {
        var moor = moor()
        for index in 0..<6 { moor.work("M-\(index)", hours: 20, area: "A1") }
        moor.work("M-9", hours: 330, area: "A2")
        let publication = try moor.published()
        #expect(publication.areas[1].months.map(\.hours).allSatisfy { $0 == .suppressed })
        #expect(publication.totals.hours == 120)
        #expect(publication.associations[0].totals.hours == 120)
    }

    @Test("metres go down to hundreds and hide no state's dead end")
    func metres() throws {
        let area = try moor().published().areas[0]
        #expect(area.months.last?.metres == [.laid: 1_800], "less what was drawn at the dead end")
        #expect(Generalisation(settings: .rule).metres(Centimetres(centimetres: 19_999)) == 100)
    }

    @Test("metres by month follow the changes; the last month has the present state")
    func months() throws {
        var moor = moor()
        moor.changes = [
            PublicationInput.SegmentChange(segment: "S-1", status: .inProgress, on: Day(year: 2026, month: 4, day: 3)!),
            PublicationInput.SegmentChange(segment: "S-1", status: .laid, on: Day(year: 2026, month: 5, day: 20)!),
        ]
        moor.segments[0].status = .accepted
        let months = try moor.published().areas[0].months
        #expect(months.map(\.month.description) == ["2026-04", "2026-05", "2026-06"])
        #expect(months.map(\.metres) == [[.inProgress: 1_800], [.laid: 1_800], [.accepted: 1_800]])
    }

    @Test("subsidies are whole hundreds a month, and hidden for an association of fewer than five members")
    func subsidies() throws {
        var moor = moor()
        moor.subsidies = [
            PublicationInput.Subsidy(paidOn: Day(year: 2026, month: 5, day: 2)!, amount: Money(cents: 258_699)),
            PublicationInput.Subsidy(paidOn: Day(year: 2026, month: 5, day: 9)!, amount: Money(cents: 10_000)),
        ]
        #expect(try moor.published().associations[0].subsidies.map(\.euros) == [.value(2_600)])
        #expect(try moor.published().totals.subsidies == 2_600)
        moor.members = 4
        #expect(try moor.published().associations[0].subsidies.map(\.euros) == [.suppressed])
        #expect(try moor.published().totals.subsidies == 0)
    }

    @Test("a take-up above 80 % is only that")
    func takeUp() {
        let figures = Generalisation(settings: .rule)
        #expect(figures.takeUp(connections: 20, premises: 25) == .percent(80))
        #expect(figures.takeUp(connections: 25, premises: 25) == .over(80))
        #expect(figures.takeUp(connections: 15, premises: 23) == .percent(65))
        #expect(figures.takeUp(connections: 15, premises: 0) == nil)
    }

    @Test("the order of the records does not matter")
    func order() throws {
        var turned = moor()
        for index in 0..<6 { turned.work("M-\(index)", hours: 20) }
        let straight = try turned.published()
        turned.areas.reverse()
        turned.connections.reverse()
        turned.segments.reverse()
        turned.contributions.reverse()
        #expect(try turned.published() == straight)
    }
}
