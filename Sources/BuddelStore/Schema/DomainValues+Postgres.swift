import Buddelverein
import Postgres

// Quantities of the domain as columns: whole numbers, dates and keys, never floating point.

extension Money: PostgresEncodable, PostgresDecodable {
    public static var postgresType: PostgresType { .int8 }
    public func encode(postgres bytes: inout [UInt8]) { cents.encode(postgres: &bytes) }
    public init(postgres cell: PostgresCell) throws { self.init(cents: try Int64(postgres: cell)) }
}

extension Minutes: PostgresEncodable, PostgresDecodable {
    public static var postgresType: PostgresType { .int8 }
    public func encode(postgres bytes: inout [UInt8]) { units.encode(postgres: &bytes) }
    public init(postgres cell: PostgresCell) throws { self.init(units: try Int64(postgres: cell)) }
}

extension Centimetres: PostgresEncodable, PostgresDecodable {
    public static var postgresType: PostgresType { .int8 }
    public func encode(postgres bytes: inout [UInt8]) { units.encode(postgres: &bytes) }
    public init(postgres cell: PostgresCell) throws { self.init(units: try Int64(postgres: cell)) }
}

extension HourlyRate: PostgresEncodable, PostgresDecodable {
    public static var postgresType: PostgresType { .int8 }
    public func encode(postgres bytes: inout [UInt8]) { units.encode(postgres: &bytes) }
    public init(postgres cell: PostgresCell) throws { self.init(units: try Int64(postgres: cell)) }
}

extension BasisPoints: PostgresEncodable, PostgresDecodable {
    public static var postgresType: PostgresType { .int4 }
    public func encode(postgres bytes: inout [UInt8]) { Int32(clamping: units).encode(postgres: &bytes) }
    public init(postgres cell: PostgresCell) throws { self.init(units: try Int64(postgres: cell)) }
}

extension Day: PostgresEncodable, PostgresDecodable {
    /// Days from 1970-01-01, where `Day` starts, to 2000-01-01, where PostgreSQL's date starts.
    private static let postgresEpoch = 10_957

    public static var postgresType: PostgresType { .date }
    public func encode(postgres bytes: inout [UInt8]) {
        PostgresDate(days: Int32(number - Day.postgresEpoch)).encode(postgres: &bytes)
    }
    public init(postgres cell: PostgresCell) throws {
        self.init(number: Int(try PostgresDate(postgres: cell).days) + Day.postgresEpoch)
    }
}

extension Ags: PostgresEncodable, PostgresDecodable {
    public static var postgresType: PostgresType { .text }
    public func encode(postgres bytes: inout [UInt8]) { description.encode(postgres: &bytes) }
    public init(postgres cell: PostgresCell) throws { try self.init(parsing: String(postgres: cell)) }
}

extension Identifier: PostgresArrayEncodable, PostgresEncodable, PostgresArrayDecodable, PostgresDecodable {
    public static var postgresType: PostgresType { .int8 }
    public func encode(postgres bytes: inout [UInt8]) { rawValue.encode(postgres: &bytes) }
    public init(postgres cell: PostgresCell) throws { self.init(rawValue: try Int64(postgres: cell)) }
}
