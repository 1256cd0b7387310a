/// The evidence of an award at a cut-off, reduced to what a later computation needs: a claim freezes it when it is
/// submitted, and the town decides from it without reading the association's books (rules.md 3).
///
/// Holds no name and no member number but the refs of units; who worked is only a group number for the daily cap.
public struct FrozenClaim: Hashable, Sendable {
    public var terms: FrozenTerms
    /// In the order of a result.
    public var lines: [FrozenLine]

    public init(terms: FrozenTerms, lines: [FrozenLine]) {
        self.terms = terms
        self.lines = lines
    }
}

/// One frozen line: its quantity before any cut, and every reason that coverage, daily cap and town can't change.
public struct FrozenLine: Hashable, Sendable {
    /// What is counted.
    public enum Quantity: Hashable, Sendable {
        case money(Money)
        case time(Minutes, rate: HourlyRate)
        case length(Centimetres)
        /// A member or a connection, worth the amount per unit.
        case unit
    }

    public var key: LineKey
    /// The reasons up to `outside_territory`, in order.
    public var reasons: [LineReason]
    public var quantity: Quantity
    public var sharing: PartSharing
    /// Entries of one worker on one date have the same number; nil where no daily cap applies.
    public var dayGroup: Int?

    public init(
        key: LineKey, reasons: [LineReason], quantity: Quantity, sharing: PartSharing, dayGroup: Int? = nil
    ) {
        self.key = key
        self.reasons = reasons
        self.quantity = quantity
        self.sharing = sharing
        self.dayGroup = dayGroup
    }
}

/// What the waterfall needs besides the lines: the terms of programme and award, and the sums of the books.
public struct FrozenTerms: Hashable, Sendable {
    public var award: String
    public var cutoffOn: Day
    /// With the rate that applies: the award's, never above the programme's.
    public var financing: Financing
    /// The territory that is paid; nil pays everything.
    public var territory: TerritoryKey?
    public var maxPerDay: Minutes?
    public var unpaidShareMax: BasisPoints?
    public var capPerActiveConnection: Money?
    /// Active connections under contract that the cap counts.
    public var contractedConnections: Int64
    public var maximum: Money?
    public var cashCeiling: Bool
    public var ownFunds: Money
    public var thirdPartyFunds: Money
    /// Donations and other income received by the cut-off.
    public var income: Money
    /// All costs of the association paid by the cut-off.
    public var paidCosts: Money
    public var rounding: GrantRounding
    public var minimum: Money?

    public init(
        award: String, cutoffOn: Day, financing: Financing, territory: TerritoryKey? = nil, maxPerDay: Minutes? = nil,
        unpaidShareMax: BasisPoints? = nil, capPerActiveConnection: Money? = nil, contractedConnections: Int64 = 0,
        maximum: Money? = nil, cashCeiling: Bool = true, ownFunds: Money = .zero, thirdPartyFunds: Money = .zero,
        income: Money = .zero, paidCosts: Money = .zero, rounding: GrantRounding = .cent, minimum: Money? = nil
    ) {
        self.award = award
        self.cutoffOn = cutoffOn
        self.financing = financing
        self.territory = territory
        self.maxPerDay = maxPerDay
        self.unpaidShareMax = unpaidShareMax
        self.capPerActiveConnection = capPerActiveConnection
        self.contractedConnections = contractedConnections
        self.maximum = maximum
        self.cashCeiling = cashCeiling
        self.ownFunds = ownFunds
        self.thirdPartyFunds = thirdPartyFunds
        self.income = income
        self.paidCosts = paidCosts
        self.rounding = rounding
        self.minimum = minimum
    }

    /// Whether the award pays for what lies there (rules.md 4: the parts that the programme pays).
    public func pays(_ ags: Ags?) -> Bool { territory.map { $0.contains(ags) } ?? true }

    /// The rate at which an accepted line is covered (rules.md 4); zero for `deficit`, which covers nothing.
    public var coverageRate: BasisPoints {
        switch financing {
        case .share(let rate): rate
        case .full, .fixed: .whole
        case .deficit: .zero
        }
    }
}
