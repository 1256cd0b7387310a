import Testing

@testable import Buddelverein

/// Attacks on forks (rules.md 8): where the way to a house is hidden, the place where it begins must be hidden too.
@Suite("PublicMap: forks")
struct ForkTests {
    @Test("a fork whose third arm is too short to show is no fork: the line goes on through it")
    func hiddenArm() throws {
        let farm = [
            trunk("S-1", [place(0, 0), place(1_000, 0)]), trunk("S-2", [place(1_000, 0), place(2_000, 0)]),
            trunk("S-3", [place(1_000, 0), place(1_000, 160)]),
        ]
        let found = lines(farm)
        #expect(found.count == 1)
        #expect(try #require(found.first).vertexDistance(to: place(1_000, 0)) > 30)
        let never = lines([trunk("S-1", [place(0, 0), place(2_000, 0)])])
        #expect(found.map(\.positions) == never.map(\.positions), "as if the arm had never been dug")
    }

    @Test("of a crossing with two hidden arms nothing is left to see")
    func crossing() throws {
        let found = lines([
            trunk("S-1", [place(0, 0), place(1_000, 0)]), trunk("S-2", [place(1_000, 0), place(2_000, 0)]),
            trunk("S-3", [place(1_000, 0), place(1_000, 160)]), trunk("S-4", [place(1_000, 0), place(1_000, -90)]),
        ])
        #expect(found.count == 1)
        #expect(try #require(found.first).vertexDistance(to: place(1_000, 0)) > 30)
    }

    @Test("hidden arms along a ring leave the ring whole")
    func ring() {
        let ring = [
            trunk("S-1", [place(200, 0), place(400, 0), place(400, 400)]),
            trunk("S-2", [place(400, 400), place(0, 400), place(0, 0), place(200, 0)]),
        ]
        let key = testKey { _ in 0.3 }
        let found = lines(ring + [trunk("S-3", [place(200, 0), place(200, -120)])], key: key)
        #expect(found.count == 1)
        #expect(found.first?.positions.first == found.first?.positions.last)
        #expect(found.allSatisfy { $0.vertexDistance(to: place(200, 0)) > 30 }, "it begins elsewhere")
    }

    @Test("in any village of roads and farm tracks no line shows a fork with nothing behind it", arguments: 1...60)
    func villages(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var (trunks, houses): ([TrunkLine], [PlanePoint]) = ([], [])
        // Roads 1,400 m apart, so that nothing of one meets anything of another.
        for road in 0..<3 {
            let north = Double(road) * 1_400
            let joints = [0.0] + (1...4).map { Double($0) * 600 + Double(Int.random(in: -150...150, using: &random)) }
            for (index, (from, to)) in zip(joints, joints.dropFirst()).enumerated() {
                trunks.append(trunk("S-\(road)-\(index)", [place(from, north), place(to, north)]))
                let reach = Double(Int.random(in: 20...600, using: &random))
                guard Bool.random(using: &random), index < 3 else { continue }
                trunks.append(trunk("S-\(road)-\(index)-arm", [place(to, north), place(to, north + reach)]))
                houses.append(place(to + 10, north + reach + 15))
            }
            houses += [place(-15, north), place(joints[4] + 15, north + 5)]
        }
        let found = lines(trunks, connections: houses)
        for line in found {
            for end in [line.places[0], line.places[line.places.count - 1]] {
                let meeting = found.filter { other in other.id != line.id && other.distance(to: end) < 1.5 }
                #expect(meeting.count != 1 || !isEnd(of: meeting[0], end), "two lines meet where nothing forks")
                let isFree = meeting.isEmpty
                #expect(!isFree || houses.allSatisfy { $0.distance(to: end) >= 49.3 })
            }
        }
    }

    private func isEnd(of line: PublishedLine, _ place: PlanePoint) -> Bool {
        line.places[0].distance(to: place) < 1.5 || line.places[line.places.count - 1].distance(to: place) < 1.5
    }

    @Test("an end that a house pushed back stands at no fixed distance from it")
    func noCircle() throws {
        let distances = try (0..<20).map { step in
            let house = place(150 + Double(step), 20)
            let line = try #require(lines([trunk("S-1", [place(0, 0), place(2_000, 0)])], connections: [house]).first)
            return try #require(line.places.min { $0.east < $1.east }).distance(to: house)
        }
        #expect(distances.allSatisfy { $0 >= 50 })
        #expect(try #require(distances.max()) - #require(distances.min()) > 10)
    }
}
