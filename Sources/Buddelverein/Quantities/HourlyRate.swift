/// What an hour is worth in cents; never stored in an hour, always applied to it (rules.md 0).
public struct HourlyRate: Quantity {
    public let centsPerHour: Int64
    public var units: Int64 { centsPerHour }

    public init(centsPerHour: Int64) { self.centsPerHour = centsPerHour }
    public init(units: Int64) { centsPerHour = units }

    /// Reads euros per hour, `15.00` or `15,00`; refuses with `invalid_rate` or `overflow`.
    public init(parsing text: some StringProtocol) throws(Refusal) {
        let trimmed = DecimalText.trimmed(text, units: ["€/h", "€", "EUR"])
        centsPerHour = try Refusal.reading(text, as: .rate) { () throws(DecimalText.Fault) in
            try DecimalText.units(of: trimmed, places: 2)
        }
    }

    /// The wire form in euros per hour, `15.00`.
    public var description: String { DecimalText.text(hundredths: centsPerHour) }

    /// The form for readers: `15,00 €/h` in German, `€15.00/h` in English.
    public func text(in language: Language) -> String {
        let money = Money(cents: centsPerHour).text(in: language)
        return money + "/h"
    }
}
