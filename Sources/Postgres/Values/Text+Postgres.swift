public import FoundationEssentials

extension String: PostgresEncodable, PostgresDecodable {
    public static var postgresType: PostgresType { .text }

    public func encode(postgres bytes: inout [UInt8]) {
        bytes.append(contentsOf: utf8)
    }

    /// Reads text types, enums and other types of users whose binary format is text, JSON, and numeric.
    public init(postgres cell: PostgresCell) throws {
        switch cell.type {
        case .text, .varchar, .bpchar, .name, .char, .unknown, .json:
            self = String(decoding: cell.bytes, as: UTF8.self)
        case .jsonb:
            self = try PostgresJSON(postgres: cell).text
        case .numeric:
            self = try PostgresNumeric(bytes: cell.bytes).text
        case let type where type.isUserDefined:
            guard let text = String(validating: cell.bytes, as: UTF8.self) else { throw PostgresCell.Mismatch.value }
            self = text
        default:
            throw PostgresCell.Mismatch.type
        }
    }
}

extension UUID: PostgresEncodable, PostgresDecodable {
    public static var postgresType: PostgresType { .uuid }

    public func encode(postgres bytes: inout [UInt8]) {
        withUnsafeBytes(of: uuid) { bytes.append(contentsOf: $0) }
    }

    public init(postgres cell: PostgresCell) throws {
        guard cell.type == .uuid else { throw PostgresCell.Mismatch.type }
        guard cell.bytes.count == 16 else { throw PostgresCell.Mismatch.value }
        self = UUID(uuid: cell.bytes.loadUnaligned(as: uuid_t.self))
    }
}

/// JSON as text; bound as `jsonb`, read from `jsonb` and `json`.
///
/// The text is not checked here: the server refuses what is no JSON.
public struct PostgresJSON: Hashable, Sendable, PostgresEncodable, PostgresDecodable {
    public var text: String

    public init(_ text: String) {
        self.text = text
    }

    public static var postgresType: PostgresType { .jsonb }

    public func encode(postgres bytes: inout [UInt8]) {
        bytes.append(Self.version)
        bytes.append(contentsOf: text.utf8)
    }

    public init(postgres cell: PostgresCell) throws {
        switch cell.type {
        case .json:
            text = String(decoding: cell.bytes, as: UTF8.self)
        case .jsonb:
            guard cell.bytes.first == Self.version else { throw PostgresCell.Mismatch.value }
            text = String(decoding: cell.bytes.dropFirst(), as: UTF8.self)
        default:
            throw PostgresCell.Mismatch.type
        }
    }

    /// The byte in front of a `jsonb` in binary format.
    private static let version: UInt8 = 1
}
