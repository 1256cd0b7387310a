/// A moment, as `timestamptz` stores it; a `timestamp` is read as if it were in UTC.
public struct PostgresTimestamp: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Microseconds since 2000-01-01T00:00:00Z.
    public let microseconds: Int64

    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// The moment so many microseconds after 1970-01-01T00:00:00Z.
    public init(microsecondsSince1970: Int64) {
        microseconds = microsecondsSince1970 - Self.unixEpoch
    }

    /// The moment so many seconds after 1970-01-01T00:00:00Z.
    public init(secondsSince1970: Int64) {
        self.init(microsecondsSince1970: secondsSince1970 * 1_000_000)
    }

    public var microsecondsSince1970: Int64 { microseconds + Self.unixEpoch }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    public var secondsSince1970: Int64 {
        microsecondsSince1970.flooredDivision(by: 1_000_000).quotient
    }

    public static let infinity = PostgresTimestamp(microseconds: .max)
    public static let negativeInfinity = PostgresTimestamp(microseconds: .min)

    public static func < (left: PostgresTimestamp, right: PostgresTimestamp) -> Bool {
        left.microseconds < right.microseconds
    }

    /// ISO 8601 in UTC with as many digits as the fraction needs, such as `2026-05-31T12:00:00Z`.
    public var description: String {
        if self == .infinity { return "infinity" }
        if self == .negativeInfinity { return "-infinity" }
        let (day, rest) = microseconds.flooredDivision(by: 86_400_000_000)
        let (second, fraction) = rest.quotientAndRemainder(dividingBy: 1_000_000)
        let clock = [second / 3600, second / 60 % 60, second % 60].map { PostgresDate.padded(Int($0), 2) }
        var text = "\(PostgresDate(days: Int32(clamping: day)))T\(clock.joined(separator: ":"))"
        if fraction != 0 {
            var digits = PostgresDate.padded(Int(fraction), 6)
            while digits.hasSuffix("0") { digits.removeLast() }
            text += "." + digits
        }
        return text + "Z"
    }

    /// Microseconds from 1970-01-01 to 2000-01-01.
    private static let unixEpoch: Int64 = 946_684_800_000_000
}

extension PostgresTimestamp: PostgresEncodable, PostgresDecodable {
    public static var postgresType: PostgresType { .timestamptz }
    public func encode(postgres bytes: inout [UInt8]) { bytes.append(bigEndian: microseconds) }

    public init(postgres cell: PostgresCell) throws {
        guard cell.type == .timestamptz || cell.type == .timestamp else { throw PostgresCell.Mismatch.type }
        microseconds = try cell.integer(Int64.self)
    }
}

extension Int64 {
    /// Division that rounds down, also below zero.
    func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
