import BuddelStore
import Buddelverein
import Crypto
import Postgres

extension BuddelApp {
    /// Checks a password and opens a session of 12 hours; returns its token, of which only the hash is stored.
    ///
    /// Refuses with `wrong_login` an unknown name as it does a wrong password, and takes as long for both; with
    /// `login_slowed` where failures went before. Every attempt is audited.
    public func logIn(_ login: String, password: String) async throws -> String {
        try await openSession(login, password: password, label: "session", validDays: 1)
    }

    /// Opens a token for scripts, valid for `validDays` days (at most 400).
    public func makeToken(_ login: String, password: String, label: String, validDays: Int) async throws -> String {
        try await openSession(login, password: password, label: label, validDays: min(max(validDays, 1), 400))
    }

    private func openSession(_ login: String, password: String, label: String, validDays: Int) async throws -> String {
        let credentials = try await anonymously { try await UserStore($0).fetchCredentials(login: login) }
        if let credentials, credentials.isLocked { throw Refusal.loginSlowed() }
        // An unknown name costs the same derivation, so that names can't be found out by the clock.
        let stored = credentials?.passwordHash ?? PasswordHash.decoy(surroundings.passwordCost)
        let matches = try await PasswordHash(text: stored).matches(password)
        guard let credentials, matches, !credentials.isDisabled else {
            try await anonymously { transaction in
                if let credentials {
                    let wait = min(30, credentials.failedLogins < 3 ? 0 : 1 << min(credentials.failedLogins - 3, 5))
                    try await UserStore(transaction).recordFailure(userID: credentials.userID, waitSeconds: wait)
                }
                try await AuditStore(transaction).insert(userID: credentials?.userID, action: "user.login_failed")
            }
            throw Refusal.wrongLogin()
        }
        let token = "bdl_" + Hexadecimal.text(surroundings.randomBytes(32))
        try await acting(as: credentials.userID).anonymously { transaction in
            try await UserStore(transaction).recordSuccess(userID: credentials.userID)
            try await UserStore(transaction).insertToken(
                userID: credentials.userID, hash: Self.tokenHash(token), label: label, validDays: validDays)
            try await AuditStore(transaction).insert(
                userID: credentials.userID, action: "user.login", detail: ["label": .string(label)])
        }
        return token
    }

    /// Ends the session of a token at once; false where it was over already.
    public func logOut(token: String) async throws -> Bool {
        try await anonymously { transaction in
            let revoked = try await UserStore(transaction).revokeToken(hash: Self.tokenHash(token))
            if revoked { try await AuditStore(transaction).insert(userID: max(userID, 0), action: "user.logout") }
            return revoked
        }
    }

    /// The user a token stands for; refuses with `not_logged_in` one that is unknown, expired or revoked.
    public func authenticate(_ token: String) async throws -> Int64 {
        let found = try await anonymously { try await CallerStore($0).fetchUserID(tokenHash: Self.tokenHash(token)) }
        guard let found else { throw Refusal.sessionOver() }
        return found
    }

    /// Who this value acts for; refuses with `not_logged_in` where that is nobody.
    public func whoAmI() async throws -> StoredCaller {
        try await transact(.associationShow, access: .readOnly) { $0.caller }
    }

    /// One transaction that may happen before anybody is known; row-level security shows it users and tokens alone.
    func anonymously<T: Sendable>(_ body: nonisolated(nonsending) (Transaction) async throws -> T) async throws -> T {
        let user = userID > 0 ? String(userID) : ""
        let preamble: SQL =
            "select set_config('role', \(Schema.applicationRole), true), set_config('buddel.user_id', \(user), true)"
        do {
            return try await pool.withTransaction(preamble: [preamble]) { try await body($0) }
        } catch {
            throw Refusal.translating(error, logger: logger)
        }
    }

    static func tokenHash(_ token: String) -> [UInt8] {
        Array(SHA256.hash(data: Array(token.utf8)))
    }
}

extension PasswordHash {
    /// A hash no password has, with the same cost.
    static func decoy(_ cost: PasswordCost) -> String {
        let zeros = String(repeating: "0", count: 32)
        return "scrypt$\(cost.logRounds)$\(cost.blockSize)$\(cost.parallelism)$\(zeros)$\(zeros)\(zeros)"
    }
}
