import Buddelverein
import Postgres

/// Users with their roles, passwords, tokens and ties.
public struct UserStore: Sendable {
    let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// What a login needs to know.
    public struct Credentials: Sendable {
        public var userID: Int64
        /// Nil where no password was set, and while attempts are slowed down.
        public var passwordHash: String?
        public var isSlowed: Bool
        public var isDisabled: Bool
    }

    /// The credentials of a login name, for a transaction of nobody; nil where there is no such user.
    ///
    /// Three failures in a row are free, and so are ten attempts at the same moment, failed ones among them; from there
    /// on each makes the next wait, by 1, 2, 4, … and at most 30 seconds. `known` is the hash of a token of that user,
    /// even one that is over: such attempts are counted on their own, so that strangers who guess don't lock him out.
    /// Each ends with `finishLogin`, which forgets the failures, or `failLogin`.
    public func beginLogin(
        _ login: String, known: [UInt8]?, at moment: PostgresTimestamp
    ) async throws -> Credentials? {
        let row = try await session.query(
            SQL(
                name: "begin login",
                """
                select user_id, password_hash, is_disabled, is_slowed
                from buddel.begin_login(\(login), \(moment), \(known))
                """)
        ).one()
        guard let userID = try row.decode("user_id", as: Int64?.self) else { return nil }
        return Credentials(
            userID: userID, passwordHash: try row.decode("password_hash"), isSlowed: try row.decode("is_slowed"),
            isDisabled: try row.decode("is_disabled"))
    }

    /// What a log-in failed by.
    public enum LoginFault: String, Sendable {
        case password, code
        /// The password was right, and no code came with it.
        case codeMissing = "code_missing"
    }

    /// Counts and audits a log-in that `beginLogin` began and that failed; the user is nil where the name is unknown.
    /// Takes his row.
    public func failLogin(userID: Int64?, why: LoginFault, known: [UInt8]?) async throws {
        try await session.query(
            SQL(name: "fail login", "select buddel.fail_login(\(userID), \(why.rawValue), \(known))"))
    }

    /// Audits a code that did not count, given for a session that stands.
    public func recordFailedLogin(userID: Int64, why: LoginFault) async throws {
        try await session.query(
            SQL(name: "record failed login", "select buddel.record_failed_login(\(userID), \(why.rawValue))"))
    }

    /// Forgets the failures of the transaction's user; false where the password was set anew, or he was disabled, since
    /// `passwordHash` was read. Takes the user's row until the end of the transaction.
    public func finishLogin(passwordHash: String, known: [UInt8]?) async throws -> Bool {
        try await session.query(
            SQL(name: "finish login", "select buddel.finish_login(\(passwordHash), \(known)) as is_current")
        ).one().decode("is_current")
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

    /// Sets a password and revokes every token of the user; refused by the database for anybody but the user himself
    /// and administrators.
    public func updatePassword(userID: Int64, hash: String, at moment: PostgresTimestamp) async throws {
        try await session.query(
            SQL(name: "set password", "select buddel.set_password(\(userID), \(hash), \(moment))"))
    }

    public func fetchUserID(login: String) async throws -> Int64? {
        try await session.query(
            SQL(name: "fetch user id", "select id from buddel.users where login = \(login)")
        ).oneOrNone()?.decode("id")
    }

    public func insertRole(
        userID: Int64, role: Role, associationID: Int64?, areaID: Int64?, ags: Ags?, limit: Money?, from: Day,
        until: Day?, grantedBy: Int64
    ) async throws {
        try await session.execute(
            SQL(
                name: "insert user role",
                """
                insert into buddel.user_roles (user_id, role, association_id, area_id, ags, limit_cents, during, granted_by)
                values (\(userID), \(role.rawValue), \(associationID), \(areaID), \(ags), \(limit), daterange(\(from), \(until)),
                    \(grantedBy))
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

    /// The codes of the associations that somebody of a town is tied to, by membership, a declared tie, or a role at
    /// any time; none for who holds no role of a town.
    public func listTiesOfTown(userID: Int64) async throws -> [String] {
        try await session.query(
            SQL(
                name: "list ties of a user",
                """
                select a.code from buddel.associations a
                where exists (select from buddel.user_roles r where r.user_id = \(userID) and r.ags is not null)
                    and (exists (select from buddel.user_members m where m.user_id = \(userID) and m.association_id = a.id)
                        or exists (select from buddel.declared_ties t where t.user_id = \(userID) and t.association_id = a.id)
                        or exists (select from buddel.user_roles r where r.user_id = \(userID) and r.association_id = a.id))
                order by a.code
                """)
        ).map { try $0.decode("code") }
    }

    /// One row per user and role, by login: all for administrators, else those with roles that the user may see.
    public func listUsers() async throws -> [ListedUser] {
        try await session.query(
            SQL(
                name: "list users",
                """
                select u.login, u.display_name, u.disabled_at is not null as is_disabled, r.role, a.code as association, g.code as area,
                    r.ags, r.limit_cents, lower(r.during) as from_on, upper(r.during) as until_on
                from buddel.users u
                left join buddel.user_roles r on r.user_id = u.id
                left join buddel.associations a on a.id = r.association_id
                left join buddel.areas g on g.association_id = r.association_id and g.id = r.area_id
                where u.id <> 0 and ((select buddel.is_administrator()) or r.id is not null) order by u.login, r.id
                """)
        ).map { row in
            ListedUser(
                login: try row.decode("login"), displayName: try row.decode("display_name"),
                isDisabled: try row.decode("is_disabled"),
                role: try row.decode("role", as: String?.self).flatMap(Role.init(rawValue:)),
                association: try row.decode("association"), area: try row.decode("area"),
                ags: try row.decode("ags", as: Ags?.self),
                limit: try row.decode("limit_cents", as: Money?.self), from: try row.decode("from_on", as: Day?.self),
                until: try row.decode("until_on", as: Day?.self))
        }
    }

    /// Revokes the token of this hash and audits it; false where there is none, or it was revoked before.
    public func endSession(hash: [UInt8], at moment: PostgresTimestamp) async throws -> Bool {
        try await session.query(
            SQL(name: "end session", "select buddel.end_session(\(hash), \(moment)) as user_id")
        ).one().decode("user_id", as: Int64?.self) != nil
    }

    /// Why steps of a user are worth nothing any more.
    public enum VoidReason: String, Sendable {
        case passwordReset = "password_reset"
        case userDisabled = "user_disabled"
        case secondFactorRemoved = "second_factor_removed"
        case identityChanged = "identity_changed"
    }

    /// Voids the user's standing steps on claims that are not decided; returns how many.
    public func voidUndecidedSteps(userID: Int64, why: VoidReason) async throws -> Int {
        try await session.query(
            SQL(
                name: "void undecided steps",
                "select buddel.void_undecided_steps(\(userID), \(why.rawValue)) as voided")
        ).one().decode("voided")
    }
}

/// A user with one of his roles, as lists show him.
public struct ListedUser: Sendable, Hashable {
    public var login: String
    public var displayName: String
    public var isDisabled: Bool
    public var role: Role?
    public var association: String?
    /// The only area whose work an area lead confirms.
    public var area: String?
    public var ags: Ags?
    public var limit: Money?
    public var from: Day?
    public var until: Day?
}
