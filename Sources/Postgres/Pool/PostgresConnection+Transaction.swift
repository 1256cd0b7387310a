extension PostgresConnection {
    /// Runs the closure in one transaction: COMMIT where it returns, ROLLBACK where it throws. It is not tried again;
    /// `Pool.withTransaction` does that.
    ///
    /// The closure may not use the connection beside the transaction, and the transaction may not escape the closure.
    /// - Parameter preamble: statements right behind BEGIN, such as the one that tells the server who the user is.
    /// - Throws: what the closure throws, as it is; `TransactionFailure` where BEGIN, the preamble, COMMIT or
    ///   ROLLBACK failed; `CancellationError`.
    @discardableResult
    public nonisolated(nonsending) func withTransaction<T>(
        isolation: IsolationLevel = .readCommitted, access: AccessMode = .readWrite, preamble: [SQL] = [],
        _ body: nonisolated(nonsending) (Transaction) async throws -> T
    ) async throws -> T {
        try await attemptTransaction(isolation: isolation, access: access, preamble: preamble, body).get()
    }

    /// One attempt, whose outcome says whether another one may succeed.
    nonisolated(nonsending) func attemptTransaction<T>(
        isolation: IsolationLevel, access: AccessMode, preamble: [SQL],
        _ body: nonisolated(nonsending) (Transaction) async throws -> T
    ) async throws -> TransactionOutcome<T> {
        let transaction: Transaction
        do {
            transaction = try await begin(isolation: isolation, access: access, preamble: preamble)
        } catch let error as CancellationError {
            throw error
        } catch {
            throw TransactionFailure(begin: error)
        }
        let result: T
        do {
            result = try await body(transaction)
        } catch {
            transaction.end()
            if let failure = await rollback() {
                throw TransactionFailure(body: error, rollback: failure)
            }
            let failure = PostgresError(from: error)
            // A statement that a change of the schema made outdated is prepared anew in the next attempt.
            let isRetryable = failure.map { $0.sqlState.isRetryable || StatementCache.isOutdated($0) } ?? false
            return .failed(error, isRetryable: isRetryable || transaction.retryable != nil)
        }
        transaction.end()
        do {
            try await commit()
        } catch {
            let isRetryable = PostgresError(from: error)?.sqlState.isRetryable == true
            return .failed(TransactionFailure(commit: error), isRetryable: isRetryable)
        }
        return .committed(result)
    }

    private func begin(isolation: IsolationLevel, access: AccessMode, preamble: [SQL]) async throws -> Transaction {
        if isInTransaction { throw PostgresError.misuse("a transaction is open already; use savepoint") }
        let statement = "begin isolation level \(isolation.rawValue) \(access.rawValue)"
        _ = try await query(SQL(trustedText: statement), epoch: nil)
        let transaction = Transaction(connection: self, epoch: epoch)
        do {
            for sql in preamble {
                _ = try await query(sql, epoch: epoch)
            }
        } catch {
            _ = rollback()
            throw error
        }
        return transaction
    }

    private func commit() throws {
        let rows = try queryIgnoringCancellation("commit", epoch: epoch)
        // COMMIT of a transaction in which a statement has failed is answered with ROLLBACK and no error.
        guard rows.tag == "COMMIT" else {
            throw PostgresError(.transactionRollback, "a statement of the transaction had failed, nothing was written")
        }
    }

    /// - Returns: the error where the transaction may still be open.
    private func rollback() -> (any Error)? {
        // With the connection lost the server has rolled back by itself.
        guard isInTransaction else { return nil }
        do {
            _ = try queryIgnoringCancellation("rollback", epoch: epoch)
            return nil
        } catch {
            return isInTransaction ? error : nil
        }
    }
}

/// How one attempt of a transaction ended.
enum TransactionOutcome<T> {
    case committed(T)
    case failed(any Error, isRetryable: Bool)

    func get() throws -> T {
        switch self {
        case .committed(let value): return value
        case .failed(let error, _): throw error
        }
    }
}
