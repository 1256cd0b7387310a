/// What runs statements: a connection, or a transaction on one.
public protocol PostgresSession: Sendable {
    /// Runs a statement and gives its rows.
    /// - Throws: `PostgresError`; `CancellationError` where the task is cancelled, after the server has ended the query.
    @discardableResult
    func query(_ sql: SQL) async throws -> Rows

    /// Runs a text of several statements without values, such as a migration.
    func executeScript(_ text: String, name: String?) async throws

    /// Runs `copy … from stdin` and feeds it what the closure writes; the writer must not escape the closure.
    ///
    /// A throwing closure, or a cancelled task, ends the COPY as failed: no row of it stays.
    /// - Returns: how many rows were copied.
    @discardableResult
    nonisolated(nonsending) func copyIn(
        _ sql: SQL, _ body: nonisolated(nonsending) (CopyWriter) async throws -> Void
    ) async throws -> Int

    /// Runs `copy … to stdout`; the reader gives chunks of whole rows and must not escape the closure.
    ///
    /// A closure that returns before the end is allowed: the server is told to stop.
    nonisolated(nonsending) func copyOut<T>(
        _ sql: SQL, _ body: nonisolated(nonsending) (CopyReader) async throws -> T
    ) async throws -> T
}

extension PostgresSession {
    /// Runs a statement.
    /// - Returns: how many rows it inserted, changed, deleted or returned.
    @discardableResult
    public func execute(_ sql: SQL) async throws -> Int {
        try await query(sql).affected
    }

    /// Runs a text of several statements without a name.
    public func executeScript(_ text: String) async throws {
        try await executeScript(text, name: nil)
    }
}
