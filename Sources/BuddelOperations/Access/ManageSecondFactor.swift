import BuddelStore
import Buddelverein
import Postgres

extension BuddelApp {
    /// A secret that waits for its first code; it is shown this once.
    public struct SecondFactorSecret: Sendable, Hashable {
        /// Base 32 in groups of four, to be typed into an app.
        public var secret: String
        /// `otpauth://…`, which an app reads from a picture.
        public var address: String
    }

    /// How a user's second factor stands.
    public struct SecondFactorStanding: Sendable, Hashable {
        /// Whether a log-in asks for a code.
        public var isActive: Bool
        /// Since when, in ISO 8601 in UTC; nil where it is not active.
        public var since: String?
        /// How many recovery codes are left.
        public var codesLeft: Int
    }

    /// How one's own second factor stands, or as administrator anybody's.
    ///
    /// Refuses with `not_found`, `not_allowed`; the owner of the database has none (`not_logged_in`).
    public func secondFactor(of login: String? = nil) async throws -> SecondFactorStanding {
        try await transact(.secondFactorRead, access: .readOnly) { work in
            let owner = try await work.factorOwner(login)
            let found = try await SecondFactorStore(work.transaction).fetchStanding(userID: owner.userID)
            return SecondFactorStanding(
                isActive: found != nil, since: found?.confirmedAt.description, codesLeft: found?.codesLeft ?? 0)
        }
    }

    /// Makes a new secret for the caller, in place of one that was never confirmed; it asks for nothing before a first code
    /// confirms it.
    ///
    /// Refuses with `second_factor_active` where there is one, with `not_logged_in`, `token_scope`.
    public func setUpSecondFactor() async throws -> SecondFactorSecret {
        try await transact(.secondFactorSetUp) { work in
            let owner = try await work.factorOwner(nil)
            let secret = surroundings.randomBytes(TimeCode.secretBytes)
            guard try await SecondFactorStore(work.transaction).setUp(secret: secret, at: moment()) else {
                throw Refusal.secondFactorActive()
            }
            try await work.audit(subject: owner.login)
            let code = TimeCode(secret: secret)
            return SecondFactorSecret(secret: code.typed, address: code.address(login: owner.login))
        }
    }

    /// Confirms the secret that waits by a first code, and returns ten recovery codes, which are shown this once; from then
    /// on a log-in asks for a code. The caller's own token has passed it by this, his others have not.
    ///
    /// Refuses with `wrong_code`, with `not_found` where none waits.
    public func confirmSecondFactor(code: String) async throws -> [String] {
        try await transact(.secondFactorConfirm) { work in
            let owner = try await work.factorOwner(nil)
            let store = SecondFactorStore(work.transaction)
            guard let secret = try await store.fetchPending() else {
                throw Refusal.noSecondFactor(owner.login, waiting: true)
            }
            guard let step = SecondFactorCode(code).step(of: secret, at: moment()) else { throw Refusal.wrongCode() }
            let codes = RecoveryCode.make(surroundings)
            guard
                try await store.confirm(
                    step: step, codeHashes: codes.map(\.hash), tokenID: work.caller.tokenID, at: moment())
            else { throw Refusal.noSecondFactor(owner.login, waiting: true) }
            try await work.audit(subject: owner.login)
            return codes.map(\.text)
        }
    }

    /// Ten new recovery codes in place of the old ones, which are worth nothing from then on.
    ///
    /// Refuses with `second_factor_needed` a session that has not passed it, with `not_found` where there is none.
    public func renewRecoveryCodes() async throws -> [String] {
        try await transact(.secondFactorCodes) { work in
            let owner = try await work.factorOwner(nil)
            guard work.caller.passedSecondFactor else { throw Refusal.secondFactorNeeded(work.operation) }
            let codes = RecoveryCode.make(surroundings)
            guard try await SecondFactorStore(work.transaction).replaceCodes(hashes: codes.map(\.hash)) else {
                throw Refusal.noSecondFactor(owner.login)
            }
            try await work.audit(subject: owner.login)
            return codes.map(\.text)
        }
    }

    /// Takes away one's own second factor, or as administrator anybody's. Ends all sessions of that user, voids his undecided
    /// steps on claims, and is audited; returns how many steps.
    ///
    /// Refuses with `second_factor_needed` one's own in a session that has not passed it, with `not_found` (user, factor)
    /// and `not_allowed`. Takes the user's row, then the awards of what is voided.
    @discardableResult
    public func removeSecondFactor(of login: String? = nil) async throws -> Int {
        try await transact(.secondFactorRemove) { work in
            let owner = try await work.factorOwner(login)
            if owner.userID == work.caller.userID, !work.caller.passedSecondFactor {
                throw Refusal.secondFactorNeeded(work.operation)
            }
            guard try await SecondFactorStore(work.transaction).remove(userID: owner.userID, at: moment()) else {
                throw Refusal.noSecondFactor(owner.login)
            }
            let voided = try await UserStore(work.transaction).voidUndecidedSteps(
                userID: owner.userID, why: .secondFactorRemoved)
            try await work.audit(subject: owner.login, detail: ["voided_steps": .integer(Int64(voided))])
            return voided
        }
    }
}

extension UnitOfWork {
    /// Whose second factor is meant: the caller's own, or as administrator anybody's but that of the database's owner.
    fileprivate func factorOwner(_ login: String?) async throws -> (userID: Int64, login: String) {
        var owner = (userID: caller.userID, login: caller.login)
        if let login { owner = (try await UserStore(transaction).requireUser(login), login.lowercased()) }
        guard owner.userID == caller.userID || caller.isAdministrator else { throw Refusal.notAllowed(operation) }
        guard owner.userID != 0 else { throw Refusal.notLoggedIn() }
        return owner
    }
}
