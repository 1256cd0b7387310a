/// A length in whole centimetres, written in metres (rules.md 0).
public struct Centimetres: Quantity {
    public let centimetres: Int64
    public var units: Int64 { centimetres }

    public init(centimetres: Int64) { self.centimetres = centimetres }
    public init(units: Int64) { centimetres = units }

    /// Reads metres, `123.45`, `123,45` or `123,45 m`; refuses with `invalid_length` or `overflow`.
    public init(parsing text: some StringProtocol) throws(Refusal) {
        let trimmed = DecimalText.trimmed(text, units: ["m"])
        centimetres = try Refusal.reading(text, as: .length) { () throws(DecimalText.Fault) in
            try DecimalText.units(of: trimmed, places: 2)
        }
    }

    /// The wire form in metres, `123.45`.
    public var description: String { DecimalText.text(hundredths: centimetres) }

    /// The form for readers: `1.234,56 m` in German, `1,234.56 m` in English.
    public func text(in language: Language) -> String {
        switch language {
        case .german: DecimalText.text(hundredths: centimetres, decimal: ",", grouping: ".") + " m"
        case .english: DecimalText.text(hundredths: centimetres, grouping: ",") + " m"
        }
    }
}
