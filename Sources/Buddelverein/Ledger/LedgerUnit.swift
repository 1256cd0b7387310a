/// What the journal counts; units never mix (DESIGN.md 2).
public enum LedgerUnit: String, Hashable, Sendable, CaseIterable {
    case eurCents = "eur_cents"
    case labourMinutes = "labour_minutes"
    case machineMinutes = "machine_minutes"
    case giftCents = "gift_cents"
}

/// Which side of the books an account stands on.
public enum AccountKind: String, Hashable, Sendable, CaseIterable {
    case asset
    case liability
    case equity
    case income
    case expense
}

/// An account of the chart; it counts one unit.
public struct LedgerAccount: Hashable, Sendable {
    /// Lower-case words set apart by colons, such as `given:labour`.
    public var code: String
    /// The number in the chart.
    public var number: String
    public var kind: AccountKind
    public var unit: LedgerUnit
    public var name: LocalizedText

    public init(code: String, number: String, kind: AccountKind, unit: LedgerUnit, name: LocalizedText) {
        self.code = code
        self.number = number
        self.kind = kind
        self.unit = unit
        self.name = name
    }
}
