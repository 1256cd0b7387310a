import BuddelStore
import Buddelverein
import Postgres

extension BuddelApp {
    /// A session or a token for scripts; what it is is known to its holder alone.
    public struct ListedToken: Sendable, Hashable {
        public var id: Int64
        public var label: String
        public var access: AccessLevel
        /// The one association it reaches; nil: no such limit.
        public var association: String?
        /// The one municipality whose roles it gives; nil: no such limit.
        public var municipality: Ags?
        public var passedSecondFactor: Bool
        /// ISO 8601 in UTC.
        public var createdAt: String
        public var expiresAt: String
        /// Neither expired nor revoked.
        public var isAlive: Bool
    }

    /// One's own sessions and tokens, or as administrator anybody's, the newest first; those that are over with `all`.
    ///
    /// Refuses with `not_found`, `not_allowed`; the owner of the database has none (`not_logged_in`).
    public func listTokens(of login: String? = nil, all: Bool = false) async throws -> [ListedToken] {
        try await transact(.tokenList, access: .readOnly) { work in
            let owner = try await work.tokenOwner(login)
            let now = moment()
            return try await TokenStore(work.transaction).list(userID: owner.userID).map { entry in
                ListedToken(
                    id: entry.id, label: entry.label, access: entry.access, association: entry.association,
                    municipality: entry.ags, passedSecondFactor: entry.passedSecondFactor,
                    createdAt: entry.createdAt.description, expiresAt: entry.expiresAt.description,
                    isAlive: entry.revokedAt == nil && entry.expiresAt > now)
            }.filter { all || $0.isAlive }
        }
    }

    /// Ends a session or token at once, or all of a user for nil: one's own, or as administrator anybody's. Returns how
    /// many ended.
    ///
    /// Refuses as `listTokens` does, and with `not_found` an `id` that is none of them or is over already.
    @discardableResult
    public func revokeTokens(id: Int64?, of login: String? = nil) async throws -> Int {
        try await transact(.tokenRevoke) { work in
            let owner = try await work.tokenOwner(login)
            let ended = try await TokenStore(work.transaction).revoke(id: id, userID: owner.userID, at: moment())
            if let id, ended == 0 { throw Refusal.tokenNotFound(id) }
            try await work.audit(subject: owner.login, detail: ["ended_tokens": .integer(Int64(ended))])
            return ended
        }
    }
}

extension UnitOfWork {
    /// Whose tokens are meant: the caller's own, or as administrator anybody's.
    fileprivate func tokenOwner(_ login: String?) async throws -> (userID: Int64, login: String) {
        var owner = (userID: caller.userID, login: caller.login)
        if let login { owner = (try await UserStore(transaction).requireUser(login), login.lowercased()) }
        guard owner.userID == caller.userID || caller.isAdministrator else { throw Refusal.notAllowed(operation) }
        guard owner.userID != 0 else { throw Refusal.notLoggedIn() }
        return owner
    }
}

extension Refusal {
    fileprivate static func tokenNotFound(_ id: Int64) -> Refusal {
        Refusal(
            .notFound,
            LocalizedText(
                en: "There is no such session or token, or it is over.",
                de: "Diese Sitzung oder diesen Schlüssel gibt es nicht, oder sie ist vorbei."),
            cure: LocalizedText(en: "See `buddel token list`.", de: "Siehe `buddel token list`."),
            at: Place(field: "id", value: String(id)))
    }
}
