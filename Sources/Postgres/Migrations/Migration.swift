/// One step of the schema; never changed once it has landed anywhere.
public struct Migration: Hashable, Sendable {
    /// Counted from 1 without gaps.
    public let number: Int
    public let name: String
    /// One or more statements; they run in one transaction and may not end it.
    public let sql: String

    public init(number: Int, name: String, sql: String) {
        self.number = number
        self.name = name
        self.sql = sql
    }
}

/// A migration as the database knows it.
public struct MigrationStatus: Hashable, Sendable {
    public enum State: Hashable, Sendable {
        case pending
        case applied(at: PostgresTimestamp)
        /// Landed with another text than the program has.
        case changed(at: PostgresTimestamp)
        /// Landed, but unknown to this program, which is older than the database.
        case unknown(at: PostgresTimestamp)
    }

    public let number: Int
    public let name: String
    public let state: State
}

/// Why migrations do not run; nothing of the refused one is written.
public enum MigrationFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Two migrations of the program have one number.
    case duplicateNumber(Int)
    /// The program's numbers have a gap here.
    case gap(missing: Int)
    /// The text of a migration that has landed is another now.
    case changed(number: Int, name: String)
    /// The database has a migration that the program does not know: the program is older.
    case unknown(number: Int, name: String)
    /// A later migration has landed, this one has not.
    case skipped(number: Int, name: String)
    /// The migration's text commits or rolls back by itself.
    case endsItsTransaction(number: Int, name: String)
    /// A statement of the migration failed; it was rolled back.
    case failed(number: Int, name: String, PostgresError)

    public var description: String {
        switch self {
        case .duplicateNumber(let number): "two migrations have the number \(number)"
        case .gap(let missing): "there is no migration with the number \(missing)"
        case .changed(let number, let name):
            "migration \(number) \(name) has landed with another text; write a new migration instead of changing it"
        case .unknown(let number, let name):
            "the database has migration \(number) \(name), which this program does not know; use a newer program"
        case .skipped(let number, let name): "migration \(number) \(name) has not landed, but a later one has"
        case .endsItsTransaction(let number, let name):
            "migration \(number) \(name) ends its transaction by itself; take commit and rollback out of it"
        case .failed(let number, let name, let error): "migration \(number) \(name) failed: \(error)"
        }
    }
}
