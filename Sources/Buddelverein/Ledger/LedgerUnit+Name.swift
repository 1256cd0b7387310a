extension LedgerUnit: NamedCode {
    /// The unit's name for readers.
    public var name: LocalizedText {
        switch self {
        case .eurCents: LocalizedText(en: "money", de: "Geld")
        case .labourMinutes: LocalizedText(en: "labour", de: "Arbeit")
        case .machineMinutes: LocalizedText(en: "machine time", de: "Maschinenzeit")
        case .giftCents: LocalizedText(en: "gifts in kind", de: "Sachspenden")
        }
    }
}
