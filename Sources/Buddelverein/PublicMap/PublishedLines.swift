/// The lines of a publication (rules.md 8).
///
/// Guarantees: the same trunks, connections, settings and key give the same lines, in whatever order they come;
/// `trunks` are those of published areas only, so that a line does not lean on one that nobody sees. Where a trunk is
/// too short to be shown, the lines it took off from go on through: two lines that meet at a fork with no third one
/// would show where the way to the house begins.
struct PublishedLines {
    /// Ordered by their opaque ids.
    let lines: [PublishedLine]
    /// By association and segment: the length that was drawn at the free ends of shown lines, beyond the `walkBack`
    /// metres of each, which everybody knows; no figure may tell it.
    let drawnLengths: [String: [String: Centimetres]]

    init(trunks: [TrunkLine], connections: [PlanePoint], settings: PublicationSettings, key: PublicationKey) {
        let ordered = trunks.sorted {
            let order = NaturalOrder.compare($0.association, $1.association)
            return order == 0 ? NaturalOrder.precedes($0.segment, $1.segment) : order < 0
        }
        let chains = ChainBuilder(ordered, tolerance: settings.meetingTolerance).chains()
        var walkBack = WalkBack(
            chains: chains, trunks: ordered, connections: connections, settings: settings, key: key)
        walkBack.run()
        drawnLengths = Self.drawnLengths(chains, walkBack, trunks: ordered)
        let shown = zip(chains, walkBack.kept).compactMap { chain, kept -> (first: Int, line: PlaneLine)? in
            guard !chain.isRing, let kept, let first = chain.members.min() else { return nil }
            return chain.line.part(from: kept.from, to: kept.to).map { (first, $0) }
        }.sorted { $0.first < $1.first }.map { TrunkLine(ordered[$0.first], cutTo: $0.line) }
        let rings = zip(chains, walkBack.kept).filter { $0.isRing && $1 != nil }.map(\.0)
        let joined = ChainBuilder(shown, tolerance: settings.meetingTolerance).chains()
        let all = joined.map(\.line) + rings.map(\.line)
        lines =
            (joined.enumerated().compactMap { index, chain in
                let others = all.enumerated().filter { $0.offset != index }.map(\.element)
                return chain.members.min().flatMap {
                    PublishedLine(
                        chain, as: shown[$0], isRing: chain.isRing || chain.closes(apartFrom: others, settings),
                        settings: settings, key: key)
                }
            }
            + rings.compactMap { ring in
                ring.members.min().flatMap {
                    PublishedLine(ring, as: ordered[$0], isRing: true, settings: settings, key: key)
                }
            }).sorted { $0.id < $1.id }
    }

    private static func drawnLengths(
        _ chains: [Chain], _ walkBack: WalkBack, trunks: [TrunkLine]
    ) -> [String: [String: Centimetres]] {
        var result: [String: [String: Centimetres]] = [:]
        for (index, chain) in chains.enumerated() where walkBack.kept[index] != nil {
            let drawn = walkBack.drawn(at: index)
            let (start, end) = (drawn.start, chain.line.length - drawn.end)
            var mark = 0.0
            for member in chain.members {
                let trunk = trunks[member]
                let next = mark + trunk.line.length
                let metres = max(0, min(next, start) - mark) + max(0, next - max(mark, end))
                if metres > 0 {
                    // A whole metre up, so that a length on the ellipsoid is no finer measure.
                    result[trunk.association, default: [:]][trunk.segment] = Centimetres(
                        centimetres: Int64(metres.rounded(.up)) * 100)
                }
                mark = next
            }
        }
        return result
    }
}

extension Chain {
    /// Whether its ends meet where no other line passes: a ring whose only fork is not shown.
    fileprivate func closes(apartFrom others: [PlaneLine], _ settings: PublicationSettings) -> Bool {
        line.start.distance(to: line.end) <= settings.meetingTolerance
            && others.allSatisfy { $0.nearest(to: line.start).distance > settings.meetingTolerance }
    }
}

extension PublishedLine {
    /// The line re-spaced, simplified and rounded; nil where rounding leaves one place. A ring begins at a drawn place,
    /// since its first segment's end may be where a lead takes off.
    init?(
        _ chain: Chain, as trunk: TrunkLine, isRing: Bool, settings: PublicationSettings, key: PublicationKey
    ) {
        var (from, to) = (0.0, chain.line.length)
        if isRing {
            from =
                chain.line.length
                * key.draw(EndIdentity(association: trunk.association, segment: trunk.segment, side: .ring))
            to = from + chain.line.length
        }
        let spaced = chain.line.spaced(from: from, to: to, step: settings.spacing)
        var positions: [PublishedPosition] = []
        for position in simplified(spaced, tolerance: settings.simplification).map(PublishedPosition.init)
        where position != positions.last {
            positions.append(position)
        }
        guard Set(positions).count > 1 else { return nil }
        self.init(
            id: key.token(["line", trunk.association, trunk.segment].joined(separator: "\u{1F}")),
            association: key.token("association\u{1F}" + trunk.association), area: trunk.area, state: trunk.state,
            positions: positions)
    }
}
