/// One value of a result as it came from the server, in binary format.
///
/// The bytes belong to the result and may be read only until `init(postgres:)` returns.
public struct PostgresCell {
    public let type: PostgresType
    public let bytes: UnsafeRawBufferPointer

    /// Why a value can't become the type that was asked for; the row adds the column to it.
    public enum Mismatch: Error, Hashable, Sendable {
        /// The value is null and the type is not optional.
        case null
        /// The column's type is none that the wanted type reads.
        case type
        /// The value does not fit into the wanted type.
        case range
        /// The bytes or the text are none of the wanted type's values.
        case value
    }

    /// The integer that the bytes are in network byte order.
    /// - Throws: `Mismatch.value` where the length is another.
    public func integer<T: FixedWidthInteger>(_ type: T.Type = T.self) throws -> T {
        guard bytes.count == MemoryLayout<T>.size else { throw Mismatch.value }
        return T(bigEndian: bytes.loadUnaligned(as: T.self))
    }
}

/// A value that can be read from a column of a result.
public protocol PostgresDecodable: PostgresArrayDecodable {
    /// Reads a value that is not null.
    /// - Throws: `PostgresCell.Mismatch`.
    init(postgres cell: PostgresCell) throws

    /// Reads a value that may be null (`nil`); only optionals have an answer to null.
    static func decode(postgres cell: PostgresCell?) throws -> Self
}

extension PostgresDecodable {
    public static func decode(postgres cell: PostgresCell?) throws -> Self {
        guard let cell else { throw PostgresCell.Mismatch.null }
        return try Self(postgres: cell)
    }
}

/// The element of an array that can be read; see `PostgresArrayEncodable`.
public protocol PostgresArrayDecodable {
    static func decode(postgresArray cell: PostgresCell) throws -> [Self]
}

extension PostgresDecodable {
    /// Reads an array of one dimension.
    /// - Throws: `PostgresCell.Mismatch`; an array of several dimensions is a mismatch of type.
    public static func decode(postgresArray cell: PostgresCell) throws -> [Self] {
        let bytes = cell.bytes
        guard bytes.count >= 12 else { throw PostgresCell.Mismatch.type }
        let dimensions = bytes.bigEndian(at: 0)
        if dimensions == 0 { return [] }
        guard dimensions == 1, bytes.count >= 20 else { throw PostgresCell.Mismatch.type }
        let element = PostgresType(rawValue: UInt32(bitPattern: bytes.bigEndian(at: 8)))
        let count = Int(bytes.bigEndian(at: 12))
        // Each element has at least its length of four bytes, so a wrong count can't make us reserve the memory.
        guard count >= 0, count <= bytes.count / 4 else { throw PostgresCell.Mismatch.value }
        var result: [Self] = []
        result.reserveCapacity(count)
        var offset = 20
        for _ in 0..<count {
            guard offset + 4 <= bytes.count else { throw PostgresCell.Mismatch.value }
            let length = Int(bytes.bigEndian(at: offset))
            offset += 4
            if length < 0 {
                result.append(try decode(postgres: nil))
                continue
            }
            guard offset + length <= bytes.count else { throw PostgresCell.Mismatch.value }
            let part = UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + length])
            result.append(try decode(postgres: PostgresCell(type: element, bytes: part)))
            offset += length
        }
        return result
    }
}

extension Array: PostgresArrayDecodable where Element: PostgresArrayDecodable {}

extension Array: PostgresDecodable where Element: PostgresArrayDecodable {
    public init(postgres cell: PostgresCell) throws {
        self = try Element.decode(postgresArray: cell)
    }
}

extension UInt8: PostgresArrayDecodable {
    public static func decode(postgresArray cell: PostgresCell) throws -> [UInt8] {
        // A type of an extension is taken as it is: PostGIS sends its geometry as EWKB.
        guard cell.type == .bytea || cell.type.isUserDefined else { throw PostgresCell.Mismatch.type }
        return Array(cell.bytes)
    }
}

extension Optional: PostgresArrayDecodable where Wrapped: PostgresDecodable {}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    public init(postgres cell: PostgresCell) throws {
        self = try Wrapped(postgres: cell)
    }

    public static func decode(postgres cell: PostgresCell?) throws -> Wrapped? {
        guard let cell else { return nil }
        return try Wrapped.decode(postgres: cell)
    }
}

extension RawRepresentable where Self: PostgresDecodable, RawValue: PostgresDecodable {
    public init(postgres cell: PostgresCell) throws {
        guard let value = Self(rawValue: try RawValue(postgres: cell)) else { throw PostgresCell.Mismatch.value }
        self = value
    }
}

extension UnsafeRawBufferPointer {
    /// The four bytes at an offset as an integer in network byte order.
    func bigEndian(at offset: Int) -> Int32 {
        Int32(bigEndian: loadUnaligned(fromByteOffset: offset, as: Int32.self))
    }

    /// The two bytes at an offset as an integer in network byte order.
    func bigEndian16(at offset: Int) -> Int16 {
        Int16(bigEndian: loadUnaligned(fromByteOffset: offset, as: Int16.self))
    }
}
