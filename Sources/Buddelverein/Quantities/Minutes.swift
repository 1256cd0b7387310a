/// Time of labour or of a machine in whole minutes (rules.md 0).
public struct Minutes: Quantity {
    public let minutes: Int64
    public var units: Int64 { minutes }

    public init(minutes: Int64) { self.minutes = minutes }
    public init(units: Int64) { minutes = units }

    /// Reads `6:30`, `6h30`, `6h`, and hours with decimals, `6,5` and `6.5`.
    ///
    /// Refuses with `invalid_time` what is no whole number of minutes, such as `6,333`, and with `overflow`.
    public init(parsing text: some StringProtocol) throws(Refusal) {
        let trimmed = DecimalText.trimmed(text)
        minutes = try Refusal.reading(text, as: .time) { () throws(DecimalText.Fault) in
            try Minutes.count(in: trimmed)
        }
    }

    private static func count(in text: String) throws(DecimalText.Fault) -> Int64 {
        if let sign = text.firstIndex(where: { $0 == ":" || $0 == "h" }) {
            let clock = text[text.index(after: sign)...]
            if clock.isEmpty, text[sign] == "h" { return try decimalHours(text[..<sign]) }
            return try clockTime(hours: text[..<sign], minutes: clock)
        }
        return try decimalHours(text)
    }

    private static func clockTime(hours: Substring, minutes: Substring) throws(DecimalText.Fault) -> Int64 {
        let negative = hours.first == "-"
        let hourDigits = try DecimalText.digits(of: hours)
        guard hourDigits.fraction.isEmpty, !hours.contains("."), !hours.contains(",") else { throw .malformed }
        guard minutes.utf8.count == 2, minutes.utf8.allSatisfy(DecimalText.isDigit), let rest = Int64(minutes),
            rest < 60
        else { throw .malformed }
        let whole = try DecimalText.integer(hourDigits.whole, negative: false)
        let (inMinutes, overflow) = whole.multipliedReportingOverflow(by: 60)
        let (sum, addOverflow) = inMinutes.addingReportingOverflow(rest)
        guard !overflow, !addOverflow else { throw .overflow }
        return negative ? -sum : sum
    }

    private static func decimalHours(_ text: some StringProtocol) throws(DecimalText.Fault) -> Int64 {
        let digits = try DecimalText.digits(of: text)
        guard digits.fraction.count <= 4 else { throw .tooManyDigits }
        let scale = (0..<digits.fraction.count).reduce(Int64(1)) { power, _ in power * 10 }
        let hours = try DecimalText.integer(digits.whole + digits.fraction, negative: digits.negative)
        let (product, overflow) = hours.multipliedReportingOverflow(by: 60)
        guard !overflow else { throw .overflow }
        guard product % scale == 0 else { throw .tooManyDigits }
        return product / scale
    }

    /// The wire form, `6:30`.
    public var description: String {
        let rest = minutes.magnitude % 60
        return "\(minutes < 0 ? "-" : "")\(minutes.magnitude / 60):\(rest < 10 ? "0" : "")\(rest)"
    }

    /// The form for readers, `1.206:30 h` in German.
    public func text(in language: Language) -> String {
        let rest = minutes.magnitude % 60
        let hours = DecimalText.grouped(minutes.magnitude / 60, by: language == .german ? "." : ",")
        return "\(minutes < 0 ? "-" : "")\(hours):\(rest < 10 ? "0" : "")\(rest) h"
    }
}
