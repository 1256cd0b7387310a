import Postgres

/// The lock under which members, helpers and connections of an association get their numbers.
public struct NumberingLock: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// Waits until nobody else adds such a thing to the association, until the end of the transaction
    /// (docs/internals/locks.md).
    ///
    /// Whoever adds one takes it, with a number of his own too, and reads only then which numbers there are: so two
    /// sessions never get the same, and none is refused for a number it did not choose.
    public func take(associationID: Int64) async throws {
        try await session.query(
            SQL(
                name: "lock numbering",
                "select pg_advisory_xact_lock(hashtextextended('numbering', \(associationID)))"))
    }
}
