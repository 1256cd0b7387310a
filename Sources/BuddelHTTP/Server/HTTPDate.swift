import Buddelverein

/// Moments in HTTP headers (RFC 9110 5.6.7) and in JSON, in whole seconds since 1970-01-01T00:00:00Z.
enum HTTPDate {
    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `2026-11-24T05:56:05Z` (RFC 3339), as JSON has moments.
    static func timestamp(_ seconds: Int64) -> String {
        let (day, clock) = split(seconds)
        return "\(day)T\(clock)Z"
    }

    /// The day in UTC, and the time of the day.
    private static func split(_ seconds: Int64) -> (day: Day, clock: String) {
        let number = Int((Double(seconds) / 86_400).rounded(.down))
        let rest = Int(seconds) - number * 86_400
        let clock = [rest / 3600, rest / 60 % 60, rest % 60].map(padded).joined(separator: ":")
        return (Day(number: number), clock)
    }

    /// `Tue, 24 Nov 2026 05:56:05 GMT`.
    static func text(_ seconds: Int64) -> String {
        let (day, clock) = split(seconds)
        let (year, month, dayOfMonth) = day.civil
        return "\(weekdays[day.weekday - 1]), \(padded(dayOfMonth)) \(months[month - 1]) \(year) \(clock) GMT"
    }

    /// Reads the one form that is still written; nil for everything else, which a server then ignores.
    static func seconds(_ text: String) -> Int64? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]), let year = Int(parts[3]),
            let month = months.firstIndex(where: { $0 == parts[2] }),
            let date = Day(year: year, month: month + 1, day: day)
        else { return nil }
        let clock = parts[4].split(separator: ":").compactMap { Int($0) }
        guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]), (0...60).contains(clock[2])
        else { return nil }
        return Int64(date.number) * 86_400 + Int64(clock[0] * 3600 + clock[1] * 60 + clock[2])
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
