/// One row of a result.
public struct Row: Sendable {
    let rows: Rows
    let index: Int

    /// Reads the column as a Swift value.
    /// - Throws: `DecodingFailure`, which names the column, its index, the wanted and the found type.
    public func decode<T: PostgresDecodable>(_ column: String, as type: T.Type = T.self) throws -> T {
        guard let position = rows.index(of: column) else {
            throw DecodingFailure(
                statement: rows.statement, column: column, index: nil, row: index, wanted: "\(type)", found: nil,
                reason: .noSuchColumn)
        }
        return try decode(position, as: type)
    }

    /// Reads the column at an index, counted from 0.
    /// - Throws: `DecodingFailure`.
    public func decode<T: PostgresDecodable>(_ column: Int, as type: T.Type = T.self) throws -> T {
        guard rows.columns.indices.contains(column) else {
            throw DecodingFailure(
                statement: rows.statement, column: nil, index: column, row: index, wanted: "\(type)", found: nil,
                reason: .noSuchColumn)
        }
        do {
            return try T.decode(postgres: rows.cell(row: index, column: column))
        } catch let mismatch as PostgresCell.Mismatch {
            throw DecodingFailure(
                statement: rows.statement, column: rows.columns[column], index: column, row: index,
                wanted: "\(type)", found: rows.type(of: column), reason: .init(mismatch))
        }
    }

    /// True where the column exists and is null.
    public func isNull(_ column: String) -> Bool {
        guard let position = rows.index(of: column) else { return false }
        return rows.cell(row: index, column: position) == nil
    }
}

/// A value of a result can't be read as the type that was asked for; a mistake of the program, never of its user.
public struct DecodingFailure: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Reason: String, Hashable, Sendable {
        case noSuchColumn = "there is no such column"
        case null = "the value is null"
        case type = "the types do not match"
        case range = "the value does not fit"
        case value = "the value is none of the type's"

        init(_ mismatch: PostgresCell.Mismatch) {
            self =
                switch mismatch {
                case .null: .null
                case .type: .type
                case .range: .range
                case .value: .value
                }
        }
    }

    /// The statement's name, where it has one.
    public let statement: String?
    public let column: String?
    /// The column's index, counted from 0.
    public let index: Int?
    /// The row's index, counted from 0.
    public let row: Int
    /// The Swift type that was asked for.
    public let wanted: String
    /// The type of the column.
    public let found: PostgresType?
    public let reason: Reason

    /// Names the place and the types; the value itself is not in it.
    public var description: String {
        let place = [column.map { "column \"\($0)\"" }, index.map { "index \($0)" }].compactMap { $0 }
        let type = found.map { "\($0) (OID \($0.rawValue))" } ?? "nothing"
        return
            "can't read \(place.joined(separator: ", ")) of \(statement ?? "a statement without a name"), row \(row),"
            + " as \(wanted): \(reason.rawValue); found \(type)"
    }
}
