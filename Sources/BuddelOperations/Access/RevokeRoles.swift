import BuddelStore
import Buddelverein
import Postgres

extension BuddelApp {
    /// Ends a role of a user; `day` is the first day without it, by default today.
    ///
    /// What he did in the role stands. An area lead's role in one area is another one than that in the whole association. A role that would only begin on that day or later is taken back altogether.
    /// Refuses with `role_scope` as `grantRole` does, and with `not_found` (user, association, a role he does not have).
    public func revokeRole(
        _ role: Role, from login: String, scope: RoleScope, on day: Day? = nil
    ) async throws {
        try await perform(.userRevoke) { work in
            let store = UserStore(work.transaction)
            let userID = try await store.requireUser(login)
            let place = try await work.resolve(scope, for: role)
            let day = day ?? work.today
            let ended = try await store.endRole(
                userID: userID, role: role, associationID: place.association?.id, areaID: place.area?.id,
                ags: place.municipality, on: day)
            guard ended > 0 else { throw Refusal.roleNotHeld(role, login) }
            var detail = place.detail(role)
            detail["until"] = .string(day.description)
            try await work.audit(
                association: place.association, ags: place.municipality, subject: login.lowercased(), detail: detail)
        }
    }

    /// Takes back which member a user is; that he has ties to the association stays, as a declared one.
    ///
    /// Refuses with `not_found` (user, association, and where he is no member of it).
    public func unlinkUser(_ login: String, from association: String?) async throws {
        try await perform(.userRevoke) { work in
            let key = try await work.association(association)
            let store = UserStore(work.transaction)
            let userID = try await store.requireUser(login)
            guard try await store.deleteMembership(userID: userID, associationID: key.id) else {
                throw Refusal.notLinked(login)
            }
            try await store.insertTie(userID: userID, associationID: key.id, declaredBy: work.caller.userID)
            try await work.audit(association: key, subject: login.lowercased(), detail: ["member": .null])
        }
    }
}

/// Where a role holds, once its scope is found.
struct RolePlace {
    var association: AssociationKey?
    var area: (id: Int64, code: String)?
    var municipality: Ags?

    /// For the audit trail.
    func detail(_ role: Role) -> JSONObject {
        var detail: JSONObject = ["role": .string(role.rawValue)]
        if let area { detail["area"] = .string(area.code) }
        return detail
    }
}

extension UnitOfWork {
    /// The association, area or municipality of a role's scope; refuses with `role_scope` one of another level.
    func resolve(_ scope: BuddelApp.RoleScope, for role: Role) async throws -> RolePlace {
        switch (scope, role.level) {
        case (.system, .system): return RolePlace()
        case (.association(let code), .association): return RolePlace(association: try await association(code))
        case (.area(let area, let code), .association) where role == .areaLead:
            let key = try await association(code)
            guard let id = try await AreaStore(transaction, in: key.id).fetchID(code: area) else {
                throw Refusal.absent(.area, area, field: "area")
            }
            return RolePlace(association: key, area: (id, area))
        case (.municipality(let ags), .municipality): return RolePlace(municipality: ags)
        default: throw Refusal.roleScope(role)
        }
    }
}

extension Refusal {
    fileprivate static func roleNotHeld(_ role: Role, _ login: String) -> Refusal {
        Refusal(
            .notFound,
            LocalizedText(
                en: "\(login) does not have this role there from that day on.",
                de: "\(login) hat diese Rolle dort ab diesem Tag nicht."),
            cure: LocalizedText(en: "See `buddel user show \(login)`.", de: "Siehe `buddel user show \(login)`."),
            at: Place(field: "role", value: role.rawValue))
    }

    fileprivate static func notLinked(_ login: String) -> Refusal {
        Refusal(
            .notFound,
            LocalizedText(
                en: "\(login) is no member of this association, as far as we know.",
                de: "\(login) ist, soweit bekannt, kein Mitglied dieses Vereins."),
            at: Place(field: "user", value: login))
    }
}
