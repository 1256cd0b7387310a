import Buddelverein
import Postgres

/// Who asks: the user of a transaction with the roles he has today.
public struct CallerStore: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// One user with his roles of today, as far as the transaction's token reaches them; nil where there is none or he is
    /// disabled.
    public func fetchCaller(userID: Int64) async throws -> StoredCaller? {
        guard
            let user = try await session.query(
                SQL(
                    name: "fetch caller",
                    """
                    select login, display_name,
                        (select confirmed_at from buddel.second_factor_of(id)) is not null as has_second_factor
                    from buddel.users where id = \(userID) and disabled_at is null
                    """)
            ).oneOrNone()
        else { return nil }
        let roles = try await session.query(
            SQL(
                name: "list caller roles",
                """
                select r.role, r.association_id, a.code, r.ags, r.limit_cents, r.area_id, g.code as area
                from buddel.user_roles r
                left join buddel.associations a on a.id = r.association_id
                left join buddel.areas g on g.association_id = r.association_id and g.id = r.area_id
                where r.user_id = \(userID) and r.during @> buddel.today()
                    and buddel.token_reaches(r.association_id, r.ags) order by r.id
                """))
        let members = try await session.query(
            SQL(
                name: "list caller members",
                """
                select association_id, member_id from buddel.user_members
                where user_id = \(userID) and buddel.token_reaches(association_id, null)
                """))
        return StoredCaller(
            userID: userID, login: try user.decode("login"), displayName: try user.decode("display_name"),
            grants: try roles.map { row in
                StoredCaller.Grant(
                    role: try row.word("role"),
                    associationID: try row.decode("association_id"), associationCode: try row.decode("code"),
                    ags: try row.decode("ags", as: Ags?.self),
                    limit: try row.decode("limit_cents", as: Money?.self), areaID: try row.decode("area_id"),
                    areaCode: try row.decode("area"))
            },
            members: Dictionary(
                uniqueKeysWithValues: try members.map { (try $0.decode("association_id"), try $0.decode("member_id")) }),
            hasSecondFactor: try user.decode("has_second_factor"))
    }

    /// Whether a user has, had or declared ties to an association; he may ask of himself.
    public func fetchHasTies(userID: Int64, associationID: Int64) async throws -> Bool {
        try await session.query(
            SQL(
                name: "fetch ties",
                """
                select exists (select from buddel.user_members where user_id = \(userID) and association_id = \(associationID))
                    or exists (select from buddel.declared_ties where user_id = \(userID) and association_id = \(associationID))
                    or exists (select from buddel.user_roles where user_id = \(userID) and association_id = \(associationID)) as tied
                """)
        ).one().decode("tied")
    }

    /// Whether the connection's own role is the database's owner, or may act as it.
    public func isDatabaseOwner(role: String) async throws -> Bool {
        try await session.query(
            SQL(name: "is database owner", "select pg_has_role(session_user, \(role), 'member') as is_owner")
        ).one().decode("is_owner")
    }

    /// The version of the server, such as `15.18`.
    public func serverVersion() async throws -> String {
        try await session.query(
            SQL(name: "server version", "select current_setting('server_version') as version")
        ).one().decode("version")
    }

    /// Whom a token stands for at a moment, and what it gives; nil where it is unknown, expired or revoked.
    public func fetchBearer(tokenHash: [UInt8], at moment: PostgresTimestamp) async throws -> Bearer? {
        let row = try await session.query(
            SQL(
                name: "fetch bearer of token",
                """
                select user_id, token_id, access, scope_association_id, scope_ags, passed_second_factor
                from buddel.bearer_of_token(\(tokenHash), \(moment))
                """)
        ).one()
        guard let userID = try row.decode("user_id", as: Int64?.self) else { return nil }
        return Bearer(
            userID: userID, tokenID: try row.decode("token_id"),
            scope: TokenScope(
                access: try row.word("access"), associationID: try row.decode("scope_association_id"),
                ags: try row.decode("scope_ags", as: Ags?.self)),
            passedSecondFactor: try row.decode("passed_second_factor"))
    }

    /// From here on the transaction acts for another user; the owner of the database is 0.
    public func act(as userID: Int64) async throws {
        try await session.query(
            SQL(name: "act as user", "select set_config('buddel.user_id', \(String(userID)), true)"))
    }
}

/// A user as the database knows him today.
public struct StoredCaller: Sendable, Hashable {
    /// A role within its scope.
    public struct Grant: Sendable, Hashable {
        public var role: Role
        public var associationID: Int64?
        public var associationCode: String?
        public var ags: Ags?
        /// Up to how much an approver may approve; nil: no limit.
        public var limit: Money?
        /// The only area whose work an area lead confirms; nil: every one.
        public var areaID: Int64?
        public var areaCode: String?
    }

    public var userID: Int64
    public var login: String
    public var displayName: String
    public var grants: [Grant]
    /// Association id to member id: which member he is.
    public var members: [Int64: Int64]
    /// Whether his log-in asks for a code.
    public var hasSecondFactor = false
    /// What the token gives that he shows.
    public var scope = TokenScope.everything
    /// The token that he shows; nil where nobody showed one.
    public var tokenID: Int64?
    /// Whether he has passed a second factor in this session.
    public var passedSecondFactor = true

    /// The roles with their scopes, as one word each: `clerk 05978032`, `area_lead moor A1`.
    public var roleWords: [String] {
        grants.map { grant in
            [grant.role.rawValue, grant.ags?.description, grant.associationCode, grant.areaCode].compactMap { $0 }
                .joined(
                    separator: " ")
        }
    }

    /// The owner of the database on the command line.
    public var isLocalOwner: Bool { userID == 0 }
}
