/// How a programme computes its grant (rules.md 3).
public enum Financing: Hashable, Sendable {
    /// A percentage of the eligible total.
    case share(rate: BasisPoints)
    /// An amount per unit.
    case fixed(unit: GrantUnit, amount: Money)
    /// What own and third-party funds leave open.
    case deficit
    /// Everything.
    case full

    /// The wire word.
    public var kind: String {
        switch self {
        case .share: "share"
        case .fixed: "fixed"
        case .deficit: "deficit"
        case .full: "full"
        }
    }

    public var isFixed: Bool {
        if case .fixed = self { true } else { false }
    }
}

/// What a `fixed` programme pays for.
public enum GrantUnit: String, Hashable, Sendable, CaseIterable {
    case member
    case connection
    case activeConnection = "active_connection"
    case trenchMetre = "trench_metre"
    case lump
}

/// The money of a programme: one figure for its whole life, or one per year.
public enum Budget: Hashable, Sendable {
    case total(Money)
    case perYear([BudgetYear])
}

/// The budget of one year.
public struct BudgetYear: Hashable, Sendable {
    public var year: Int
    public var amount: Money

    public init(year: Int, amount: Money) {
        self.year = year
        self.amount = amount
    }
}

/// What an hour of labour is worth to a programme, and how many of a person's day count.
public struct LabourRules: Hashable, Sendable {
    public var rate: HourlyRate
    public var maxPerDay: Minutes?

    public init(rate: HourlyRate, maxPerDay: Minutes? = nil) {
        self.rate = rate
        self.maxPerDay = maxPerDay
    }
}

/// What a programme counts; a list or object left out means that this kind does not count.
public struct EligibleRules: Hashable, Sendable {
    public var costCategories: [String]?
    public var tasks: [String]?
    public var labour: LabourRules?
    public var machineRates: [String: HourlyRate]?
    /// Whether gifts count.
    public var inKind: Bool
    public var requiresDocument: Bool

    public init(
        costCategories: [String]? = nil, tasks: [String]? = nil, labour: LabourRules? = nil,
        machineRates: [String: HourlyRate]? = nil, inKind: Bool = false, requiresDocument: Bool = false
    ) {
        self.costCategories = costCategories
        self.tasks = tasks
        self.labour = labour
        self.machineRates = machineRates
        self.inKind = inKind
        self.requiresDocument = requiresDocument
    }
}
