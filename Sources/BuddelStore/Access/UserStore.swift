import Buddelverein
import Postgres

/// Users with their roles, passwords, tokens and ties.
public struct UserStore: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// What a login needs to know.
    public struct Credentials: Sendable {
        public var userID: Int64
        public var passwordHash: String?
        public var failedLogins: Int
        public var isLocked: Bool
        public var isDisabled: Bool
    }

    /// The credentials of a login name; nil where there is no such user. Takes the row's lock.
    public func fetchCredentials(login: String) async throws -> Credentials? {
        guard
            let row = try await session.query(
                SQL(
                    name: "fetch credentials",
                    """
                    select id, password_hash, failed_logins, coalesce(locked_until > now(), false) as is_locked,
                        disabled_at is not null as is_disabled
                    from buddel.users where login = \(login) for update
                    """)
            ).oneOrNone()
        else { return nil }
        return Credentials(
            userID: try row.decode("id"), passwordHash: try row.decode("password_hash"),
            failedLogins: try row.decode("failed_logins"), isLocked: try row.decode("is_locked"),
            isDisabled: try row.decode("is_disabled"))
    }

    /// Counts a failure; further attempts wait longer each time, at most 30 seconds, so that nobody locks another out.
    public func recordFailure(userID: Int64, waitSeconds: Int) async throws {
        try await session.execute(
            SQL(
                name: "record failed login",
                """
                update buddel.users set failed_logins = failed_logins + 1,
                    locked_until = now() + make_interval(secs => \(waitSeconds)::int) where id = \(userID)
                """))
    }

    public func recordSuccess(userID: Int64) async throws {
        try await session.execute(
            SQL(
                name: "record login",
                "update buddel.users set failed_logins = 0, locked_until = null where id = \(userID)"))
    }

    public func insert(login: String, displayName: String, passwordHash: String?) async throws -> Int64 {
        try await session.query(
            SQL(
                name: "insert user",
                """
                insert into buddel.users (login, display_name, password_hash)
                values (\(login), \(displayName), \(passwordHash)) returning id
                """)
        ).one().decode("id")
    }

    public func updatePassword(userID: Int64, hash: String) async throws {
        try await session.execute(
            SQL(
                name: "update password",
                """
                update buddel.users set password_hash = \(hash), failed_logins = 0, locked_until = null,
                    version = version + 1 where id = \(userID)
                """))
    }

    public func fetchUserID(login: String) async throws -> Int64? {
        try await session.query(
            SQL(name: "fetch user id", "select id from buddel.users where login = \(login)")
        ).oneOrNone()?.decode("id")
    }

    public func insertRole(
        userID: Int64, role: Role, associationID: Int64?, ags: Ags?, limit: Money?, from: Day, until: Day?,
        grantedBy: Int64
    ) async throws {
        try await session.execute(
            SQL(
                name: "insert user role",
                """
                insert into buddel.user_roles (user_id, role, association_id, ags, limit_cents, during, granted_by)
                values (\(userID), \(role.rawValue), \(associationID), \(ags), \(limit), daterange(\(from), \(until)), \(grantedBy))
                """))
    }

    /// Ties a user to the member he is; false where there is no such member.
    public func insertMembership(userID: Int64, associationID: Int64, memberNumber: String) async throws -> Bool {
        try await session.execute(
            SQL(
                name: "insert user member",
                """
                insert into buddel.user_members (user_id, association_id, member_id)
                select \(userID), association_id, id from buddel.members
                where association_id = \(associationID) and number = \(memberNumber)
                """)) == 1
    }

    public func insertTie(userID: Int64, associationID: Int64, declaredBy: Int64) async throws {
        try await session.execute(
            SQL(
                name: "insert declared tie",
                """
                insert into buddel.declared_ties (user_id, association_id, declared_by)
                values (\(userID), \(associationID), \(declaredBy)) on conflict do nothing
                """))
    }

    /// One row per user and role, by login.
    public func listUsers() async throws -> [ListedUser] {
        try await session.query(
            SQL(
                name: "list users",
                """
                select u.login, u.display_name, u.disabled_at is not null as is_disabled, r.role, a.code as association, r.ags,
                    r.limit_cents, lower(r.during) as from_on, upper(r.during) as until_on
                from buddel.users u
                left join buddel.user_roles r on r.user_id = u.id
                left join buddel.associations a on a.id = r.association_id
                where u.id <> 0 order by u.login, r.id
                """)
        ).map { row in
            ListedUser(
                login: try row.decode("login"), displayName: try row.decode("display_name"),
                isDisabled: try row.decode("is_disabled"),
                role: try row.decode("role", as: String?.self).flatMap(Role.init(rawValue:)),
                association: try row.decode("association"), ags: try row.decode("ags", as: Ags?.self),
                limit: try row.decode("limit_cents", as: Money?.self), from: try row.decode("from_on", as: Day?.self),
                until: try row.decode("until_on", as: Day?.self))
        }
    }

    public func insertToken(userID: Int64, hash: [UInt8], label: String, validDays: Int) async throws {
        try await session.execute(
            SQL(
                name: "insert token",
                """
                insert into buddel.access_tokens (user_id, token_hash, label, expires_at)
                values (\(userID), \(hash), \(label), now() + make_interval(days => \(validDays)::int))
                """))
    }

    /// Revokes the token of this hash; false where there is none.
    public func revokeToken(hash: [UInt8]) async throws -> Bool {
        try await session.execute(
            SQL(
                name: "revoke token",
                "update buddel.access_tokens set revoked_at = now() where token_hash = \(hash) and revoked_at is null"))
            == 1
    }

    /// Voids the user's standing steps on claims that are not decided; returns how many.
    public func voidUndecidedSteps(userID: Int64) async throws -> Int {
        try await session.query(
            SQL(name: "void undecided steps", "select buddel.void_undecided_steps(\(userID)) as voided")
        ).one().decode("voided")
    }

    /// Revokes every token of a user, as a password reset does.
    public func revokeTokens(userID: Int64) async throws {
        try await session.execute(
            SQL(
                name: "revoke tokens of user",
                "update buddel.access_tokens set revoked_at = now() where user_id = \(userID) and revoked_at is null"))
    }
}

/// A user with one of his roles, as lists show him.
public struct ListedUser: Sendable, Hashable {
    public var login: String
    public var displayName: String
    public var isDisabled: Bool
    public var role: Role?
    public var association: String?
    public var ags: Ags?
    public var limit: Money?
    public var from: Day?
    public var until: Day?
}
