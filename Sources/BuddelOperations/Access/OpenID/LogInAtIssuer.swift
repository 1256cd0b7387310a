import BuddelStore
import Buddelverein
import Crypto
import Postgres

extension BuddelApp {
    /// A log-in that goes on in the browser.
    public struct IssuerLogIn: Sendable, Hashable {
        /// The issuer's page that asks who it is.
        public var address: String
        /// What only the browser gets in which it was begun; it shows it when it comes back.
        public var browserSecret: String
    }

    /// What the issuer sent the browser back with.
    public struct IssuerAnswer: Sendable {
        public var state: String
        public var code: String?
        /// The issuer's word for why there is no code.
        public var error: String?
        /// `iss` (RFC 9207).
        public var issuer: String?

        public init(state: String, code: String?, error: String? = nil, issuer: String? = nil) {
            self.state = state
            self.code = code
            self.error = error
            self.issuer = issuer
        }
    }

    /// The session of somebody for whom the issuer has vouched.
    public struct IssuerSession: Sendable {
        public var token: String
        public var login: String
    }

    /// Begins a log-in by the authorization code with PKCE; it must be finished within ten minutes, in the same browser.
    ///
    /// State, nonce and verifier are 32 random bytes each; of the state only the hash is stored. Refuses with `not_found`
    /// where no issuer is configured, with `openid_unavailable`, and with `busy` where 10,000 log-ins are under way.
    public func beginIssuerLogIn() async throws -> IssuerLogIn {
        guard let issuer, let redirect = issuer.configuration.redirectAddress else { throw Refusal.openIDOff() }
        let metadata = try await issuer.metadata(now: surroundings.now())
        let (state, nonce, verifier, browser) = (secret(), secret(), secret(), secret())
        let begun = try await acting(as: Self.anonymousUserID).anonymously {
            try await IdentityStore($0).begin(
                IdentityStore.PendingLogIn(
                    stateHash: Self.tokenHash(state), browserHash: Self.tokenHash(browser),
                    issuer: issuer.configuration.issuer, nonce: nonce, verifier: verifier), at: moment())
        }
        guard begun else { throw Refusal.tooManyLogins() }
        var parameters = [
            ("response_type", "code"), ("client_id", issuer.configuration.clientID), ("redirect_uri", redirect),
            ("scope", "openid"), ("state", state), ("nonce", nonce),
            ("code_challenge", Base64URL.encode(SHA256.hash(data: Array(verifier.utf8)))),
            ("code_challenge_method", "S256"),
        ]
        let classes = issuer.configuration.secondFactor.classes
        if !classes.isEmpty { parameters.append(("acr_values", classes.joined(separator: " "))) }
        return IssuerLogIn(
            address: OpenIDAddress.adding(
                parameters.map { (name: $0.0, value: $0.1) }, to: metadata.authorizationAddress),
            browserSecret: browser)
    }

