extension Pool {
    /// Runs the closure in one transaction, and again as a whole where the server broke it off because of others.
    ///
    /// On a serialization failure (40001) or a deadlock (40P01), in the closure or at COMMIT, everything is rolled back
    /// and the closure runs again after a short random pause, at most `retries` times more. So the closure must not
    /// have effects outside the database that may not happen twice. The transaction must not escape the closure.
    /// - Parameter preamble: statements right behind BEGIN, such as the one that tells the server who the user is.
    /// - Throws: what the closure throws, as it is; `TransactionFailure` where BEGIN, the preamble, COMMIT or ROLLBACK
    ///   failed; `PoolFailure`; `CancellationError`.
    @discardableResult
    public nonisolated(nonsending) func withTransaction<T>(
        isolation: IsolationLevel = .readCommitted, access: AccessMode = .readWrite, retries: Int = 3,
        preamble: [SQL] = [], _ body: nonisolated(nonsending) (Transaction) async throws -> T
    ) async throws -> T {
        var attempt = 0
        while true {
            let outcome = try await withConnection { connection in
                try await connection.attemptTransaction(
                    isolation: isolation, access: access, preamble: preamble, body)
            }
            if case .failed(_, isRetryable: true) = outcome, attempt < retries {
                attempt += 1
                try await Task.sleep(for: Self.pause(beforeRetry: attempt))
                continue
            }
            return try outcome.get()
        }
    }

    /// A random pause of up to 5 ms, doubled with each retry, so that those who met once do not meet again.
    private static func pause(beforeRetry attempt: Int) -> Duration {
        .microseconds(Int64.random(in: 500...5_000) << min(attempt - 1, 6))
    }
}
