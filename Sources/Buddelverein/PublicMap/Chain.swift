/// Trunk segments of one published area and one state, joined end to end where exactly two of them meet.
struct Chain: Sendable {
    /// Positions of the segments in the list of trunks, in the order of the chain.
    let members: [Int]
    let line: PlaneLine
    let isRing: Bool
    /// The identities of the two ends of the open chain.
    let startIdentity: EndIdentity
    let endIdentity: EndIdentity
}

/// Joins trunks to chains (rules.md 8: "merged where they meet").
///
/// Guarantees: every trunk is in exactly one chain; the result does not depend on the order of the trunks, nor on the
/// direction in which each was drawn.
struct ChainBuilder {
    private struct End: Hashable {
        let trunk: Int
        let atStart: Bool
        var other: End { End(trunk: trunk, atStart: !atStart) }
    }

    private let trunks: [TrunkLine]
    private var partner: [End: End] = [:]

    /// `trunks` in natural order of association and segment.
    init(_ trunks: [TrunkLine], tolerance: Double) {
        self.trunks = trunks
        let groups = Dictionary(grouping: trunks.indices) { Group(area: trunks[$0].area, state: trunks[$0].state) }
        for indices in groups.values { join(indices, tolerance: tolerance) }
    }

    private struct Group: Hashable {
        let area: String
        let state: SegmentStatus
    }

    /// Pairs the ends of one group that meet two by two; at three or more the junction stays one.
    private mutating func join(_ indices: [Int], tolerance: Double) {
        let ends = indices.flatMap { [End(trunk: $0, atStart: true), End(trunk: $0, atStart: false)] }
        let byColumn = ends.sorted { place($0).east < place($1).east }
        for (position, end) in byColumn.enumerated() {
            let neighbours = meeting(position, in: byColumn, tolerance: tolerance)
            guard neighbours.count == 1, let only = neighbours.first, only.trunk != end.trunk else { continue }
            partner[end] = only
        }
        // Meeting is not transitive: only pairs that chose each other are joined.
        for (end, other) in partner where partner[other] != end { partner[end] = nil }
    }

    private func meeting(_ position: Int, in ends: [End], tolerance: Double) -> [End] {
        let here = place(ends[position])
        var found: [End] = []
        for step in [-1, 1] {
            var index = position + step
            while ends.indices.contains(index), abs(place(ends[index]).east - here.east) <= tolerance {
                if place(ends[index]).distance(to: here) <= tolerance { found.append(ends[index]) }
                index += step
            }
        }
        return found
    }

    private func place(_ end: End) -> PlanePoint {
        end.atStart ? trunks[end.trunk].line.start : trunks[end.trunk].line.end
    }

    /// All chains, ordered by their first segment.
    func chains() -> [Chain] {
        var used = Set<Int>()
        var result: [Chain] = []
        for trunk in trunks.indices where !used.contains(trunk) {
            let walk = walk(through: trunk)
            used.formUnion(walk.ends.map(\.trunk))
            result.append(chain(walk.ends, isRing: walk.isRing))
        }
        return result
    }

    /// The ends at which each trunk of the chain is entered, from one end of the chain to the other.
    private func walk(through trunk: Int) -> (ends: [End], isRing: Bool) {
        var first = End(trunk: trunk, atStart: true)
        while let before = partner[first] {
            first = before.other
            if first.trunk == trunk { break }
        }
        let isRing = partner[first] != nil
        var ends = [first]
        while let next = partner[ends[ends.count - 1].other], next.trunk != first.trunk { ends.append(next) }
        return (ends, isRing)
    }

    private func chain(_ ends: [End], isRing: Bool) -> Chain {
        let ends = isRing ? canonical(ring: ends) : canonical(ends)
        var points: [PlanePoint] = []
        for end in ends {
            let line = trunks[end.trunk].line
            points += end.atStart ? line.points : line.points.reversed()
        }
        if isRing, let start = points.first { points.append(start) }
        let (first, last) = (ends[0], ends[ends.count - 1])
        guard let line = PlaneLine(points) else { preconditionFailure("trunks have two different points") }
        return Chain(
            members: ends.map(\.trunk), line: line, isRing: isRing,
            startIdentity: trunks[first.trunk].identity(ofStart: first.atStart),
            endIdentity: trunks[last.trunk].identity(ofStart: !last.atStart))
    }

    /// The direction in which a chain is published: from its smaller segment, or a lone segment from its low end.
    private func canonical(_ ends: [End]) -> [End] {
        let backwards = ends.reversed().map(\.other)
        let (first, last) = (ends[0], ends[ends.count - 1])
        if first.trunk != last.trunk { return first.trunk < last.trunk ? ends : backwards }
        return trunks[first.trunk].identity(ofStart: first.atStart).side == .low ? ends : backwards
    }

    /// A ring is entered at the low end of its smallest segment, with which the walk began.
    private func canonical(ring ends: [End]) -> [End] {
        let first = ends[0]
        guard trunks[first.trunk].identity(ofStart: first.atStart).side == .high else { return ends }
        return [first.other] + ends.dropFirst().reversed().map(\.other)
    }
}
