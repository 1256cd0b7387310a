/// A day of the civil calendar, counted from 1970-01-01 = 0; no clock, no time zone.
///
/// Guarantees: parsed and stepped days lie in the years 1 to 9999.
public struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Days since 1970-01-01.
    public let number: Int

    public init(number: Int) { self.number = number }

    public static let first = Day(number: -719_162)  // 0001-01-01
    public static let last = Day(number: 2_932_896)  // 9999-12-31

    public static func < (left: Day, right: Day) -> Bool { left.number < right.number }

    /// The day of a date of the calendar; nil where there is no such date.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
        guard day <= Day.length(ofMonth: month, in: year) else { return nil }
        // Days from civil: the year begins in March, so that the leap day is its last.
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = era * 146_097 + dayOfEra - 719_468
    }

    /// Reads `2026-04-18` and `18.04.2026` or `18.4.2026`; refuses with `invalid_date`.
    public init(parsing text: some StringProtocol) throws(Refusal) {
        let trimmed = DecimalText.trimmed(text)
        guard let day = Day.read(trimmed) else { throw .invalidDate(text) }
        self = day
    }

    private static func read(_ text: String) -> Day? {
        func number(_ part: Substring, _ digits: ClosedRange<Int>) -> Int? {
            guard digits.contains(part.utf8.count), part.utf8.allSatisfy(DecimalText.isDigit) else { return nil }
            return Int(part)
        }
        let iso = text.split(separator: "-", omittingEmptySubsequences: false)
        if iso.count == 3, let year = number(iso[0], 4...4), let month = number(iso[1], 2...2),
            let day = number(iso[2], 2...2)
        {
            return Day(year: year, month: month, day: day)
        }
        let german = text.split(separator: ".", omittingEmptySubsequences: false)
        if german.count == 3, let day = number(german[0], 1...2), let month = number(german[1], 1...2),
            let year = number(german[2], 4...4)
        {
            return Day(year: year, month: month, day: day)
        }
        return nil
    }

    /// Year, month and day of the calendar.
    public var civil: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    public var year: Int { civil.year }
    public var month: Int { civil.month }
    public var dayOfMonth: Int { civil.day }

    /// Monday is 1, Sunday is 7.
    public var weekday: Int {
        let shifted = (number + 3) % 7
        return (shifted < 0 ? shifted + 7 : shifted) + 1
    }

    /// The number of days of a month.
    public static func length(ofMonth month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The day `days` later; refuses with `invalid_date` beyond the years 1 to 9999.
    public func adding(days: Int) throws(Refusal) -> Day {
        let (sum, overflow) = number.addingReportingOverflow(days)
        let day = Day(number: sum)
        guard !overflow, day >= .first, day <= .last else { throw .invalidDate("\(self) + \(days)") }
        return day
    }

    /// The days from this one (inclusive) to `other` (exclusive); negative where `other` lies before.
    public func days(until other: Day) -> Int { other.number - number }

    /// The wire form, `2026-04-18`.
    public var description: String {
        let (year, month, day) = civil
        return "\(Day.padded(year, 4))-\(Day.padded(month, 2))-\(Day.padded(day, 2))"
    }

    /// The form for readers: `18.04.2026` in German, `2026-04-18` in English.
    public func text(in language: Language) -> String {
        let (year, month, day) = civil
        switch language {
        case .german: return "\(Day.padded(day, 2)).\(Day.padded(month, 2)).\(Day.padded(year, 4))"
        case .english: return description
        }
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number.magnitude)
        return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
