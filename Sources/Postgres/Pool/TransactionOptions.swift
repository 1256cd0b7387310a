/// What a transaction sees of others that run at the same time.
public enum IsolationLevel: String, Sendable, Hashable, CaseIterable {
    case readCommitted = "read committed"
    case repeatableRead = "repeatable read"
    case serializable = "serializable"
}

/// Whether a transaction may write.
public enum AccessMode: String, Sendable, Hashable, CaseIterable {
    case readWrite = "read write"
    case readOnly = "read only"
}

/// A transaction failed outside its body, or could not be rolled back after its body had failed.
///
/// An error of the body alone is thrown as it is and never wrapped.
public struct TransactionFailure: Error, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    /// BEGIN or the preamble failed; the body did not run.
    public var begin: (any Error)?
    /// What the body threw.
    public var body: (any Error)?
    /// ROLLBACK failed.
    public var rollback: (any Error)?
    /// COMMIT failed, for instance by a deferred constraint; nothing was written, unless the connection was lost.
    public var commit: (any Error)?

    private var parts: [(String, any Error)] {
        [("begin", begin), ("body", body), ("rollback", rollback), ("commit", commit)].compactMap { step, error in
            error.map { (step, $0) }
        }
    }

    public var description: String {
        "TransactionFailure(" + parts.map { "\($0.0): \($0.1)" }.joined(separator: ", ") + ")"
    }

    public var debugDescription: String {
        "TransactionFailure(" + parts.map { "\($0.0): \(String(reflecting: $0.1))" }.joined(separator: ", ") + ")"
    }

    /// The first error of the server among the steps.
    public var postgresError: PostgresError? {
        parts.lazy.compactMap { $0.1 as? PostgresError }.first
    }
}

extension PostgresError {
    /// The server's error in any error that this module throws, a failed COMMIT included; nil where there is none.
    public init?(from error: any Error) {
        if let error = error as? PostgresError {
            self = error
        } else if let error = (error as? TransactionFailure)?.postgresError {
            self = error
        } else {
            return nil
        }
    }
}
