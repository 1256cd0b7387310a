/// A value that can be bound to a parameter of a statement.
///
/// Conform a type of your own by giving `postgresType` and `encode(postgres:)`; an enum with a raw value that is
/// encodable needs no more than the name of the protocol. The bytes are the binary format of `postgresType`.
public protocol PostgresEncodable: PostgresArrayEncodable {
    /// The type the parameter is declared with.
    static var postgresType: PostgresType { get }

    /// True where the value is SQL's null; then `encode(postgres:)` is not called.
    var isPostgresNull: Bool { get }

    /// Appends the value in the binary format of `postgresType`, without a length in front.
    func encode(postgres bytes: inout [UInt8])
}

extension PostgresEncodable {
    public var isPostgresNull: Bool { false }
}

/// The element of an array that can be bound.
///
/// Every `PostgresEncodable` is one. The protocol exists apart because an array of `UInt8` is no array for
/// PostgreSQL but one `bytea`.
public protocol PostgresArrayEncodable: Sendable {
    /// The type of a whole array of this element.
    static var postgresArrayType: PostgresType { get }

    /// Appends the whole array in binary format.
    static func encode(postgresArray elements: [Self], into bytes: inout [UInt8])
}

extension PostgresEncodable {
    public static var postgresArrayType: PostgresType { postgresType.array }

    public static func encode(postgresArray elements: [Self], into bytes: inout [UInt8]) {
        let isEmpty = elements.isEmpty
        bytes.append(bigEndian: Int32(isEmpty ? 0 : 1))
        bytes.append(bigEndian: Int32(elements.contains(where: \.isPostgresNull) ? 1 : 0))
        bytes.append(bigEndian: postgresType.rawValue)
        if isEmpty { return }
        bytes.append(bigEndian: Int32(elements.count))
        bytes.append(bigEndian: Int32(1))
        for element in elements {
            bytes.append(cell: element)
        }
    }
}

extension Array: PostgresArrayEncodable where Element: PostgresArrayEncodable {}

extension Array: PostgresEncodable where Element: PostgresArrayEncodable {
    public static var postgresType: PostgresType { Element.postgresArrayType }

    public func encode(postgres bytes: inout [UInt8]) {
        Element.encode(postgresArray: self, into: &bytes)
    }
}

extension UInt8: PostgresArrayEncodable {
    public static var postgresArrayType: PostgresType { .bytea }

    public static func encode(postgresArray elements: [UInt8], into bytes: inout [UInt8]) {
        bytes.append(contentsOf: elements)
    }
}

extension Optional: PostgresArrayEncodable where Wrapped: PostgresEncodable {}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
    public static var postgresType: PostgresType { Wrapped.postgresType }

    public var isPostgresNull: Bool {
        switch self {
        case .none: true
        case .some(let wrapped): wrapped.isPostgresNull
        }
    }

    public func encode(postgres bytes: inout [UInt8]) {
        if case .some(let wrapped) = self {
            wrapped.encode(postgres: &bytes)
        }
    }
}

extension RawRepresentable where Self: PostgresEncodable, RawValue: PostgresEncodable {
    public static var postgresType: PostgresType { RawValue.postgresType }

    public func encode(postgres bytes: inout [UInt8]) {
        rawValue.encode(postgres: &bytes)
    }
}

extension [UInt8] {
    /// Appends an integer in network byte order.
    mutating func append(bigEndian value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }

    /// Appends a value with its length in front, as arrays and COPY want it; -1 is null.
    mutating func append(cell value: some PostgresEncodable) {
        if value.isPostgresNull {
            append(bigEndian: Int32(-1))
            return
        }
        let start = count
        append(bigEndian: Int32(0))
        value.encode(postgres: &self)
        let length = Int32(count - start - 4)
        Swift.withUnsafeBytes(of: length.bigEndian) { source in
            for offset in 0..<4 {
                self[start + offset] = source[offset]
            }
        }
    }
}
