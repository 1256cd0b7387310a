/// A claim as it was filed and decided (`claims.json`); the order of a list is the order of filing and deciding.
public struct ClaimRecord: Hashable, Sendable {
    public var code: String
    public var award: String
    public var cutoffOn: Day
    public var status: FiledStatus
    /// Only with `approved`.
    public var approved: Money?
    public var cuts: [Cut]
    /// What was taken back later.
    public var revoked: Money

    public init(
        code: String, award: String, cutoffOn: Day, status: FiledStatus, approved: Money? = nil, cuts: [Cut] = [],
        revoked: Money = .zero
    ) {
        self.code = code
        self.award = award
        self.cutoffOn = cutoffOn
        self.status = status
        self.approved = approved
        self.cuts = cuts
        self.revoked = revoked
    }

    /// What the claim granted and was not taken back; zero unless approved (rules.md 3).
    public func granted() throws(Refusal) -> Money {
        guard status == .approved, let approved else { return .zero }
        return try approved - revoked
    }
}

/// What became of a filed claim.
public enum FiledStatus: String, Hashable, Sendable, CaseIterable {
    case submitted
    case approved
    case rejected
    case withdrawn
}

/// A line that the town cut in a claim, and what it left of it.
public struct Cut: Hashable, Sendable {
    /// What is left: an amount, a time for work, or nothing of a unit.
    public enum Left: Hashable, Sendable {
        case amount(Money)
        case time(Minutes)
        case nothing
    }

    public var kind: LineKind
    public var ref: String
    public var left: Left
    public var why: String
    public var liftedOn: Day?

    public init(kind: LineKind, ref: String, left: Left, why: String, liftedOn: Day? = nil) {
        self.kind = kind
        self.ref = ref
        self.left = left
        self.why = why
        self.liftedOn = liftedOn
    }
}

/// The kind of an evidence line, in the order of a result.
public enum LineKind: String, Hashable, Sendable, CaseIterable {
    case cost
    case labour
    case machine
    case gift
    case unit
}
