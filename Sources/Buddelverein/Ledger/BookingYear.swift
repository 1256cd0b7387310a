extension Day {
    /// The booking year of the day, named by the calendar year in which it begins.
    ///
    /// A day before the year's first day in the calendar belongs to the year that began before.
    public func bookingYear(startingOn start: MonthDay) -> Int {
        let (year, month, day) = civil
        return (month, day) < (start.month, start.day) ? year - 1 : year
    }
}
