/// An amount in whole cents of euro (rules.md 0).
public struct Money: Quantity {
    public let cents: Int64
    public var units: Int64 { cents }

    public init(cents: Int64) { self.cents = cents }
    public init(units: Int64) { cents = units }

    /// Reads `1234.56`, `1.234,56`, `1234` or `1.234,56 €`; refuses with `invalid_amount` or `overflow`.
    public init(parsing text: some StringProtocol) throws(Refusal) {
        let trimmed = DecimalText.trimmed(text, units: ["€", "EUR"])
        cents = try Refusal.reading(text, as: .amount) { () throws(DecimalText.Fault) in
            try DecimalText.units(of: trimmed, places: 2)
        }
    }

    /// The wire form, `1234.56`.
    public var description: String { DecimalText.text(hundredths: cents) }

    /// The form for readers: `1.234,56 €` in German, `€1,234.56` in English.
    public func text(in language: Language) -> String {
        switch language {
        case .german: DecimalText.text(hundredths: cents, decimal: ",", grouping: ".") + " €"
        case .english:
            (cents < 0 ? "-€" : "€")
                + DecimalText.text(hundredths: cents, grouping: ",").drop { $0 == "-" }
        }
    }
}
