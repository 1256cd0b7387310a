/// A weight of a settlement key in hundredths, `0.40` (rules.md 5).
public struct Weight: Quantity {
    public let hundredths: Int64
    public var units: Int64 { hundredths }

    public init(hundredths: Int64) { self.hundredths = hundredths }
    public init(units: Int64) { hundredths = units }

    /// Reads `1.00` or `0,40`; refuses with `invalid_rate` or `overflow`.
    public init(parsing text: some StringProtocol) throws(Refusal) {
        let trimmed = DecimalText.trimmed(text)
        hundredths = try Refusal.reading(text, as: .rate) { () throws(DecimalText.Fault) in
            try DecimalText.units(of: trimmed, places: 2)
        }
    }

    /// The wire form, `0.40`.
    public var description: String { DecimalText.text(hundredths: hundredths) }
}
