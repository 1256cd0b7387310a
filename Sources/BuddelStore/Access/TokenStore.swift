import Postgres

/// Sessions and script tokens of a user; what they are is never read back, only what they are for.
public struct TokenStore: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// A token without its secret.
    public struct Entry: Sendable, Hashable {
        public var id: Int64
        public var label: String
        public var createdAt: PostgresTimestamp
        public var expiresAt: PostgresTimestamp
        public var revokedAt: PostgresTimestamp?
    }

    /// The tokens of a user, the newest first.
    public func list(userID: Int64) async throws -> [Entry] {
        try await session.query(
            SQL(
                name: "list tokens",
                """
                select id, label, created_at, expires_at, revoked_at from buddel.access_tokens
                where user_id = \(userID) order by id desc
                """)
        ).map {
            Entry(
                id: try $0.decode("id"), label: try $0.decode("label"), createdAt: try $0.decode("created_at"),
                expiresAt: try $0.decode("expires_at"), revokedAt: try $0.decode("revoked_at"))
        }
    }

    /// Revokes one token of a user, or all for nil; returns how many were alive until now.
    public func revoke(id: Int64?, userID: Int64, at moment: PostgresTimestamp) async throws -> Int {
        try await session.execute(
            SQL(
                name: "revoke tokens",
                """
                update buddel.access_tokens set revoked_at = \(moment)
                where user_id = \(userID) and revoked_at is null and expires_at > \(moment)
                    and (\(id)::bigint is null or id = \(id))
                """))
    }
}
