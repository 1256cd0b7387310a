import CLibPQ

/// An error of the server or of the connection to it.
///
/// `description` is bland on purpose: it names the state, the statement and the object of the schema, and may go into
/// any log. Message and detail of the server can hold values of rows; they are shown by `debugDescription` alone.
public struct PostgresError: Error, Hashable, Sendable {
    public var sqlState: SQLState
    /// The server's sentence. May hold values.
    public var message: String
    /// May hold values, such as the key that exists already.
    public var detail: String?
    public var hint: String?
    public var schema: String?
    public var table: String?
    public var column: String?
    public var constraint: String?
    /// Where in the text of the statement, counted in characters from 1.
    public var position: Int?
    /// The call stack in the server's functions.
    public var context: String?
    /// The name of the statement that failed, where it has one.
    public var statement: String?
    /// The function of the server's source that raised it.
    var function: String?

    public init(_ sqlState: SQLState, _ message: String, statement: String? = nil) {
        self.sqlState = sqlState
        self.message = message
        self.statement = statement
    }

    static func misuse(_ message: String) -> PostgresError {
        PostgresError(.misuse, message)
    }

    /// Reads the fields of a failed result; one without a state tells of a lost connection.
    init(result: OpaquePointer?, connection: OpaquePointer?, statement: String?) {
        func field(_ code: Int) -> String? {
            guard let result, let text = PQresultErrorField(result, Int32(code)) else { return nil }
            return String(cString: text)
        }
        let fallback = connection.map { String(cString: PQerrorMessage($0)) } ?? ""
        let lost = connection.map { PQstatus($0) == CONNECTION_BAD } ?? true
        let state = field(BUDDEL_DIAG_SQLSTATE).map(SQLState.init(rawValue:))
        self.init(
            state ?? (lost ? .connectionFailure : .connectionException),
            field(BUDDEL_DIAG_MESSAGE) ?? fallback.trimmingNewlines(), statement: statement)
        detail = field(BUDDEL_DIAG_DETAIL)
        hint = field(BUDDEL_DIAG_HINT)
        schema = field(BUDDEL_DIAG_SCHEMA)
        table = field(BUDDEL_DIAG_TABLE)
        column = field(BUDDEL_DIAG_COLUMN)
        constraint = field(BUDDEL_DIAG_CONSTRAINT)
        position = field(BUDDEL_DIAG_POSITION).flatMap { Int($0) }
        context = field(BUDDEL_DIAG_CONTEXT)
        function = field(BUDDEL_DIAG_FUNCTION)
    }
}

extension PostgresError: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String {
        var parts = ["SQLSTATE \(sqlState)"]
        if let statement { parts.append("statement \(statement)") }
        if let table { parts.append("table \(table)") }
        if let column { parts.append("column \(column)") }
        if let constraint { parts.append("constraint \(constraint)") }
        return "PostgresError(\(parts.joined(separator: ", ")))"
    }

    public var debugDescription: String {
        var text = description + ": " + message
        if let detail { text += "\n  detail: \(detail)" }
        if let hint { text += "\n  hint: \(hint)" }
        if let position { text += "\n  position: \(position)" }
        if let context { text += "\n  context: \(context)" }
        return text
    }
}

extension StringProtocol where SubSequence == Substring {
    /// The text without the line breaks and spaces at its ends.
    func trimmingNewlines() -> String {
        var text = self[...]
        while text.last?.isWhitespace == true { text.removeLast() }
        while text.first?.isWhitespace == true { text.removeFirst() }
        return String(text)
    }
}
