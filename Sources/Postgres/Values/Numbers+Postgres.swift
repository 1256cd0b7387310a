// Integers read from every integer type and from a numeric without a fraction (a sum of bigint is numeric); a value
// that does not fit is an error and never cut.

extension PostgresCell {
    /// The value as 64-bit integer.
    fileprivate func widened() throws -> Int64 {
        switch type {
        case .int8: return try integer(Int64.self)
        case .int4: return Int64(try integer(Int32.self))
        case .int2: return Int64(try integer(Int16.self))
        case .oid: return Int64(try integer(UInt32.self))
        case .numeric: return try PostgresNumeric(bytes: bytes).integer()
        default: throw Mismatch.type
        }
    }

    fileprivate func narrowed<T: FixedWidthInteger>(_ type: T.Type) throws -> T {
        guard let value = T(exactly: try widened()) else { throw Mismatch.range }
        return value
    }
}

extension Int16: PostgresEncodable, PostgresDecodable {
    public static var postgresType: PostgresType { .int2 }
    public func encode(postgres bytes: inout [UInt8]) { bytes.append(bigEndian: self) }
    public init(postgres cell: PostgresCell) throws { self = try cell.narrowed(Int16.self) }
}

extension Int32: PostgresEncodable, PostgresDecodable {
    public static var postgresType: PostgresType { .int4 }
    public func encode(postgres bytes: inout [UInt8]) { bytes.append(bigEndian: self) }
    public init(postgres cell: PostgresCell) throws { self = try cell.narrowed(Int32.self) }
}

extension Int64: PostgresEncodable, PostgresDecodable {
    public static var postgresType: PostgresType { .int8 }
    public func encode(postgres bytes: inout [UInt8]) { bytes.append(bigEndian: self) }
    public init(postgres cell: PostgresCell) throws { self = try cell.widened() }
}

extension Int: PostgresEncodable, PostgresDecodable {
    public static var postgresType: PostgresType { .int8 }
    public func encode(postgres bytes: inout [UInt8]) { bytes.append(bigEndian: Int64(self)) }
    public init(postgres cell: PostgresCell) throws { self = try cell.narrowed(Int.self) }
}

extension Bool: PostgresEncodable, PostgresDecodable {
    public static var postgresType: PostgresType { .bool }
    public func encode(postgres bytes: inout [UInt8]) { bytes.append(self ? 1 : 0) }

    public init(postgres cell: PostgresCell) throws {
        guard cell.type == .bool else { throw PostgresCell.Mismatch.type }
        self = try cell.integer(UInt8.self) != 0
    }
}

extension Double: PostgresEncodable, PostgresDecodable {
    public static var postgresType: PostgresType { .float8 }
    public func encode(postgres bytes: inout [UInt8]) { bytes.append(bigEndian: bitPattern) }

    public init(postgres cell: PostgresCell) throws {
        switch cell.type {
        case .float8: self = Double(bitPattern: try cell.integer(UInt64.self))
        case .float4: self = Double(Float(bitPattern: try cell.integer(UInt32.self)))
        default: throw PostgresCell.Mismatch.type
        }
    }
}
