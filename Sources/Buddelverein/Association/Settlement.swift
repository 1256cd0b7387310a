/// Who owes or gets what on a day (rules.md 5).
public struct Settlement: Hashable, Sendable {
    /// What one member shares, is charged and credited, has paid, and owes (positive) or gets back (negative).
    public struct Row: Hashable, Sendable {
        public var number: String
        public var duty: Minutes
        public var worked: Minutes
        public var share: Money
        public var charge: Money
        public var credit: Money
        public var machineCredit: Money
        public var paid: Money
        public var balance: Money
    }

    public var on: Day
    /// N, what the keys share among the members.
    public var toShare: Money
    /// The sum of the charges for hours that are missing.
    public var pool: Money
    /// What the pool has left after the credits.
    public var rest: Money
    /// In natural order of the member numbers.
    public var members: [Row]
}

/// An approved grant with the cut-off of its claim.
public struct DatedGrant: Hashable, Sendable {
    public var cutoffOn: Day
    /// Approved less revoked.
    public var amount: Money

    public init(cutoffOn: Day, amount: Money) {
        self.cutoffOn = cutoffOn
        self.amount = amount
    }

    /// The grants of the approved ones among `claims`.
    public static func of(_ claims: [ClaimRecord]) throws(Refusal) -> [DatedGrant] {
        var grants: [DatedGrant] = []
        for claim in claims where claim.status == .approved {
            grants.append(DatedGrant(cutoffOn: claim.cutoffOn, amount: try claim.granted()))
        }
        return grants
    }
}
