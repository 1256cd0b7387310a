import Testing

@testable import Buddelverein

/// Attacks on the middle of lines: where a lead takes off, the digitised trunk has a vertex, often a small kink.
@Suite("PublicMap: take-off points")
struct TakeOffTests {
    private let course = [place(0, 0), place(700, 40), place(1_500, -60), place(2_400, 300)]

    /// The course with a vertex, `kink` metres off, at each mark.
    private func withTakeOffs(_ marks: [Double], kink: Double) -> [PlanePoint] {
        let line = PlaneLine(course)!
        let extra = marks.map { ($0, place: line.point(at: $0)) }.map {
            ($0.0, PlanePoint(east: $0.place.east, north: $0.place.north + kink))
        }
        return (zip(line.marks, line.points).map { ($0, $1) } + extra).sorted { $0.0 < $1.0 }.map(\.1)
    }

    @Test("a vertex where a lead takes off changes no byte of the published line")
    func straightTakeOff() {
        let plain = lines([trunk("S-1", course)])
        let drawn = lines([trunk("S-1", withTakeOffs([433.3, 1_018.7, 1_777], kink: 0))])
        #expect(plain == drawn)
    }

    @Test("a kink where a lead takes off leaves no vertex near it")
    func kink() throws {
        for mark in stride(from: 420.0, to: 1_900, by: 37) {
            let line = PlaneLine(course)!
            // Near a bend of the road itself a vertex says nothing about a house.
            guard line.marks.allSatisfy({ abs($0 - mark) > 60 }) else { continue }
            let takeOff = line.point(at: mark)
            let published = try #require(lines([trunk("S-1", withTakeOffs([mark], kink: 2))]).first)
            #expect(published.vertexDistance(to: takeOff) > 30)
            #expect(published.distance(to: takeOff) < 6)
        }
    }

    @Test("a trunk cut into segments at every take-off is published as if it were one")
    func cutAtTakeOffs() throws {
        let line = PlaneLine(course)!
        let whole = try #require(lines([trunk("S-1", course)]).first)
        let pieces = zip([0, 600, 1_300, 1_900], [600, 1_300, 1_900, line.length]).enumerated().map {
            trunk("S-\($0.offset + 1)", line.part(from: $0.element.0, to: $0.element.1)!.points)
        }
        let found = lines(pieces.reversed())
        #expect(found.map(\.positions) == [whole.positions])
    }

    @Test("where three trunks meet the junction stays, and each is a line of its own")
    func junction() {
        let found = lines([
            trunk("S-1", [place(0, 0), place(1_000, 0)]), trunk("S-2", [place(1_000, 0), place(2_000, 0)]),
            trunk("S-3", [place(1_000, 0), place(1_000, 900)]),
        ])
        #expect(found.count == 3)
        #expect(found.allSatisfy { $0.vertexDistance(to: place(1_000, 0)) < 1 })
    }

    @Test("segments of different states or areas are not merged")
    func notMerged() {
        let (west, east) = ([place(0, 0), place(800, 0)], [place(800, 0), place(1_600, 0)])
        #expect(lines([trunk("S-1", west), trunk("S-2", east, state: .planned)]).count == 2)
        #expect(lines([trunk("S-1", west), trunk("S-2", east, area: "b")]).count == 2)
        #expect(lines([trunk("S-1", west), trunk("S-2", east)]).count == 1)
    }

    @Test("vertices stand on the grid of 25 m from the start, simplified to 5 m")
    func respaced() throws {
        let arc = (0...180).map { angle in
            let radians = Double(angle) * .pi / 180
            return place(1_000 - 1_000 * cosine(radians), 1_000 * cosine(radians - .pi / 2))
        }
        let published = try #require(lines([trunk("S-1", arc)]).first)
        let line = PlaneLine(arc)!
        for vertex in published.places.dropLast() {
            let found = line.nearest(to: vertex)
            let steps = (found.mark - 150.5) / 25
            #expect(abs(steps - steps.rounded()) * 25 < 1)
        }
        #expect(published.positions.count < 30)
        for point in arc where line.nearest(to: point).mark > 160 && line.nearest(to: point).mark < 2_900 {
            #expect(published.distance(to: point) < 6.5)
        }
    }

    /// The cosine by its series, so that the test needs no system library.
    private func cosine(_ angle: Double) -> Double {
        var (term, sum) = (1.0, 1.0)
        for index in 1...20 {
            term *= -angle * angle / Double((2 * index - 1) * (2 * index))
            sum += term
        }
        return sum
    }
}
