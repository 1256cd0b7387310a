/// The result of rules.md 2 to 4 for an award at a cut-off.
public struct Assessment: Hashable, Sendable {
    public var award: String
    public var cutoffOn: Day
    /// In the order cost, labour, machine, gift, unit, each by ref in natural order.
    public var lines: [AssessedLine]
    public var waterfall: [WaterfallStep]
    /// C, the accepted costs; zero for `fixed`.
    public var cash: Money
    /// F after its cap; zero for `fixed`.
    public var unpaid: Money
    /// E; zero for `fixed`.
    public var eligible: Money
    public var claimable: Money
    public var flags: [AssessmentFlag]
    /// What the award would cover with this result (rules.md 4).
    public var coverage: Coverage

    public init(
        award: String, cutoffOn: Day, lines: [AssessedLine], waterfall: [WaterfallStep], cash: Money, unpaid: Money,
        eligible: Money, claimable: Money, flags: [AssessmentFlag], coverage: Coverage
    ) {
        self.award = award
        self.cutoffOn = cutoffOn
        self.lines = lines
        self.waterfall = waterfall
        self.cash = cash
        self.unpaid = unpaid
        self.eligible = eligible
        self.claimable = claimable
        self.flags = flags
        self.coverage = coverage
    }
}

/// What a clerk must look at; in the order in which flags come.
public enum AssessmentFlag: String, Hashable, Sendable, CaseIterable {
    case earlyStart = "early_start"
    case belowMinimum = "below_minimum"
    case overpaid
}

/// A line with every reason that holds and what counts of it.
public struct AssessedLine: Hashable, Sendable {
    public var key: LineKey
    public var reasons: [LineReason]
    /// False where a reason refuses it; a line may be accepted and cut.
    public var accepted: Bool
    /// Zero for a refused line; nil for trench metres, which count by length.
    public var amount: Money?
    /// Of labour and machine lines.
    public var minutes: Minutes?
    /// Of trench metres.
    public var length: Centimetres?
    /// What the daily cap cut off, of the whole entry.
    public var cut: Minutes?
    /// The municipalities whose parts of the line the award pays.
    public var paidPlaces: [Ags?]

    public init(
        key: LineKey, reasons: [LineReason], accepted: Bool, amount: Money? = nil, minutes: Minutes? = nil,
        length: Centimetres? = nil, cut: Minutes? = nil, paidPlaces: [Ags?]
    ) {
        self.key = key
        self.reasons = reasons
        self.accepted = accepted
        self.amount = amount
        self.minutes = minutes
        self.length = length
        self.cut = cut
        self.paidPlaces = paidPlaces
    }

    public var kind: LineKind { key.kind }
    public var ref: String { key.ref }
}

/// One step of the waterfall with its limit and what it left (rules.md 3).
public struct WaterfallStep: Hashable, Sendable {
    /// The steps in their order.
    public enum Name: String, Hashable, Sendable, CaseIterable {
        case unpaidShareMax = "unpaid_share_max"
        case eligible
        case share
        case fixed
        case deficit
        case full
        case capPerActiveConnection = "cap_per_active_connection"
        case awardMaximum = "award_maximum"
        case cashCeiling = "cash_ceiling"
        case totalCeiling = "total_ceiling"
        case rounding
        case minimum
        case earlierClaims = "earlier_claims"
    }

    public var name: Name
    /// The units of the step `fixed`.
    public var units: Int64?
    public var limit: Money?
    public var result: Money

    public init(_ name: Name, units: Int64? = nil, limit: Money? = nil, result: Money) {
        self.name = name
        self.units = units
        self.limit = limit
        self.result = result
    }
}
