import BuddelStore
import Buddelverein
import Postgres

/// Who a user is for an issuer, as lists show it.
public typealias UserIdentity = BuddelStore.UserIdentity

extension BuddelApp {
    /// What linking or unlinking ended.
    public struct IdentityChanged: Sendable, Hashable {
        public var id: Int64
        public var issuer: String
        /// Sessions and script tokens that were alive.
        public var tokens: Int
        /// Steps on undecided claims that are void.
        public var voidedSteps: Int
    }

    /// Links a user to a person of an issuer: from then on that person gets in as him.
    ///
    /// Like a password reset it changes who gets in, so that it ends the user's sessions, voids his undecided steps on
    /// claims, and is audited. `issuer` is the configured one where none is named. Refuses with `not_found` (user, or no
    /// issuer is configured), with `invalid_value` an issuer or subject that can't be one, and with `already_exists` an
    /// identity that is linked, or a user who is linked at that issuer.
    @discardableResult
    public func linkIdentity(
        _ login: String, subject: String, issuer named: String? = nil
    ) async throws -> IdentityChanged {
        try await perform(.userLinkIdentity) { work in
            let issuer = try namedIssuer(named)
            guard OpenIDAddress.isSafe(issuer) else { throw Refusal.openIDSetting("issuer", issuer) }
            guard (1...255).contains(subject.utf8.count), subject.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else {
                throw Refusal.subjectForm(subject)
            }
            let userID = try await work.identityOwner(login)
            let id = try await IdentityStore(work.transaction).insert(
                userID: userID, issuer: issuer, subject: subject, linkedBy: work.caller.userID)
            return try await work.identityChanged(id, userID: userID, login: login, issuer: issuer, at: moment())
        }
    }

    /// Takes back who a user is for an issuer, by the key of the identity, or by its issuer.
    ///
    /// Ends the user's sessions and voids his undecided steps as linking does: it may not have been him. Refuses with
    /// `not_found` (user, identity).
    @discardableResult
    public func unlinkIdentity(
        _ login: String, id: Int64? = nil, issuer named: String? = nil
    ) async throws -> IdentityChanged {
        try await perform(.userUnlinkIdentity) { work in
            let issuer = id == nil ? try namedIssuer(named) : nil
            let userID = try await work.identityOwner(login)
            guard
                let gone = try await IdentityStore(work.transaction).delete(userID: userID, id: id, issuer: issuer)
            else { throw Refusal.identityNotFound(login) }
            return try await work.identityChanged(
                gone.id, userID: userID, login: login, issuer: gone.issuer, at: moment())
        }
    }

    /// Who a user is for which issuers: one's own, or as administrator anybody's; by issuer. Refuses with `not_found`.
    public func listIdentities(_ login: String) async throws -> [UserIdentity] {
        try await transact(.userIdentityList, access: .readOnly) { work in
            let userID = try await UserStore(work.transaction).requireUser(login)
            guard userID == work.caller.userID || work.caller.isAdministrator else {
                throw Refusal.notAllowed(work.operation)
            }
            return try await IdentityStore(work.transaction).list(userID: userID)
        }
    }

    private func namedIssuer(_ named: String?) throws -> String {
        guard let issuer = named ?? issuer?.configuration.issuer else { throw Refusal.openIDOff() }
        return issuer
    }
}

extension UnitOfWork {
    /// The key of the user whose identities change, with his row locked, before anything of his is read; the owner of the
    /// database has none.
    fileprivate func identityOwner(_ login: String) async throws -> Int64 {
        let userID = try await UserStore(transaction).requireUser(login)
        guard userID != 0 else { throw Refusal.localOwnerHasNoPassword() }
        try await IdentityStore(transaction).lockUser(userID)
        return userID
    }

    fileprivate func identityChanged(
        _ id: Int64, userID: Int64, login: String, issuer: String, at moment: PostgresTimestamp
    ) async throws -> BuddelApp.IdentityChanged {
        let ended = BuddelApp.IdentityChanged(
            id: id, issuer: issuer,
            tokens: try await TokenStore(transaction).revoke(id: nil, userID: userID, at: moment),
            voidedSteps: try await UserStore(transaction).voidUndecidedSteps(userID: userID, why: .identityChanged))
        try await audit(
            subject: login.lowercased(),
            detail: [
                "issuer": .string(issuer), "ended_tokens": .integer(Int64(ended.tokens)),
                "voided_steps": .integer(Int64(ended.voidedSteps)),
            ])
        return ended
    }
}

extension Refusal {
    fileprivate static func subjectForm(_ subject: String) -> Refusal {
        Refusal(
            .invalidValue,
            LocalizedText(
                en: "This can't be an issuer's key of a person.",
                de: "Das kann kein Schlüssel einer Person beim Anmeldedienst sein."),
            cure: LocalizedText(
                en: "1 to 255 printable ASCII characters without blanks, letter by letter as the issuer shows it.",
                de: "1 bis 255 druckbare ASCII-Zeichen ohne Leerzeichen, Zeichen für Zeichen wie beim Anmeldedienst."),
            at: Place(field: "subject", value: String(subject.prefix(300))))
    }

    fileprivate static func identityNotFound(_ login: String) -> Refusal {
        Refusal(
            .notFound,
            LocalizedText(
                en: "The user is not linked there.", de: "Der Benutzer ist dort nicht verknüpft."),
            cure: LocalizedText(en: "See `buddel user show \(login)`.", de: "Siehe `buddel user show \(login)`."),
            at: Place(field: "user", value: login))
    }
}
