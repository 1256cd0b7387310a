import Testing

@testable import Buddelverein

/// Attacks on the ends of lines (rules.md 8): whoever knows the published map must not learn where a house stands.
@Suite("PublicMap: dead ends")
struct DeadEndTests {
    @Test("a free end is walked back by 100 m and the draw", arguments: [0.0, 0.25, 0.999_999])
    func walkedBack(drawn: Double) throws {
        let line = try #require(
            lines([trunk("S-1", [place(0, 0), place(1_000, 0)])], key: testKey { _ in drawn }).first)
        let expected = 100 + 1 + drawn * 99
        #expect(abs(line.vertexDistance(to: place(0, 0)) - expected) < 1)
        #expect(abs(line.vertexDistance(to: place(1_000, 0)) - expected) < 1)
        #expect(line.distance(to: place(0, 0)) >= 100)
    }

    @Test("what is left shorter than 50 m is not published")
    func nothingLeft() {
        #expect(lines([trunk("S-1", [place(0, 0), place(340, 0)])]).isEmpty)
        #expect(lines([trunk("S-1", [place(0, 0), place(360, 0)])]).count == 1)
    }

    @Test("an end where another trunk ends or passes within 1 m stays, whatever its state")
    func metEnd() throws {
        let crossing = trunk("S-2", [place(0, -600), place(0, 600)], state: .planned)
        let found = lines([trunk("S-1", [place(0.9, 0), place(1_000, 0)]), crossing])
        let laid = try #require(found.first { $0.state == .laid })
        #expect(laid.vertexDistance(to: place(0.9, 0)) < 1)
        let apart = lines([trunk("S-1", [place(1.6, 0), place(1_000, 0)]), crossing])
        let free = try #require(apart.first { $0.state == .laid })
        #expect(free.distance(to: place(1.6, 0)) > 99)
    }

    @Test("the new end is at least 50 m from every connection, also of those beside the way")
    func connectionsNearby() throws {
        let houses = [place(150, 45), place(230, -30), place(300, 20)]
        let line = try #require(lines([trunk("S-1", [place(0, 0), place(2_000, 0)])], connections: houses).first)
        let end = try #require(line.places.min { $0.east < $1.east })
        #expect(houses.allSatisfy { $0.distance(to: end) >= 50 })
        #expect(end.east > 340, "the end lies beyond the last of the houses that follow each other")
    }

    @Test("nothing is cut out of the middle, even where a house stands at the line")
    func noGap() throws {
        let found = lines([trunk("S-1", [place(0, 0), place(2_000, 0)])], connections: [place(1_000, 10)])
        #expect(found.count == 1)
        #expect(try #require(found.first).distance(to: place(1_000, 0)) < 1)
    }

    @Test("an end is drawn alike in every publication, state, direction and survey of the line")
    func sameDraw() {
        let key = testKey { end in end.side == .low ? 0.1 : 0.8 }
        let once = lines([trunk("S-1", [place(0, 0), place(1_000, 30)])], key: key)
        let turned = lines([trunk("S-1", [place(1_000, 30), place(0, 0)], state: .surveyed)], key: key)
        #expect(once.map(\.positions) == turned.map(\.positions))
        #expect(once.map(\.id) == turned.map(\.id))
    }

    @Test("two conduits laid side by side to one farm don't hold each other's end")
    func sideBySide() {
        let found = lines([
            trunk("S-1", [place(0, 0), place(1_000, 0)]),
            trunk("S-2", [place(0, 0.5), place(1_000, 0.5)], state: .planned),
        ])
        #expect(found.count == 2)
        #expect(found.allSatisfy { $0.distance(to: place(1_000, 0)) >= 100 })
    }

    @Test("a line that ends just before the dead end of another one beside it is walked back with it")
    func justBefore() {
        let found = lines([
            trunk("S-1", [place(0, 0), place(1_000, 0)]),
            trunk("S-2", [place(0, 0.5), place(993, 0.5)], state: .planned),
        ])
        #expect(found.allSatisfy { $0.distance(to: place(1_000, 0)) >= 100 })
    }

    @Test("a last piece too short to show takes the rest of its way from the line before it")
    func shortTail() throws {
        let found = lines([
            trunk("S-1", [place(0, 0), place(1_000, 0)]),
            trunk("S-2", [place(1_000, 0), place(1_040, 0)], state: .planned),
        ])
        let line = try #require(found.first)
        #expect(found.count == 1)
        #expect(abs(line.vertexDistance(to: place(1_040, 0)) - 150.5) < 1)
    }

    @Test("a tail of a few centimetres does not hold the end of its own chain")
    func tinyTail() throws {
        let found = lines([
            trunk("S-1", [place(0, 0), place(1_000, 0)]), trunk("S-2", [place(1_000, 0), place(1_000.5, 0)]),
        ])
        #expect(found.count == 1)
        #expect(try #require(found.first).distance(to: place(1_000, 0)) > 99)
    }

    @Test("a loop at the end of a line is no dead end, a loop of one segment alone is walked back on both sides")
    func loops() throws {
        let square = [place(500, 0), place(900, 0), place(900, 400), place(500, 400), place(500, 0)]
        let lollipop = lines([
            trunk("S-1", [place(0, 0), place(500, 0)]),
            trunk("S-2", Array(square.prefix(3))), trunk("S-3", Array(square.suffix(3))),
        ])
        #expect(lollipop.count == 2)
        #expect(lollipop.allSatisfy { $0.distance(to: place(500, 0)) < 1 })
        let alone = try #require(lines([trunk("S-1", square)]).first)
        #expect(alone.distance(to: place(500, 0)) > 100)
    }

    @Test("a closed ring of several segments has no end and begins at a drawn place")
    func ring() throws {
        let ring = [
            trunk("S-1", [place(0, 0), place(400, 0), place(400, 400)]),
            trunk("S-2", [place(400, 400), place(0, 400), place(0, 0)]),
        ]
        let line = try #require(lines(ring, key: testKey { _ in 0.3 }).first)
        #expect(line.positions.first == line.positions.last)
        #expect(abs(line.length - 1_600) < 60)
        let begin = try #require(line.places.first)
        #expect(begin.distance(to: place(400, 80)) < 1)
        #expect(lines(ring.reversed(), key: testKey { _ in 0.3 }) == [line])
    }
}
