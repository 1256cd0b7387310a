import BuddelStore
import Buddelverein
import Postgres

extension BuddelApp {
    /// What disabling a user ended.
    public struct UserDisabled: Sendable, Hashable {
        /// Sessions and script tokens that were alive.
        public var tokens: Int
        /// Steps on undecided claims that are void.
        public var voidedSteps: Int
    }

    /// Lets a user in no more: ends his sessions and tokens at once, voids his undecided steps on claims, and is audited.
    ///
    /// His roles stay, and hold again once he is enabled. A second time it changes nothing. Refuses with `not_found`, and
    /// with `not_allowed` the owner of the database and oneself.
    @discardableResult
    public func disableUser(_ login: String) async throws -> UserDisabled {
        try await perform(.userDisable) { work in
            let store = UserStore(work.transaction)
            let userID = try await store.requireUser(login)
            guard userID != 0, userID != work.caller.userID else { throw Refusal.staysEnabled(login) }
            _ = try await store.disable(userID: userID, at: moment())
            let ended = UserDisabled(
                tokens: try await TokenStore(work.transaction).revoke(id: nil, userID: userID, at: moment()),
                voidedSteps: try await store.voidUndecidedSteps(userID: userID, why: .userDisabled))
            try await work.audit(
                subject: login.lowercased(),
                detail: [
                    "ended_tokens": .integer(Int64(ended.tokens)), "voided_steps": .integer(Int64(ended.voidedSteps)),
                ])
            return ended
        }
    }

    /// Lets a user in again, by his old password; tokens that ended stay over.
    ///
    /// A user who is not disabled stays as he is. Refuses with `not_found`.
    public func enableUser(_ login: String) async throws {
        try await perform(.userEnable) { work in
            let store = UserStore(work.transaction)
            guard try await store.enable(userID: try await store.requireUser(login)) else { return }
            try await work.audit(subject: login.lowercased())
        }
    }

    /// A user with his roles, the members that he is and his ties, with the version of his row; refuses with `not_found`.
    public func fetchUser(_ login: String) async throws -> UserDetails {
        try await perform(.userList, access: .readOnly) { work in
            guard let found = try await UserStore(work.transaction).fetchDetails(login: login.lowercased()) else {
                throw Refusal.userNotFound(login)
            }
            return found
        }
    }

    /// Changes the name that colleagues see.
    ///
    /// Refuses with `missing_value` an empty one, with `invalid_value` one that can't be kept, with `not_found`, and with `content_changed` where `version` is not the
    /// present one.
    public func editUser(_ login: String, displayName: String, version: Int? = nil) async throws {
        guard !displayName.allSatisfy(\.isWhitespace) else { throw Refusal.missing("name") }
        try TextLimits.require(name: displayName, "name")
        try await perform(.userEdit) { work in
            let store = UserStore(work.transaction)
            guard let found = try await store.fetchDetails(login: login.lowercased()) else {
                throw Refusal.userNotFound(login)
            }
            if displayName == found.displayName, version ?? found.version == found.version { return }
            let userID = try await store.requireUser(login)
            guard
                try await store.update(userID: userID, displayName: displayName, version: version ?? found.version)
            else { throw Refusal.changedMeanwhile(login) }
            try await work.audit(subject: found.login)
        }
    }
}

extension Refusal {
    fileprivate static func staysEnabled(_ login: String) -> Refusal {
        Refusal(
            .notAllowed,
            LocalizedText(
                en: "Nobody disables himself, nor the owner of the database.",
                de: "Niemand sperrt sich selbst oder den Besitzer der Datenbank."),
            cure: LocalizedText(
                en: "Let another administrator do it.", de: "Das muss eine andere Administratorin tun."),
            at: Place(field: "user", value: login))
    }
}