    /// Finishes a log-in with what the issuer sent the browser back with, and opens a session of 12 hours.
    ///
    /// A state counts once, whatever comes of it. Refuses with `openid_refused` what the issuer or its ID token do not
    /// carry, and a browser that did not begin it; with `openid_unknown_user` who is linked to no user that is let in;
    /// with `openid_unavailable`, `busy`, and `not_found` where no issuer is configured. Every one is audited.
    public func finishIssuerLogIn(_ answer: IssuerAnswer, browserSecret: String?) async throws -> IssuerSession {
        guard let issuer, let redirect = issuer.configuration.redirectAddress else { throw Refusal.openIDOff() }
        return try await auditingRefusals {
            let pending = try await takePending(answer, browserSecret, issuer)
            let metadata = try await issuer.metadata(now: surroundings.now())
            guard
                answer.issuer ?? (metadata.namesItselfInAnswers ? "" : issuer.configuration.issuer)
                    == issuer.configuration.issuer
            else { throw OpenIDFault.wrongIssuer }
            guard answer.error == nil, let code = answer.code else { throw OpenIDFault.refusedByIssuer }
            let reply = try await issuer.post(
                [
                    ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect),
                    ("code_verifier", pending.verifier),
                ], to: metadata.tokenAddress, now: surroundings.now())
            guard reply.status == 200 else { throw OpenIDFault.refusedByIssuer }
            guard let token = reply.json["id_token"]?.stringValue else { throw OpenIDFault.malformedToken }
            let identity = try await issuer.identity(of: token, nonce: pending.nonce, now: surroundings.now())
            return try await openSession(of: identity, at: issuer)
        }
    }

    private func takePending(
        _ answer: IssuerAnswer, _ browserSecret: String?, _ issuer: OpenIDIssuer
    ) async throws -> IdentityStore.TakenLogIn {
        let taken = try await acting(as: Self.anonymousUserID).anonymously {
            try await IdentityStore($0).take(
                stateHash: Self.tokenHash(answer.state), browserHash: browserSecret.map(Self.tokenHash),
                issuer: issuer.configuration.issuer, at: moment())
        }
        guard let taken else { throw OpenIDFault.unknownState }
        guard !taken.isOtherBrowser else { throw OpenIDFault.otherBrowser }
        guard !taken.isLate else { throw OpenIDFault.tooLate }
        return taken
    }

    /// Opens the session of a verified identity: the only way from an issuer to a token.
    func openSession(of identity: IssuerIdentity, at issuer: OpenIDIssuer) async throws -> IssuerSession {
        let user = try await acting(as: Self.anonymousUserID).anonymously {
            try await IdentityStore($0).fetchUser(issuer: identity.issuer, subject: identity.subject)
        }
        guard let user else { throw OpenIDFault.unknownUser }
        guard !user.isDisabled else {
            try await recordRefusal(.disabledUser, of: user.id)
            throw Refusal.openIDRefused(.disabledUser)
        }
        let isSecondFactor = issuer.configuration.secondFactor.isPassed(
            methods: identity.methods, contextClass: identity.contextClass)
        let token = "bdl_" + surroundings.randomBytes(32).hexadecimal
        let isOpen = try await acting(as: user.id).anonymously { transaction in
            guard
                try await IdentityStore(transaction).finish(issuer: identity.issuer, subject: identity.subject)
            else { return false }
            try await TokenStore(transaction).insert(
                TokenStore.New(
                    hash: Self.tokenHash(token), label: "openid", createdAt: moment(),
                    expiresAt: moment(after: Self.sessionHours * 3600),
                    secondFactorAt: isSecondFactor ? moment() : nil),
                userID: user.id)
            try await AuditStore(transaction).insert(
                userID: user.id, action: "user.login",
                detail: [
                    "label": "openid", "access": .string(AccessLevel.decide.rawValue), "place": .null,
                    "second_factor": isSecondFactor ? "issuer" : .null,
                ])
            return true
        }
        guard isOpen else {
            try await recordRefusal(.unknownUser, of: user.id)
            throw Refusal.openIDRefused(.unknownUser)
        }
        return IssuerSession(token: token, login: user.login)
    }

    /// Audits what a log-in at the issuer was refused for, and says it as a refusal.
    func auditingRefusals<T>(
        _ body: nonisolated(nonsending) () async throws -> T
    ) async throws -> T {
        do {
            return try await body()
        } catch let fault as OpenIDFault {
            try await recordRefusal(fault, of: nil)
            throw Refusal.openIDRefused(fault)
        } catch let refusal as Refusal where refusal.code == .openIDUnavailable {
            try await acting(as: Self.anonymousUserID).anonymously {
                try await IdentityStore($0).recordRefusal(userID: nil, reason: "issuer_unavailable")
            }
            throw refusal
        }
    }

    private func recordRefusal(_ fault: OpenIDFault, of userID: Int64?) async throws {
        try await acting(as: Self.anonymousUserID).anonymously {
            try await IdentityStore($0).recordRefusal(userID: userID, reason: fault.rawValue)
        }
    }

    /// 32 random bytes as 43 characters.
    private func secret() -> String { Base64URL.encode(surroundings.randomBytes(32)) }
}
