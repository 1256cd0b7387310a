import BuddelStore
import Buddelverein
import Postgres

extension BuddelApp {
    /// Where a role holds.
    public enum RoleScope: Sendable, Hashable {
        case system
        case association(String?)
        case municipality(Ags)
    }

    /// Makes a user. Refuses with `invalid_login`, `weak_password` (under 10 characters), `already_exists`.
    public func addUser(login: String, displayName: String, password: String?) async throws {
        let login = login.lowercased()
        guard login.count <= 63, login.wholeMatch(of: /[a-z0-9][a-z0-9._-]{1,62}/) != nil else {
            throw Refusal.invalidLogin(login)
        }
        try Self.checkStrength(password)
        let hash = if let password { try await PasswordHash.make(password, surroundings).text } else { String?.none }
        try await perform(.userAdd) { work in
            let name = displayName.isEmpty ? login : displayName
            _ = try await UserStore(work.transaction).insert(login: login, displayName: name, passwordHash: hash)
            try await work.audit(subject: login)
        }
    }

    /// Gives a user a role from a day to a day (`until` is the first day without it).
    ///
    /// Refuses with `role_scope` a role with a scope of another level, with `not_found`, `role_overlap`.
    public func grantRole(
        _ role: Role, to login: String, scope: RoleScope, limit: Money? = nil, from: Day? = nil, until: Day? = nil
    ) async throws {
        try await perform(.userGrant) { work in
            let store = UserStore(work.transaction)
            guard let userID = try await store.fetchUserID(login: login) else { throw Refusal.userNotFound(login) }
            var association: AssociationKey?
            var municipality: Ags?
            switch (scope, role.level) {
            case (.system, .system): break
            case (.association(let code), .association): association = try await work.association(code)
            case (.municipality(let ags), .municipality): municipality = ags
            default: throw Refusal.roleScope(role)
            }
            try await store.insertRole(
                userID: userID, role: role, associationID: association?.id, ags: municipality, limit: limit,
                from: from ?? work.today, until: until, grantedBy: work.caller.userID)
            try await work.audit(
                association: association, ags: municipality, subject: login, detail: ["role": .string(role.rawValue)])
        }
    }

    /// Says which member a user is: a known tie, and the person behind what he confirms after logging in.
    public func linkUser(_ login: String, toMember number: String, of association: String?) async throws {
        try await perform(.userGrant) { work in
            let key = try await work.association(association)
            let store = UserStore(work.transaction)
            guard let userID = try await store.fetchUserID(login: login) else { throw Refusal.userNotFound(login) }
            guard try await store.insertMembership(userID: userID, associationID: key.id, memberNumber: number) else {
                throw Refusal.unknown(.member, number, field: "member")
            }
            try await work.audit(association: key, subject: login, detail: ["member": .string(number)])
        }
    }

    /// Declares a tie to an association: from then on the user acts on no side of the town for it.
    public func declareTie(to association: String, of login: String? = nil) async throws {
        try await transact(.tieDeclare) { work in
            let store = UserStore(work.transaction)
            var userID = work.caller.userID
            if let login {
                guard let named = try await store.fetchUserID(login: login) else { throw Refusal.userNotFound(login) }
                userID = named
            }
            guard
                userID == work.caller.userID || work.caller.isLocalOwner
                    || work.caller.grants.contains(where: { $0.role == .administrator })
            else { throw Refusal.notAllowed(.tieDeclare) }
            guard userID != 0 else { throw Refusal.notLoggedIn() }
            let key = try await work.association(association)
            try await store.insertTie(userID: userID, associationID: key.id, declaredBy: work.caller.userID)
            try await work.audit(association: key, subject: login)
        }
    }

    /// Sets a password: one's own, or as administrator anybody's. Ends all sessions of that user, voids his undecided
    /// steps on claims, and is audited.
    public func setPassword(of login: String, to password: String) async throws {
        try Self.checkStrength(password)
        let hash = try await PasswordHash.make(password, surroundings).text
        try await transact(.userPassword) { work in
            let store = UserStore(work.transaction)
            guard let userID = try await store.fetchUserID(login: login) else { throw Refusal.userNotFound(login) }
            guard
                userID == work.caller.userID || work.caller.isLocalOwner
                    || work.caller.grants.contains(where: { $0.role == .administrator })
            else { throw Refusal.notAllowed(.userPassword) }
            try await store.updatePassword(userID: userID, hash: hash)
            try await store.revokeTokens(userID: userID)
            let voided = try await store.voidUndecidedSteps(userID: userID)
            try await work.audit(subject: login, detail: ["voided_steps": .integer(Int64(voided))])
        }
    }

    /// Users with their roles, by login.
    public func listUsers() async throws -> [ListedUser] {
        try await perform(.userList, access: .readOnly) { try await UserStore($0.transaction).listUsers() }
    }

    private static func checkStrength(_ password: String?) throws(Refusal) {
        guard let password else { return }
        guard password.count >= 10, password.utf8.count <= 1024 else { throw .weakPassword() }
    }
}
