import BuddelStore
import Buddelverein
import Crypto
import Postgres

extension BuddelApp {
    /// How long a session lasts, in hours.
    private static let sessionHours: Int64 = 12

    /// Checks a password and opens a session of 12 hours; returns its token, of which only the hash is stored.
    ///
    /// Refuses with `wrong_login` an unknown name as it does a wrong password or a disabled user, and takes as long for
    /// each; with `login_slowed` where failures went before. `known` is a token that the same user was given before, even
    /// one that is over: failures of others don't slow down who shows it. Every attempt that is looked at is audited.
    public func logIn(_ login: String, password: String, known: String? = nil) async throws -> String {
        try await openSession(
            login, password: password, known: known, label: "session", seconds: Self.sessionHours * 3600)
    }

    /// Opens a token for scripts, valid for `validDays` days.
    ///
    /// Refuses as `logIn` does, and with `invalid_value` anything but 1 to 400 days.
    public func makeToken(
        _ login: String, password: String, known: String? = nil, label: String, validDays: Int
    ) async throws -> String {
        guard (1...400).contains(validDays) else { throw Refusal.tokenDays(validDays) }
        return try await openSession(
            login, password: password, known: known, label: label, seconds: Int64(validDays) * 86_400)
    }

    private func openSession(
        _ login: String, password: String, known: String?, label: String, seconds: Int64
    ) async throws -> String {
        let nobody = acting(as: Self.anonymousUserID)
        let known = known.map(Self.tokenHash)
        let credentials = try await nobody.anonymously {
            try await UserStore($0).beginLogin(login.lowercased(), known: known, at: moment())
        }
        if let credentials, credentials.isSlowed { throw Refusal.loginSlowed() }
        // An unknown name costs the same derivation, so that names can't be found out by the clock.
        let compared = PasswordHash(text: credentials?.passwordHash ?? PasswordHash.decoy(surroundings.passwordCost))
        let matches = try await compared.matches(password)
        guard matches, let credentials, let hash = credentials.passwordHash, !credentials.isDisabled,
            let token = try await openSession(
                of: credentials.userID, passwordHash: hash, known: known, label: label, seconds: seconds)
        else {
            try await nobody.anonymously { try await UserStore($0).recordFailedLogin(userID: credentials?.userID) }
            throw Refusal.wrongLogin()
        }
        return token
    }

    /// Writes the token of who gave the right password; nil where the password was set anew or the user disabled while
    /// it was being compared.
    private func openSession(
        of userID: Int64, passwordHash: String, known: [UInt8]?, label: String, seconds: Int64
    ) async throws -> String? {
        let token = "bdl_" + surroundings.randomBytes(32).hexadecimal
        return try await acting(as: userID).anonymously { transaction in
            let store = UserStore(transaction)
            guard try await store.finishLogin(passwordHash: passwordHash, known: known) else { return nil }
            try await store.insertToken(
                userID: userID, hash: Self.tokenHash(token), label: label, from: moment(),
                until: moment(after: seconds))
            try await AuditStore(transaction).insert(
                userID: userID, action: "user.login", detail: ["label": .string(label)])
            return token
        }
    }

    /// Ends the session of a token at once, whoever asks, and audits it; false where it was over already.
    public func logOut(token: String) async throws -> Bool {
        try await acting(as: Self.anonymousUserID).anonymously { transaction in
            try await UserStore(transaction).endSession(hash: Self.tokenHash(token), at: moment())
        }
    }

    /// The user a token stands for; refuses with `not_logged_in` one that is unknown, expired or revoked.
    public func authenticate(_ token: String) async throws -> Int64 {
        let found = try await acting(as: Self.anonymousUserID).anonymously {
            try await CallerStore($0).fetchUserID(tokenHash: Self.tokenHash(token), at: moment())
        }
        guard let found else { throw Refusal.sessionOver() }
        return found
    }

    /// Who this value acts for; refuses with `not_logged_in` where that is nobody.
    public func whoAmI() async throws -> Caller {
        try await transact(.associationShow, access: .readOnly) { $0.caller }
    }

    /// One transaction that may happen before anybody is known; row-level security shows nothing to nobody.
    func anonymously<T: Sendable>(_ body: nonisolated(nonsending) (Transaction) async throws -> T) async throws -> T {
        do {
            return try await pool.withTransaction(preamble: [identity]) { try await body($0) }
        } catch {
            throw Refusal.translating(error, logger: logger)
        }
    }

    /// Now by the injected clock, for the database.
    func moment(after seconds: Int64 = 0) -> PostgresTimestamp {
        PostgresTimestamp(secondsSince1970: surroundings.now() + seconds)
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
