import Buddelverein
import Postgres

/// Sessions and script tokens of a user; what they are is never read back, only what they are for.
public struct TokenStore: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// A token without its secret.
    public struct Entry: Sendable, Hashable {
        public var id: Int64
        public var label: String
        public var access: AccessLevel
        /// The one association it reaches; nil: no such limit.
        public var association: String?
        /// The one municipality whose roles it gives; nil: no such limit.
        public var ags: Ags?
        public var passedSecondFactor: Bool
        public var createdAt: PostgresTimestamp
        public var expiresAt: PostgresTimestamp
        public var revokedAt: PostgresTimestamp?
    }

    /// A token that is to be stored; what it is is known to its holder alone.
    public struct New: Sendable {
        public var hash: [UInt8]
        public var label: String
        public var scope: TokenScope
        public var createdAt: PostgresTimestamp
        public var expiresAt: PostgresTimestamp
        /// When a second factor was passed; nil: none was.
        public var secondFactorAt: PostgresTimestamp?

        public init(
            hash: [UInt8], label: String, scope: TokenScope = .everything, createdAt: PostgresTimestamp,
            expiresAt: PostgresTimestamp, secondFactorAt: PostgresTimestamp?
        ) {
            self.hash = hash
            self.label = label
            self.scope = scope
            self.createdAt = createdAt
            self.expiresAt = expiresAt
            self.secondFactorAt = secondFactorAt
        }
    }

    /// Stores a token of the transaction's user.
    public func insert(_ token: New, userID: Int64) async throws {
        try await session.execute(
            SQL(
                name: "insert token",
                """
                insert into buddel.access_tokens (user_id, token_hash, label, access, scope_association_id, scope_ags,
                    created_at, expires_at, second_factor_at)
                values (\(userID), \(token.hash), \(token.label), \(token.scope.access.rawValue),
                    \(token.scope.associationID), \(token.scope.ags), \(token.createdAt), \(token.expiresAt),
                    \(token.secondFactorAt))
                """))
    }

    /// The tokens of a user, the newest first.
    public func list(userID: Int64) async throws -> [Entry] {
        try await session.query(
            SQL(
                name: "list tokens",
                """
                select t.id, t.label, t.access, a.code as association, t.scope_ags, t.created_at, t.expires_at, t.revoked_at,
                    t.second_factor_at is not null as passed_second_factor
                from buddel.access_tokens t left join buddel.associations a on a.id = t.scope_association_id
                where t.user_id = \(userID) order by t.id desc
                """)
        ).map {
            Entry(
                id: try $0.decode("id"), label: try $0.decode("label"), access: try $0.word("access"),
                association: try $0.decode("association"), ags: try $0.decode("scope_ags", as: Ags?.self),
                passedSecondFactor: try $0.decode("passed_second_factor"), createdAt: try $0.decode("created_at"),
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
