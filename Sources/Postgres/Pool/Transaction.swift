import Synchronization

/// A transaction that is open; usable only within the closure that it was given to.
///
/// After the closure every call throws `PostgresError` with `SQLState.misuse`.
public final class Transaction: PostgresSession {
    private struct State {
        var isOpen = true
        var savepoints = 0
        /// The last serialization failure or deadlock, even if the body turned it into an error of its own.
        var retryable: PostgresError?
    }

    private let connection: PostgresConnection
    private let epoch: Int
    private let state = Mutex(State())

    init(connection: PostgresConnection, epoch: Int) {
        self.connection = connection
        self.epoch = epoch
    }

    @discardableResult
    public func query(_ sql: SQL) async throws -> Rows {
        try await run { try await self.connection.query(sql, epoch: self.epoch) }
    }

    public func executeScript(_ text: String, name: String?) async throws {
        try await run { try await self.connection.executeScript(text, name: name, epoch: self.epoch) }
    }

    @discardableResult
    public nonisolated(nonsending) func copyIn(
        _ sql: SQL, _ body: nonisolated(nonsending) (CopyWriter) async throws -> Void
    ) async throws -> Int {
        try await run { try await self.connection.copyIn(sql, epoch: self.epoch, body) }
    }

    public nonisolated(nonsending) func copyOut<T>(
        _ sql: SQL, _ body: nonisolated(nonsending) (CopyReader) async throws -> T
    ) async throws -> T {
        try await run { try await self.connection.copyOut(sql, epoch: self.epoch, body) }
    }

    /// Runs the closure under a savepoint: where it throws, what it did is undone and the transaction goes on.
    ///
    /// Savepoints nest. The closure's error is thrown again after the undoing.
    @discardableResult
    public nonisolated(nonsending) func savepoint<T>(
        _ body: nonisolated(nonsending) () async throws -> T
    ) async throws -> T {
        let number = state.withLock { state in
            state.savepoints += 1
            return state.savepoints
        }
        let name = "savepoint_\(number)"
        try await query("savepoint \(identifier: name)")
        do {
            let result = try await body()
            try await query("release savepoint \(identifier: name)")
            return result
        } catch {
            // A cancelled task still has to leave the transaction as the caller expects it.
            _ = try await connection.queryIgnoringCancellation(
                "rollback to savepoint \(identifier: name)", epoch: epoch)
            _ = try await connection.queryIgnoringCancellation(
                "release savepoint \(identifier: name)", epoch: epoch)
            throw error
        }
    }

    func end() {
        state.withLock { $0.isOpen = false }
    }

    /// The error after which the whole transaction may be tried again.
    var retryable: PostgresError? {
        state.withLock { $0.retryable }
    }

    private nonisolated(nonsending) func run<T>(
        _ body: nonisolated(nonsending) () async throws -> T
    ) async throws -> T {
        guard state.withLock({ $0.isOpen }) else {
            throw PostgresError.misuse("the transaction has ended; it may be used only within its closure")
        }
        do {
            return try await body()
        } catch let error as PostgresError where error.sqlState.isRetryable {
            state.withLock { $0.retryable = error }
            throw error
        }
    }
}
