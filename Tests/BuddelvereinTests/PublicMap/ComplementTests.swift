import Testing

@testable import Buddelverein

/// Attacks by subtraction: one published thing less another one must not give what neither shows.
@Suite("PublicMap: complements")
struct ComplementTests {
    private func moor() -> Moor {
        var moor = Moor()
        moor.connect(17, in: "A1", west: 100)
        moor.connect(12, in: "A2", west: 2_100)
        return moor
    }

    @Test("metres less the lines on the map don't tell how far an end was walked back", arguments: [0.0, 0.4, 0.999])
    func metresLessLines(drawn: Double) throws {
        for length in stride(from: 1_000.0, to: 1_100, by: 7) {
            var moor = moor()
            moor.dig("S-1", area: "A1", [(0, 0), (length, 0)])
            let publication = try moor.published(key: testKey { _ in drawn })
            let shown = try #require(publication.lines.first).length
            let metres = try #require(publication.areas[0].months.last?.metres[.laid])
            // 100 m at each of two ends is what the rule says aloud; the rest is the map's own length, rounded down.
            #expect(metres <= Int64(shown) + 200)
            #expect(metres > Int64(shown) + 200 - 105)
        }
    }

    @Test("months ago the metres of all states add up to the same, so that a state that was left tells nothing more")
    func metresByMonth() throws {
        var moor = moor()
        moor.dig("S-1", area: "A1", [(0, 0), (1_055, 0)])
        moor.changes = [
            PublicationInput.SegmentChange(segment: "S-1", status: .inProgress, on: Day(year: 2026, month: 4, day: 3)!),
            PublicationInput.SegmentChange(segment: "S-1", status: .laid, on: Day(year: 2026, month: 5, day: 20)!),
        ]
        let months = try moor.published(key: testKey { _ in 0.9 }).areas[0].months
        #expect(Set(months.map { $0.metres.values.reduce(0, +) }).count == 1)
    }

    @Test("hours of a household's members are one household's: five of one family are suppressed")
    func family() throws {
        func published(_ workers: [(String, String)]) throws -> PublishedFigure? {
            var moor = moor()
            for (person, household) in workers {
                moor.contributions.append(
                    PublicationInput.Contribution(
                        area: "A1", date: Day(year: 2026, month: 5, day: 9)!, person: person, household: household,
                        amount: .labour(Minutes(minutes: 1_200))))
            }
            return try moor.published().areas[0].months.first { $0.month.description == "2026-05" }?.hours
        }
        #expect(try published((1...5).map { ("H-\($0)", "M-1") }) ?? .suppressed == .suppressed)
        #expect(try published((1...4).map { ("H-\($0)", "M-1") } + [("M-2", "M-2")]) ?? .suppressed == .suppressed)
        #expect(
            try published((1...3).map { ("H-\($0)", "M-1") } + (2...4).map { ("M-\($0)", "M-\($0)") }) == .value(120),
            "half is not more than half")
    }

    @Test("whoever digs or gives alone changes nothing at all, not even whether a month is listed or suppressed")
    func alone() throws {
        let before = try moor().published()
        for month in 1...6 {
            var digs = moor()
            digs.work("M-1", hours: 40, month: month)
            #expect(try digs.published() == before, "the month \(month)")
        }
        var gives = moor()
        gives.contributions.append(
            PublicationInput.Contribution(
                area: "A2", date: Day(year: 2026, month: 2, day: 9)!, person: "M-1", amount: .gift(Money(cents: 90_000))
            ))
        #expect(try gives.published() == before)
    }

    @Test("no state, month, area or association, taken from its total, leaves more than what is published")
    func totals() throws {
        var moor = moor()
        moor.dig("S-1", area: "A1", [(0, 0), (1_900, 0)])
        moor.dig("S-2", area: "A2", [(1_900, 0), (3_900, 0)], .planned)
        for index in 0..<6 { moor.work("M-\(index)", hours: 20, area: "A1", month: 4) }
        for index in 0..<4 { moor.work("M-\(index)", hours: 20, area: "A2", month: 4) }
        let publication = try moor.published()
        let areas = publication.areas.map(\.totals)
        #expect(publication.totals.hours == areas.map(\.hours).reduce(0, +))
        #expect(publication.totals.connections == areas.map(\.connections).reduce(0, +))
        for state in SegmentStatus.allCases {
            #expect(publication.totals.metres[state] ?? 0 == areas.map { $0.metres[state] ?? 0 }.reduce(0, +))
        }
        #expect(publication.associations[0].totals.hours == 120, "the 80 hours of four people are in no sum")
    }
}
