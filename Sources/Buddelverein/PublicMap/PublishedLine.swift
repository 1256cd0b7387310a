/// A published stretch of trunk: opaque, generalised, of one area and one state.
public struct PublishedLine: Hashable, Sendable {
    public let id: String
    public let association: String
    /// The id of the published area.
    public let area: String
    public let state: SegmentStatus
    /// At least two different places.
    public let positions: [PublishedPosition]
}

/// The lines of the publication, ordered by their opaque ids (rules.md 8).
///
/// Guarantees: the same trunks, connections, settings and key give the same lines, in whatever order they come;
/// `trunks` are those of published areas only, so that a line does not lean on one that nobody sees.
func publishedLines(
    trunks: [TrunkLine], connections: [PlanePoint], settings: PublicationSettings, key: PublicationKey
) -> [PublishedLine] {
    let ordered = trunks.sorted {
        let order = NaturalOrder.compare($0.association, $1.association)
        return order == 0 ? NaturalOrder.precedes($0.segment, $1.segment) : order < 0
    }
    let chains = ChainBuilder(ordered, tolerance: settings.meetingTolerance).chains()
    var walkBack = WalkBack(
        chains: chains, trunks: ordered, connections: connections, settings: settings, key: key)
    walkBack.run()
    let lines = zip(chains, walkBack.kept).compactMap { chain, kept -> PublishedLine? in
        guard let kept, let first = chain.members.min() else { return nil }
        let trunk = ordered[first]
        let positions = generalised(chain, kept: kept, owner: trunk, settings: settings, key: key)
        guard Set(positions).count > 1 else { return nil }
        return PublishedLine(
            id: key.token(["line", trunk.association, trunk.segment].joined(separator: "\u{1F}")),
            association: key.token("association\u{1F}" + trunk.association), area: trunk.area, state: trunk.state,
            positions: positions)
    }
    return lines.sorted { $0.id < $1.id }
}

/// The kept part re-spaced, simplified and rounded; a ring begins at a drawn place, since its first segment's end may
/// be where a lead takes off.
private func generalised(
    _ chain: Chain, kept: WalkBack.Kept, owner: TrunkLine, settings: PublicationSettings, key: PublicationKey
) -> [PublishedPosition] {
    var (from, to) = (kept.from, kept.to)
    if chain.isRing {
        from =
            chain.line.length
            * key.draw(EndIdentity(association: owner.association, segment: owner.segment, side: .ring))
        to = from + chain.line.length
    }
    let spaced = chain.line.spaced(from: from, to: to, step: settings.spacing)
    var positions: [PublishedPosition] = []
    for position in simplified(spaced, tolerance: settings.simplification).map(PublishedPosition.init)
    where position != positions.last {
        positions.append(position)
    }
    return positions
}
