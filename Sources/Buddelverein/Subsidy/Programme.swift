/// A funder's rules as data (`programmes.json`).
public struct Programme: Hashable, Sendable {
    public var code: String
    public var funder: String
    /// The key of the territory: town, district or state.
    public var ags: TerritoryKey
    /// The municipality whose staff decides; nil: see `administrator(firstApplicant:)`.
    public var administeredBy: Ags?
    public var title: String
    public var budget: Budget?
    public var financing: Financing
    public var eligible: EligibleRules
    /// At most this percentage of the eligible total may be unpaid work.
    public var unpaidShareMax: BasisPoints?
    public var startBan: Bool
    public var ownTerritoryOnly: Bool
    public var capPerActiveConnection: Money?
    /// Whether a grant is capped by what was paid; never for `fixed`.
    public var cashCeiling: Bool
    public var rounding: GrantRounding
    public var minimum: Money?
    /// Added to the base rate on recovery (rules.md 6).
    public var interestMargin: BasisPoints

    public init(
        code: String, funder: String, ags: TerritoryKey, administeredBy: Ags? = nil, title: String = "",
        budget: Budget? = nil, financing: Financing, eligible: EligibleRules = EligibleRules(),
        unpaidShareMax: BasisPoints? = nil, startBan: Bool = false, ownTerritoryOnly: Bool = false,
        capPerActiveConnection: Money? = nil, cashCeiling: Bool = true, rounding: GrantRounding = .cent,
        minimum: Money? = nil, interestMargin: BasisPoints = .zero
    ) {
        self.code = code
        self.funder = funder
        self.ags = ags
        self.administeredBy = administeredBy
        self.title = title
        self.budget = budget
        self.financing = financing
        self.eligible = eligible
        self.unpaidShareMax = unpaidShareMax
        self.startBan = startBan
        self.ownTerritoryOnly = ownTerritoryOnly
        self.capPerActiveConnection = capPerActiveConnection
        self.cashCeiling = cashCeiling
        self.rounding = rounding
        self.minimum = minimum
        self.interestMargin = interestMargin
    }

    /// The municipality that decides: the one named, else the territory where it is one, else the seat of the first
    /// applicant (formats.md).
    public func administrator(firstApplicant seat: Ags?) -> Ags? {
        administeredBy ?? ags.municipality ?? seat
    }
}

/// What a grant is rounded down to.
public enum GrantRounding: String, Hashable, Sendable, CaseIterable {
    case cent
    case euro
}
