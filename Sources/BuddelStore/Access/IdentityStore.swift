import Buddelverein
import Postgres

/// Who users are for issuers of OpenID Connect, and log-ins there that are under way.
public struct IdentityStore: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// What is kept of a log-in until the browser comes back.
    public struct PendingLogIn: Sendable {
        public var stateHash: [UInt8]
        public var browserHash: [UInt8]
        public var issuer: String
        public var nonce: String
        public var verifier: String

        public init(stateHash: [UInt8], browserHash: [UInt8], issuer: String, nonce: String, verifier: String) {
            self.stateHash = stateHash
            self.browserHash = browserHash
            self.issuer = issuer
            self.nonce = nonce
            self.verifier = verifier
        }
    }

    /// Remembers a log-in for ten minutes, for a transaction of nobody; false where 10,000 are under way.
    ///
    /// Takes an advisory lock of its own until the transaction ends.
    public func begin(_ pending: PendingLogIn, at moment: PostgresTimestamp) async throws -> Bool {
        try await session.query(
            SQL(
                name: "begin openid login",
                """
                select buddel.begin_openid_login(\(pending.stateHash), \(pending.browserHash), \(pending.issuer),
                    \(pending.nonce), \(pending.verifier), \(moment)) as begun
                """)
        ).one().decode("begun")
    }

    /// A log-in that was under way and is no more.
    public struct TakenLogIn: Sendable {
        public var nonce: String
        public var verifier: String
        /// Its ten minutes were over.
        public var isLate: Bool
        /// The browser is not the one in which it was begun.
        public var isOtherBrowser: Bool
    }

    /// Takes a log-in out, once, whatever comes of it; nil where there is none of that state at that issuer.
    public func take(
        stateHash: [UInt8], browserHash: [UInt8]?, issuer: String, at moment: PostgresTimestamp
    ) async throws -> TakenLogIn? {
        let row = try await session.query(
            SQL(
                name: "take openid login",
                """
                select nonce, verifier, is_late, is_other_browser
                from buddel.take_openid_login(\(stateHash), \(browserHash), \(issuer), \(moment))
                """)
        ).one()
        guard let nonce = try row.decode("nonce", as: String?.self) else { return nil }
        return TakenLogIn(
            nonce: nonce, verifier: try row.decode("verifier"), isLate: try row.decode("is_late"),
            isOtherBrowser: try row.decode("is_other_browser"))
    }

    /// Whom an identity is linked to, for a transaction of nobody; nil where to nobody.
    public func fetchUser(
        issuer: String, subject: String
    ) async throws -> (id: Int64, login: String, isDisabled: Bool)? {
        let row = try await session.query(
            SQL(
                name: "fetch user of identity",
                "select user_id, login, is_disabled from buddel.user_of_identity(\(issuer), \(subject))")
        ).one()
        guard let id = try row.decode("user_id", as: Int64?.self) else { return nil }
        return (id, try row.decode("login"), try row.decode("is_disabled"))
    }

    /// Whether the transaction's user is let in and still linked; takes his row until the end of the transaction.
    public func finish(issuer: String, subject: String) async throws -> Bool {
        try await session.query(
            SQL(
                name: "finish openid login",
                "select buddel.finish_openid_login(\(issuer), \(subject)) as is_current")
        ).one().decode("is_current")
    }

    /// Audits a log-in that came to nothing; `reason` is one word.
    public func recordRefusal(userID: Int64?, reason: String) async throws {
        try await session.query(
            SQL(
                name: "record refused openid login",
                "select buddel.record_refused_openid_login(\(userID), \(reason))"))
    }

    /// Takes a user's row until the end of the transaction: a log-in meanwhile comes before or after.
    public func lockUser(_ userID: Int64) async throws {
        try await session.query(
            SQL(name: "lock user", "select id from buddel.users where id = \(userID) for update"))
    }

    /// Links a user and returns the key of the link.
    public func insert(userID: Int64, issuer: String, subject: String, linkedBy: Int64) async throws -> Int64 {
        try await session.query(
            SQL(
                name: "insert user identity",
                """
                insert into buddel.user_identities (user_id, issuer, subject, linked_by)
                values (\(userID), \(issuer), \(subject), \(linkedBy)) returning id
                """)
        ).one().decode("id")
    }

    /// Takes back a link of a user, by key or by issuer; nil where there is none.
    public func delete(userID: Int64, id: Int64?, issuer: String?) async throws -> (id: Int64, issuer: String)? {
        let gone = try await session.query(
            SQL(
                name: "delete user identity",
                """
                delete from buddel.user_identities
                where user_id = \(userID) and (id = \(id) or issuer = \(issuer)) returning id, issuer
                """)
        ).oneOrNone()
        return try gone.map { (try $0.decode("id"), try $0.decode("issuer")) }
    }

    /// The identities of a user, as far as row-level security shows them, by issuer.
    public func list(userID: Int64) async throws -> [UserIdentity] {
        try await session.query(
            SQL(
                name: "list user identities",
                """
                select id, issuer, subject, linked_at from buddel.user_identities
                where user_id = \(userID) order by issuer
                """)
        ).map {
            UserIdentity(
                id: try $0.decode("id"), issuer: try $0.decode("issuer"), subject: try $0.decode("subject"),
                linkedAt: try $0.decode("linked_at", as: PostgresTimestamp.self).description)
        }
    }
}

/// Who a user is for an issuer.
public struct UserIdentity: Sendable, Hashable {
    public var id: Int64
    public var issuer: String
    public var subject: String
    /// ISO 8601 in UTC.
    public var linkedAt: String
}
