/// How an association settles among its members, as published before they vote (rules.md 5).
public struct SettlementRule: Hashable, Sendable {
    /// The keys as listed; their shares add up to 100.00 %.
    public var keys: [SettlementKey]
    /// The duty of work and what a missing hour costs; nil: nobody owes hours.
    public var labour: LabourDuty?
    /// The club rate per machine class; a class without a rate earns no credit.
    public var machineRates: [String: HourlyRate]

    public init(keys: [SettlementKey], labour: LabourDuty? = nil, machineRates: [String: HourlyRate] = [:]) {
        self.keys = keys
        self.labour = labour
        self.machineRates = machineRates
    }
}

/// The duty of labour per connection, and the rate of an hour missing or given on top.
public struct LabourDuty: Hashable, Sendable {
    public var dutyPerActive: Minutes
    public var dutyPerPassive: Minutes
    public var rate: HourlyRate

    public init(dutyPerActive: Minutes, dutyPerPassive: Minutes, rate: HourlyRate) {
        self.dutyPerActive = dutyPerActive
        self.dutyPerPassive = dutyPerPassive
        self.rate = rate
    }
}

/// One key of a settlement and the share of the costs that it distributes.
public struct SettlementKey: Hashable, Sendable {
    /// What a key weighs.
    public enum Basis: Hashable, Sendable {
        /// Connections, built or not, with a weight per kind.
        case connection(active: Weight, passive: Weight)
        /// Metres of the own house leads.
        case leadMetre
        /// Every member alike.
        case member
    }

    public var basis: Basis
    public var share: BasisPoints

    public init(basis: Basis, share: BasisPoints) {
        self.basis = basis
        self.share = share
    }

    /// The wire word of the key: `connection`, `lead_metre`, `member`.
    public var name: String {
        switch basis {
        case .connection: "connection"
        case .leadMetre: "lead_metre"
        case .member: "member"
        }
    }
}
