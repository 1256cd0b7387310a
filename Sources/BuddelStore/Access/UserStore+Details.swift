import Buddelverein
import Postgres

/// A user with everything that belongs to him.
public struct UserDetails: Sendable, Hashable {
    public var login: String
    public var displayName: String
    public var isDisabled: Bool
    public var version: Int
    /// His roles, past and future ones too, one row each.
    public var roles: [ListedUser]
    /// Which member he is, by association.
    public var members: [Membership]
    /// Associations whose ties exclude him on the town's side.
    public var ties: [String]
    /// Who he is for issuers of OpenID Connect; shown to himself and to administrators.
    public var identities: [UserIdentity]

    /// The member of an association that a user is.
    public struct Membership: Sendable, Hashable {
        public var association: String
        public var number: String
    }
}

extension UserStore {
    /// A user by login, as far as row-level security shows him; nil where there is none.
    public func fetchDetails(login: String) async throws -> UserDetails? {
        guard
            let user = try await session.query(
                SQL(
                    name: "fetch user",
                    """
                    select id, login, display_name, disabled_at is not null as is_disabled, version
                    from buddel.users where login = \(login)
                    """)
            ).oneOrNone()
        else { return nil }
        let id: Int64 = try user.decode("id")
        let members = try await session.query(
            SQL(
                name: "list members of user",
                """
                select a.code, m.number from buddel.user_members u
                join buddel.associations a on a.id = u.association_id
                join buddel.members m on m.association_id = u.association_id and m.id = u.member_id
                where u.user_id = \(id) order by a.code
                """)
        ).map {
            UserDetails.Membership(association: try $0.decode("code"), number: try $0.decode("number"))
        }
        let ties = try await session.query(
            SQL(
                name: "list ties of user",
                """
                select a.code from buddel.declared_ties t join buddel.associations a on a.id = t.association_id
                where t.user_id = \(id) order by a.code
                """)
        ).map { try $0.decode("code", as: String.self) }
        return UserDetails(
            login: try user.decode("login"), displayName: try user.decode("display_name"),
            isDisabled: try user.decode("is_disabled"), version: try user.decode("version"),
            roles: try await listUsers().filter { $0.login == login && $0.role != nil }, members: members, ties: ties,
            identities: try await IdentityStore(session).list(userID: id))
    }
}
