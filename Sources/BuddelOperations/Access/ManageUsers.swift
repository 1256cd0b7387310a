import BuddelStore
import Buddelverein
import Postgres

extension BuddelApp {
    /// Where a role holds.
    public enum RoleScope: Sendable, Hashable {
        case system
        case association(String?)
        case municipality(Ags)
        /// Of an area lead: one area of an association.
        case area(String, of: String?)
    }

    /// Requires that the caller may do something at all, before he is asked for what it takes; refuses with
    /// `not_logged_in`, `not_allowed`.
    public func requireAllowed(_ operation: Operation) async throws {
        try await perform(operation, access: .readOnly) { _ in }
    }

    /// Makes a user. Refuses with `invalid_login`, `invalid_value`, `weak_password` (under 10 characters), `already_exists`.
    public func addUser(login: String, displayName: String, password: String?) async throws {
        let login = login.lowercased()
        // A derivation is costly on purpose: nobody has one made for him who may not.
        try await requireAllowed(.userAdd)
        guard login.count <= 63, login.wholeMatch(of: /[a-z0-9][a-z0-9._-]{1,62}/) != nil else {
            throw Refusal.invalidLogin(login)
        }
        try TextLimits.require(name: displayName, "name")
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
    /// Refuses with `role_scope` a role with a scope of another level, or a limit for anybody but an approver; with
    /// `invalid_order` days the wrong way round; with `invalid_amount` a negative limit; with `not_found` (user,
    /// association, area, municipality), `role_overlap`, and with `role_conflict` an auditor who would also hold a role that
    /// changes something in the same association. Returns the associations for which a user who holds a role of a town
    /// takes no step of the town, since he is tied to them.
    @discardableResult
    public func grantRole(
        _ role: Role, to login: String, scope: RoleScope, limit: Money? = nil, from: Day? = nil, until: Day? = nil
    ) async throws -> [String] {
        if let limit {
            guard role == .approver else { throw Refusal.limitOfApprovers(role) }
            guard limit >= .zero else { throw Refusal.negativeLimit(limit) }
        }
        return try await perform(.userGrant) { work in
            let first = from ?? work.today
            if let until, until <= first { throw Refusal.roleDays(first, until) }
            let store = UserStore(work.transaction)
            let userID = try await store.requireUser(login)
            let place = try await work.resolve(scope, for: role)
            try await store.insertRole(
                userID: userID, role: role, associationID: place.association?.id, areaID: place.area?.id,
                ags: place.municipality, limit: limit, from: first, until: until, grantedBy: work.caller.userID)
            try await work.audit(
                association: place.association, ags: place.municipality, subject: login, detail: place.detail(role))
            return try await store.listTiesOfTown(userID: userID)
        }
    }

    /// Says which member a user is: a known tie, and the person behind what he confirms after logging in.
    public func linkUser(_ login: String, toMember number: String, of association: String?) async throws {
        try await perform(.userGrant) { work in
            let key = try await work.association(association)
            let store = UserStore(work.transaction)
            let userID = try await store.requireUser(login)
            guard try await store.insertMembership(userID: userID, associationID: key.id, memberNumber: number) else {
                throw Refusal.absent(.member, number, field: "member")
            }
            try await work.audit(association: key, subject: login, detail: ["member": .string(number)])
        }
    }

    /// Declares a tie to an association: from then on the user acts on no side of the town for it.
    ///
    /// One's own, or as administrator anybody's; the owner of the database has none (`not_logged_in`). Declared again
    /// it changes nothing. Refuses with `not_found`, `not_allowed`.
    public func declareTie(to association: String, of login: String? = nil) async throws {
        try await transact(.tieDeclare) { work in
            let store = UserStore(work.transaction)
            var userID = work.caller.userID
            if let login {
                userID = try await store.requireUser(login)
            }
            guard userID == work.caller.userID || work.caller.isAdministrator else {
                throw Refusal.notAllowed(.tieDeclare)
            }
            guard userID != 0 else { throw Refusal.notLoggedIn() }
            let key = try await work.association(association)
            try await store.insertTie(userID: userID, associationID: key.id, declaredBy: work.caller.userID)
            try await work.audit(association: key, subject: login ?? work.caller.login)
        }
    }

    /// Sets a password: one's own, or as administrator anybody's. Ends all sessions of that user, voids his undecided
    /// steps on claims, and is audited. Refuses with `weak_password`, `not_found`, `not_allowed`.
    public func setPassword(of login: String, to password: String) async throws {
        try Self.checkStrength(password)
        _ = try await transact(.userPassword, access: .readOnly) { try await $0.passwordOwner(login) }
        let hash = try await PasswordHash.make(password, surroundings).text
        try await transact(.userPassword) { work in
            let store = UserStore(work.transaction)
            let userID = try await work.passwordOwner(login)
            try await store.updatePassword(userID: userID, hash: hash, at: moment())
            let voided = try await store.voidUndecidedSteps(userID: userID, why: .passwordReset)
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

extension UnitOfWork {
    /// Whose password is meant: the caller's own, or as administrator anybody's but that of the database's owner.
    fileprivate func passwordOwner(_ login: String) async throws -> Int64 {
        let userID = try await UserStore(transaction).requireUser(login)
        guard userID == caller.userID || caller.isAdministrator else { throw Refusal.notAllowed(.userPassword) }
        guard userID != 0 else { throw Refusal.localOwnerHasNoPassword() }
        return userID
    }
}

extension UserStore {
    /// The key of a login name, in whatever case it was typed; refuses with `not_found`.
    func requireUser(_ login: String) async throws -> Int64 {
        guard let userID = try await fetchUserID(login: login.lowercased()) else { throw Refusal.userNotFound(login) }
        return userID
    }
}

extension StoredCaller {
    /// The owner of the database on the command line is one, too.
    var isAdministrator: Bool {
        isLocalOwner || grants.contains { $0.role == .administrator }
    }
}
