extension MonthDay {
    /// The first and the last day of a booking year; nil for a year of no calendar.
    public func days(ofBookingYear year: Int) -> (first: Day, last: Day)? {
        guard let first = Day(year: year, month: month, day: day),
            let next = Day(year: year + 1, month: month, day: day)
        else { return nil }
        return (first, Day(number: next.number - 1))
    }
}
