import Buddelverein
import Postgres

/// Remembers requests by a key of their sender, so that one that is sent twice is done once.
public struct IdempotencyStore: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// What a key stands for.
    public enum Claim: Sendable, Hashable {
        /// It is new, and this transaction's alone until it ends.
        case fresh
        /// The same request was answered before.
        case answered(String)
        /// Another request bears the key.
        case taken
    }

    /// Takes the key, or waits for the transaction that has it; the first lock in the order.
    public func claim(_ key: String, fingerprint: [UInt8], userID: Int64) async throws -> Claim {
        try await session.execute(
            SQL(
                name: "forget idempotency keys",
                "delete from buddel.idempotency_keys where user_id = \(userID) and expires_at < now()"))
        let added = try await session.execute(
            SQL(
                name: "insert idempotency key",
                """
                insert into buddel.idempotency_keys (user_id, key, fingerprint, expires_at)
                values (\(userID), \(key), \(fingerprint), now() + interval '30 days')
                on conflict (user_id, key) do nothing
                """))
        if added == 1 { return .fresh }
        let row = try await session.query(
            SQL(
                name: "fetch idempotency key",
                """
                select fingerprint, outcome from buddel.idempotency_keys
                where user_id = \(userID) and key = \(key) for update
                """)
        ).one()
        guard try row.decode("fingerprint", as: [UInt8].self) == fingerprint,
            let outcome = try row.decode("outcome", as: PostgresJSON?.self)
        else { return .taken }
        return .answered(outcome.text)
    }

    /// Keeps the answer of a fresh key, in the same transaction.
    public func remember(_ outcome: String, key: String, userID: Int64) async throws {
        try await session.execute(
            SQL(
                name: "remember outcome",
                """
                update buddel.idempotency_keys set outcome = \(PostgresJSON(outcome))
                where user_id = \(userID) and key = \(key)
                """))
    }
}
