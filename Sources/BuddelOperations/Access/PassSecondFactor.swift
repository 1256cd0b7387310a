import BuddelStore
import Buddelverein
import Postgres

extension BuddelApp {
    /// Passes the second factor with the session that is used: for who came in at an issuer that was asked for one factor.
    ///
    /// A code, or a recovery code, counts once; each try counts as a failed log-in until one succeeds. Audited, also where
    /// it fails. Refuses with `wrong_code`, with `login_slowed` where failures went before, with `not_found` where no
    /// second factor is active, and with `not_logged_in` who shows no token. Takes the user's row.
    public func passSecondFactor(code: String) async throws {
        // In a transaction of its own, so that a try counts however it ends, and one that is only rehearsed, too.
        let begun = try await acting(as: bearer).transact(.secondFactorPass) { work in
            guard let token = work.caller.tokenID else { throw Refusal.notLoggedIn() }
            let (isSlowed, active) = try await SecondFactorStore(work.transaction).begin(tokenID: token, at: moment())
            if isSlowed { throw Refusal.loginSlowed() }
            guard let active else { throw Refusal.noSecondFactor(work.caller.login) }
            return (token: token, active: active)
        }
        let isPassed = try await transact(.secondFactorPass) { work in
            let store = SecondFactorStore(work.transaction)
            guard let kind = try await SecondFactorCode(code).use(against: begun.active, store, at: moment()) else {
                return false
            }
            guard try await store.finish(tokenID: begun.token, at: moment()) else { throw Refusal.sessionOver() }
            try await work.audit(subject: work.caller.login, detail: ["second_factor": .string(kind.rawValue)])
            return true
        }
        guard isPassed else {
            let userID = userID
            try await acting(as: Self.anonymousUserID).anonymously {
                try await UserStore($0).recordFailedLogin(userID: userID, why: .code)
            }
            throw Refusal.wrongCode()
        }
    }
}
