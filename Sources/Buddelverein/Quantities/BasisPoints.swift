/// A percentage in hundredths of a percent, `60.00` (rules.md 0).
public struct BasisPoints: Quantity {
    public let basisPoints: Int64
    public var units: Int64 { basisPoints }

    /// 100.00 percent.
    public static let whole = BasisPoints(basisPoints: 10_000)

    public init(basisPoints: Int64) { self.basisPoints = basisPoints }
    public init(units: Int64) { basisPoints = units }

    /// Reads a percentage, `60.00`, `60,5` or `60 %`; refuses with `invalid_percentage` or `overflow`.
    public init(parsing text: some StringProtocol) throws(Refusal) {
        let trimmed = DecimalText.trimmed(text, units: ["%"])
        basisPoints = try Refusal.reading(text, as: .percentage) { () throws(DecimalText.Fault) in
            try DecimalText.units(of: trimmed, places: 2)
        }
    }

    /// The wire form in percent, `60.00`.
    public var description: String { DecimalText.text(hundredths: basisPoints) }

    /// The form for readers: `60,00 %` in German, `60.00%` in English.
    public func text(in language: Language) -> String {
        switch language {
        case .german: DecimalText.text(hundredths: basisPoints, decimal: ",", grouping: ".") + " %"
        case .english: DecimalText.text(hundredths: basisPoints, grouping: ",") + "%"
        }
    }
}
