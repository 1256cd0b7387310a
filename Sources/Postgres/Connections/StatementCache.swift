import CLibPQ

/// The statements that are prepared on one opening of a connection.
///
/// A statement is prepared when it is used a second time; the cache is bounded, and the one not used for longest goes.
/// After a reconnect it is empty and fills again.
struct StatementCache {
    private struct Entry {
        /// nil until the second use.
        var name: String?
        var lastUse: Int
    }

    private var entries: [BoundStatement.Key: Entry] = [:]
    private var uses = 0
    private var names = 0
    private let capacity = 256

    /// The name of the prepared statement; nil where this one is sent with its text.
    mutating func name(for statement: BoundStatement, on link: OpaquePointer, enabled: Bool) throws -> String? {
        guard enabled else { return nil }
        let key = statement.key
        uses += 1
        guard var entry = entries[key] else {
            if entries.count >= capacity { evict(on: link) }
            entries[key] = Entry(name: nil, lastUse: uses)
            return nil
        }
        entry.lastUse = uses
        if entry.name == nil {
            let isUtility = PQtransactionStatus(link) == PQTRANS_INERROR
            // In a failed transaction nothing can be prepared, but rollback must pass.
            if isUtility { return nil }
            names += 1
            let name = "s\(names)"
            let result = PQprepare(link, name, statement.text, Int32(statement.types.count), statement.types)
            defer { PQclear(result) }
            guard PQresultStatus(result) == PGRES_COMMAND_OK else {
                throw PostgresError(result: result, connection: link, statement: statement.name)
            }
            entry.name = name
        } else if PQtransactionStatus(link) == PQTRANS_INERROR {
            return nil
        }
        entries[key] = entry
        return entry.name
    }

    mutating func forget(_ statement: BoundStatement) {
        entries[statement.key] = nil
    }

    mutating func forgetAll() {
        entries = [:]
    }

    private mutating func evict(on link: OpaquePointer) {
        guard PQtransactionStatus(link) != PQTRANS_INERROR,
            let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse })
        else { return }
        if let name = oldest.value.name {
            PQclear(PQexec(link, "deallocate \(name)"))
        }
        entries[oldest.key] = nil
    }

    /// True for the errors that a prepared statement alone can have.
    static func isOutdated(_ error: any Error) -> Bool {
        guard let error = error as? PostgresError else { return false }
        return error.sqlState == .invalidStatementName
            || error.sqlState == .featureNotSupported && error.function == "RevalidateCachedQuery"
    }
}
