import Postgres

/// The constraints that the database checks at the end of a transaction.
public enum DeferredConstraints {
    /// Checks them now, so that what they refuse can still be told apart from other faults, or undone by a savepoint.
    public static func check(_ session: any PostgresSession) async throws {
        try await session.execute(SQL(name: "check deferred constraints", "set constraints all immediate"))
    }
}
