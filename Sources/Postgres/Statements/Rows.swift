import CLibPQ

/// The rows of one result, all of them on this side of the connection.
///
/// The memory belongs to this object and is freed with the last reference to it, so rows may be kept beyond the
/// connection; values are decoded when they are asked for.
///
/// `@unchecked Sendable`: the result is never changed after it has been made here, and libpq allows any number of
/// threads to read one; it is freed once, in deinit.
public final class Rows: @unchecked Sendable {
    let result: OpaquePointer
    /// The statement's name for the errors of decoding.
    let statement: String?
    private let columnIndex: [String: Int]

    public let columns: [String]
    public let count: Int

    /// Takes over the result.
    init(taking result: OpaquePointer, statement: String?) {
        self.result = result
        self.statement = statement
        count = Int(PQntuples(result))
        columns = (0..<PQnfields(result)).map { String(cString: PQfname(result, $0)) }
        // Of columns with one name the first is meant, as in libpq.
        columnIndex = Dictionary(zip(columns, columns.indices), uniquingKeysWith: { first, _ in first })
    }

    deinit {
        PQclear(result)
    }

    /// How many rows the statement inserted, changed, deleted or returned.
    public var affected: Int {
        Int(String(cString: PQcmdTuples(result))) ?? 0
    }

    /// What the server says it did, such as `INSERT 0 5` or `COMMIT`.
    var tag: String {
        String(cString: PQcmdStatus(result))
    }

    func index(of column: String) -> Int? {
        columnIndex[column]
    }

    func type(of column: Int) -> PostgresType {
        PostgresType(rawValue: PQftype(result, Int32(column)))
    }

    func cell(row: Int, column: Int) -> PostgresCell? {
        let (row, column) = (Int32(row), Int32(column))
        if PQgetisnull(result, row, column) == 1 { return nil }
        let length = Int(PQgetlength(result, row, column))
        return PostgresCell(
            type: PostgresType(rawValue: PQftype(result, column)),
            bytes: UnsafeRawBufferPointer(start: PQgetvalue(result, row, column), count: length))
    }
}

extension Rows: RandomAccessCollection {
    public var startIndex: Int { 0 }
    public var endIndex: Int { count }

    public subscript(position: Int) -> Row {
        precondition((0..<count).contains(position), "no row at this index")
        return Row(rows: self, index: position)
    }
}

extension Rows {
    /// The one row of a result that must have exactly one.
    /// - Throws: `RowCountFailure` where it has none or several.
    public func one() throws -> Row {
        guard count == 1 else { throw RowCountFailure(statement: statement, count: count) }
        return self[0]
    }

    /// The row of a result that may have none.
    /// - Throws: `RowCountFailure` where it has several.
    public func oneOrNone() throws -> Row? {
        guard count <= 1 else { throw RowCountFailure(statement: statement, count: count) }
        return first
    }
}

/// A result had another number of rows than its reader counts on.
public struct RowCountFailure: Error, Hashable, Sendable, CustomStringConvertible {
    public let statement: String?
    public let count: Int

    public var description: String {
        "the statement \(statement ?? "without a name") gave \(count) rows where one was expected"
    }
}
