/// A day of the proleptic Gregorian calendar, as `date` stores it.
public struct PostgresDate: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Days since 2000-01-01, which is day 0.
    public let days: Int32

    public init(days: Int32) {
        self.days = days
    }

    /// The day with the given year, month and day; nil where the calendar has no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), (1...31).contains(day), (-4712...5_874_896).contains(year) else { return nil }
        let days = Self.days(year: year, month: month, day: day)
        let back = Self.civil(days: days)
        guard back.year == year, back.month == month, back.day == day else { return nil }
        self.days = Int32(days)
    }

    /// The day written `2026-05-31`; nil for everything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2],
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    public var year: Int { Self.civil(days: Int(days)).year }
    public var month: Int { Self.civil(days: Int(days)).month }
    public var day: Int { Self.civil(days: Int(days)).day }

    public static let infinity = PostgresDate(days: .max)
    public static let negativeInfinity = PostgresDate(days: .min)

    public static func < (left: PostgresDate, right: PostgresDate) -> Bool { left.days < right.days }

    /// `2026-05-31`.
    public var description: String {
        if self == .infinity { return "infinity" }
        if self == .negativeInfinity { return "-infinity" }
        let (year, month, day) = Self.civil(days: Int(days))
        return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
    }

    static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(abs(number))
        return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// Days from 0000-03-01 to 2000-01-01; years are counted from March, so that the leap day ends one.
    private static let epoch = 730_425

    private static func days(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - epoch
    }

    static func civil(days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + epoch
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}

extension PostgresDate: PostgresEncodable, PostgresDecodable {
    public static var postgresType: PostgresType { .date }
    public func encode(postgres bytes: inout [UInt8]) { bytes.append(bigEndian: days) }

    public init(postgres cell: PostgresCell) throws {
        guard cell.type == .date else { throw PostgresCell.Mismatch.type }
        days = try cell.integer(Int32.self)
    }
}
