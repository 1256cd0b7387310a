/// What was decided before a computation and is read again at every one: grants, cuts and coverage (rules.md 3, 4).
public struct Standing: Hashable, Sendable {
    /// What other awards of the association were granted: approved less revoked, whatever the cut-off.
    public var otherGrants: Money
    /// What the same award was granted.
    public var earlierGrants: Money
    /// What other awards cover; of units only awards of the same programme.
    public var coveredByOthers: Coverage
    /// The latest cut of each line or unit in approved claims of the award, lifted ones too; at approval also those of
    /// the claim itself.
    public var cuts: [LineKey: Cut]

    public init(
        otherGrants: Money = .zero, earlierGrants: Money = .zero, coveredByOthers: Coverage = Coverage(),
        cuts: [LineKey: Cut] = [:]
    ) {
        self.otherGrants = otherGrants
        self.earlierGrants = earlierGrants
        self.coveredByOthers = coveredByOthers
        self.cuts = cuts
    }

    /// Adds cuts in the order of their claims: of several the latest holds.
    public mutating func add(_ newer: [Cut]) {
        for cut in newer { cuts[cut.key] = cut }
    }
}

extension Cut {
    /// The line that was cut.
    public var key: LineKey { LineKey(kind: kind, ref: ref) }

    /// Whether the cut left nothing, so that the line's coverage is released at approval (rules.md 4).
    public var isWhole: Bool { leftUnits == 0 }

    /// What was left in cents or minutes.
    public var leftUnits: Int64 {
        switch left {
        case .amount(let amount): amount.cents
        case .time(let time): time.minutes
        case .nothing: 0
        }
    }
}

/// A programme, an award under it, and what was decided before.
public struct AwardContext: Hashable, Sendable {
    public var programme: Programme
    public var award: Award
    public var standing: Standing

    public init(programme: Programme, award: Award, standing: Standing = Standing()) {
        self.programme = programme
        self.award = award
        self.standing = standing
    }
}
