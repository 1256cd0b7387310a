import Buddelverein

/// Where the server gets what it serves to the public; the database in a running system, a fixed value in tests.
public protocol PublicationSource: Sendable {
    /// The newest publication with all its files; nil before the first one was written.
    ///
    /// Reads schema `feed` alone. Throws a `Refusal` of kind `database` when the database is gone.
    func latest() async throws -> StoredPublication?

    /// One element for every publication that anybody writes (NOTIFY), and one after each reconnection, since a
    /// notice may have been missed in between; ends when the task that reads it is cancelled.
    func changes() -> AsyncStream<Void>

    /// Whether the database answers; never throws, never waits longer than a second or two.
    func isReady() async -> Bool
}
