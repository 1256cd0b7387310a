/// A month of the civil calendar, written `2026-04`.
public struct Month: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Months since January of the year 0.
    private let number: Int

    /// Nil where `month` is none.
    public init?(year: Int, month: Int) {
        guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
        number = year * 12 + month - 1
    }

    /// The month that holds `day`.
    public init(of day: Day) {
        number = day.year * 12 + day.month - 1
    }

    private init(number: Int) { self.number = number }

    public var next: Month { Month(number: number + 1) }

    /// All months from `self` to `last`, both included; none if `last` lies before.
    public func through(_ last: Month) -> [Month] {
        guard number <= last.number else { return [] }
        return (number...last.number).map(Month.init(number:))
    }

    public static func < (left: Month, right: Month) -> Bool { left.number < right.number }

    public var description: String {
        let (year, month) = (String(number / 12), number % 12 + 1)
        return String(repeating: "0", count: 4 - year.count) + year + (month < 10 ? "-0" : "-") + String(month)
    }
}
