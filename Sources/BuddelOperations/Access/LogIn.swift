import BuddelStore
import Buddelverein
import Crypto
import Postgres

extension BuddelApp {
    /// How long a session lasts, in hours.
    static let sessionHours: Int64 = 12

    /// Where a token holds.
    public enum TokenPlace: Sendable, Hashable {
        /// Wherever its user has a role.
        case everywhere
        case association(String)
        case municipality(Ags)

        /// The association's code or the municipality's key.
        var code: String? {
            switch self {
            case .everywhere: nil
            case .association(let code): code
            case .municipality(let ags): ags.rawValue
            }
        }
    }

    /// Checks a password, and a code where the user has a second factor, and opens a session of 12 hours; returns its
    /// token, of which only the hash is stored.
    ///
    /// Refuses with `wrong_login` an unknown name as it does a wrong password or a disabled user, and takes as long for
    /// each, whether there is a second factor or not; with `login_slowed` where failures went before. Once the password
    /// was right: with `second_factor_code_needed` where a code is missing, with `wrong_code` one that does not count.
    /// `code` is of the user's app or a recovery code; each counts once. `known` is a token that the same user was given
    /// before, even one that is over: failures of others don't slow down who shows it. Every attempt that is looked at is
    /// audited.
    public func logIn(
        _ login: String, password: String, code: String? = nil, known: String? = nil
    ) async throws -> String {
        try await openSession(
            Attempt(login: login, password: password, code: code, known: known),
            TokenRequest(label: "session", seconds: Self.sessionHours * 3600, access: .decide, place: .everywhere))
    }

    /// Opens a token for scripts, valid for `validDays` days, that gives no more than `access` at `place`.
    ///
    /// Refuses as `logIn` does, with `invalid_value` anything but 1 to 400 days or a label that can't be kept, and with
    /// `not_found` a place where its user has no role.
    public func makeToken(
        _ login: String, password: String, code: String? = nil, known: String? = nil, label: String, validDays: Int,
        access: AccessLevel = .read, at place: TokenPlace = .everywhere
    ) async throws -> String {
        guard (1...400).contains(validDays) else { throw Refusal.tokenDays(validDays) }
        try TextLimits.require(name: label, "label")
        return try await openSession(
            Attempt(login: login, password: password, code: code, known: known),
            TokenRequest(label: label, seconds: Int64(validDays) * 86_400, access: access, place: place))
    }

    /// What somebody shows who logs in.
    private struct Attempt: Sendable {
        var login: String
        var password: String
        var code: String?
        var known: String?
    }

    /// What he asks for.
    private struct TokenRequest: Sendable {
        var label: String
        var seconds: Int64
        var access: AccessLevel
        var place: TokenPlace
    }

    private enum Outcome: Sendable {
        case opened(String)
        case refused(UserStore.LoginFault)
    }

    private func openSession(_ attempt: Attempt, _ request: TokenRequest) async throws -> String {
        let nobody = acting(as: Self.anonymousUserID)
        let known = attempt.known.map(Self.tokenHash)
        let credentials = try await nobody.anonymously {
            try await UserStore($0).beginLogin(attempt.login.lowercased(), known: known, at: moment())
        }
        if let credentials, credentials.isSlowed { throw Refusal.loginSlowed() }
        // An unknown name costs the same derivation, so that names can't be found out by the clock.
        let compared = PasswordHash(text: credentials?.passwordHash ?? PasswordHash.decoy(surroundings.passwordCost))
        let matches = try await compared.matches(attempt.password)
        var outcome = Outcome.refused(.password)
        if matches, let credentials, let hash = credentials.passwordHash, !credentials.isDisabled {
            outcome = try await acting(as: credentials.userID).anonymously { transaction in
                try await open(
                    request, of: credentials.userID, passwordHash: hash, code: attempt.code, known: known, transaction)
            }
        }
        switch outcome {
        case .opened(let token): return token
        case .refused(let why):
            // In a transaction of its own: that of the attempt has kept nothing.
            try await nobody.anonymously {
                try await UserStore($0).failLogin(userID: credentials?.userID, why: why, known: known)
            }
            switch why {
            case .password: throw Refusal.wrongLogin()
            case .codeMissing: throw Refusal.codeNeeded()
            case .code: throw Refusal.wrongCode()
            }
        }
    }

    /// Writes the token of who gave the right password, once his code counts; refused as a wrong password where that was
    /// set anew, or the user disabled, while it was being compared.
    ///
    /// Failures are forgotten by a log-in that succeeds as a whole: who knows the password alone can't reset the count of
    /// the codes that he guesses.
    private func open(
        _ request: TokenRequest, of userID: Int64, passwordHash: String, code: String?, known: [UInt8]?,
        _ transaction: Transaction
    ) async throws -> Outcome {
        let factors = SecondFactorStore(transaction)
        let (isCurrent, active) = try await factors.begin(passwordHash: passwordHash)
        guard isCurrent else { return .refused(.password) }
        var used: SecondFactorCode.Kind?
        if let active {
            guard let code else { return .refused(.codeMissing) }
            used = try await SecondFactorCode(code).use(against: active, factors, at: moment())
            if used == nil { return .refused(.code) }
        }
        let store = UserStore(transaction)
        guard try await store.finishLogin(passwordHash: passwordHash, known: known) else { return .refused(.password) }
        let scope = try await Self.scope(request, of: userID, transaction)
        let token = "bdl_" + surroundings.randomBytes(32).hexadecimal
        try await TokenStore(transaction).insert(
            TokenStore.New(
                hash: Self.tokenHash(token), label: request.label, scope: scope, createdAt: moment(),
                expiresAt: moment(after: request.seconds), secondFactorAt: used == nil ? nil : moment()),
            userID: userID)
        try await AuditStore(transaction).insert(
            userID: userID, action: "user.login",
            detail: [
                "label": .string(request.label), "access": .string(scope.access.rawValue),
                "place": request.place.code.map { .string($0) } ?? .null,
                "second_factor": used.map { .string($0.rawValue) } ?? .null,
            ])
        return .opened(token)
    }

    /// What a token will give; refuses with `not_found` a place where the user has no role.
    private static func scope(
        _ request: TokenRequest, of userID: Int64, _ transaction: Transaction
    ) async throws -> TokenScope {
        switch request.place {
        case .everywhere: return TokenScope(access: request.access)
        case .association(let code):
            let grants = try await CallerStore(transaction).fetchCaller(userID: userID)?.grants ?? []
            guard let id = grants.first(where: { $0.associationCode == code })?.associationID else {
                throw Refusal.associationNotFound(code)
            }
            return TokenScope(access: request.access, associationID: id)
        case .municipality(let ags):
            let grants = try await CallerStore(transaction).fetchCaller(userID: userID)?.grants ?? []
            guard grants.contains(where: { $0.ags == ags }) else { throw Refusal.noRoleInScope(ags) }
            return TokenScope(access: request.access, ags: ags)
        }
    }

    /// Ends the session of a token at once, whoever asks, and audits it; false where it was over already.
    public func logOut(token: String) async throws -> Bool {
        try await acting(as: Self.anonymousUserID).anonymously { transaction in
            try await UserStore(transaction).endSession(hash: Self.tokenHash(token), at: moment())
        }
    }

    /// Whom a token stands for and what it gives; refuses with `not_logged_in` one that is unknown, expired or revoked.
    public func authenticate(_ token: String) async throws -> Bearer {
        let found = try await acting(as: Self.anonymousUserID).anonymously {
            try await CallerStore($0).fetchBearer(tokenHash: Self.tokenHash(token), at: moment())
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
