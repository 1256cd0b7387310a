/// Walks the free ends of trunk lines back, so that no published line points at a house (rules.md 8).
///
/// Guarantees: an end that no other trunk reaches loses 100 m and 0 to 100 m more, drawn from the secret of the
/// installation; its new end is at least 50 m from every connection point; nothing is cut out of the middle; what is
/// left shorter than 50 m goes altogether. It is stricter than the letter of the rule in three points, where the letter
/// would show the house: a trunk laid beside another one to the same dead end does not make the end less dead, and
/// where the last line before a dead end is too short to be published, the rest of the way is taken from the line
/// before it; and an end that stands near a house goes on in steps of 25 m.
struct WalkBack {
    /// What is left of a chain, in metres from its start.
    struct Kept: Hashable {
        var from: Double
        var to: Double
        var length: Double { to - from }
    }

    private struct End: Hashable {
        let chain: Int
        let atStart: Bool
    }

    /// Rounding to five decimals moves a place by up to 0.7 m; this much more is walked, so that the rule holds for
    /// what is published.
    private static let margin = 1.0
    /// How far beyond an end another trunk is looked at, to tell whether it goes on or only runs alongside.
    private static let outlook = 10.0
    private static let alongside = 2.0
    private static let tail = 50.0

    private let chains: [Chain]
    private let ownLength: [End: Double]
    private let settings: PublicationSettings
    private let key: PublicationKey
    private let index: LineIndex
    private let connections: PointIndex
    private(set) var kept: [Kept?]
    /// The metres that had to be walked from each end that was free.
    private var required: [End: Double] = [:]

    init(
        chains: [Chain], trunks: [TrunkLine], connections: [PlanePoint], settings: PublicationSettings,
        key: PublicationKey
    ) {
        self.chains = chains
        self.settings = settings
        self.key = key
        index = LineIndex(chains.map(\.line), reach: settings.meetingTolerance)
        self.connections = PointIndex(connections, reach: settings.connectionDistance + Self.margin)
        kept = chains.map { Kept(from: 0, to: $0.line.length) }
        var ownLength: [End: Double] = [:]
        for (position, chain) in chains.enumerated() {
            guard let first = chain.members.first, let last = chain.members.last else { continue }
            ownLength[End(chain: position, atStart: true)] = trunks[first].line.length
            ownLength[End(chain: position, atStart: false)] = trunks[last].line.length
        }
        self.ownLength = ownLength
    }

    /// Walks every free end back, and again those that have lost what they ended at, until nothing changes.
    mutating func run() {
        var pending: [End] = []
        for (position, chain) in chains.enumerated() where !chain.isRing {
            pending += [End(chain: position, atStart: true), End(chain: position, atStart: false)]
        }
        let before = kept
        var isFirstRound = true
        while true {
            let free = pending.filter { kept[$0.chain] != nil && supporters(of: $0, in: kept).isEmpty }
            guard !free.isEmpty else { break }
            let budgets = free.map { isFirstRound ? fullBudget($0) : carriedBudget($0, before: before) }
            for (end, budget) in zip(free, budgets) { walk(end, budget: budget) }
            for position in kept.indices where (kept[position]?.length ?? 0) < settings.minimumLength {
                kept[position] = nil
            }
            let done = Set(free)
            pending.removeAll { done.contains($0) }
            isFirstRound = false
        }
    }

    /// The metres that were drawn at the two ends of a chain, beyond those that the rule says aloud.
    func drawn(at chain: Int) -> (start: Double, end: Double) {
        func drawn(_ atStart: Bool) -> Double {
            max(0, (required[End(chain: chain, atStart: atStart)] ?? 0) - settings.walkBack)
        }
        return (drawn(true), drawn(false))
    }

    private func fullBudget(_ end: End) -> Double {
        let chain = chains[end.chain]
        let drawn = key.draw(end.atStart ? chain.startIdentity : chain.endIdentity)
        precondition((0..<1).contains(drawn), "a draw lies from 0 to below 1")
        return settings.walkBack + Self.margin + drawn * (settings.walkBackDrawn - Self.margin)
    }

    /// What the lines at which this end ended had still to walk when they were used up.
    private func carriedBudget(_ end: End, before: [Kept?]) -> Double {
        var rest = 0.0
        for (chain, mark) in supporters(of: end, in: before) where chain != end.chain {
            for atStart in [true, false] {
                guard let walked = required[End(chain: chain, atStart: atStart)] else { continue }
                rest = max(rest, walked - (atStart ? mark : chains[chain].line.length - mark))
            }
        }
        return rest
    }

    /// Shortens the chain at `end` by `budget` metres and on until no connection is near.
    private mutating func walk(_ end: End, budget: Double) {
        required[end] = budget
        guard var kept = kept[end.chain] else { return }
        let line = chains[end.chain].line
        var walked = budget
        while walked < line.length,
            connections.hasPoint(near: line.point(at: end.atStart ? walked : line.length - walked))
        {
            // In steps as broad as the points lie apart, or the end would stand on a circle around the house.
            walked += settings.spacing
        }
        if end.atStart { kept.from = walked } else { kept.to = line.length - walked }
        self.kept[end.chain] = kept
    }

    /// The chains that go on where this end stands, and at which mark of theirs, as far as `kept` still has them.
    private func supporters(of end: End, in kept: [Kept?]) -> [(chain: Int, mark: Double)] {
        let line = chains[end.chain].line
        let place = end.atStart ? line.start : line.end
        let near = min(line.length, Self.tail)
        guard
            let tail = end.atStart
                ? line.part(from: 0, to: near) : line.part(from: line.length - near, to: line.length)
        else { return [] }
        return index.candidates(near: place).compactMap { candidate in
            guard let range = kept[candidate] else { return nil }
            if candidate == end.chain { return supportByOwnChain(end, place: place, kept: range) }
            let other = chains[candidate].line
            guard let part = other.part(from: range.from, to: range.to) else { return nil }
            let found = part.nearest(to: place)
            guard found.distance <= settings.meetingTolerance else { return nil }
            let goesOn = [found.mark - Self.outlook, found.mark + Self.outlook].contains {
                tail.nearest(to: part.point(at: $0)).distance > Self.alongside
            }
            return goesOn ? (candidate, range.from + found.mark) : nil
        }
    }

    /// An end may meet its own chain, but neither its own segment nor the stretch just before it.
    private func supportByOwnChain(_ end: End, place: PlanePoint, kept: Kept) -> (chain: Int, mark: Double)? {
        let line = chains[end.chain].line
        let own = max(ownLength[end] ?? 0, Self.tail)
        let from = end.atStart ? max(own, kept.from) : kept.from
        let to = end.atStart ? kept.to : min(line.length - own, kept.to)
        guard from < to, let rest = line.part(from: from, to: to) else { return nil }
        let found = rest.nearest(to: place)
        return found.distance <= settings.meetingTolerance ? (end.chain, from + found.mark) : nil
    }
}
