import Buddelverein
import Logging

/// The configured issuer: its metadata and keys, kept for an hour, and what is asked of it.
///
/// One value serves a whole instance; instances share nothing of it. Every refusal is `openid_unavailable`, an
/// `OpenIDFault`, or `busy` where 32 requests are under way.
public actor OpenIDIssuer {
    public nonisolated let configuration: OpenIDConfiguration
    private let exchange: IssuerExchange
    /// Waits between two questions of the device grant.
    nonisolated let pause: @Sendable (Duration) async throws -> Void

    private struct Known: Sendable {
        let metadata: OpenIDMetadata
        var keys: IssuerKeys
        /// Seconds since 1970 from which on both are fetched anew.
        let until: Int64
    }

    private var known: Known?
    private var fetching: Task<Known, any Error>?
    /// When the keys were fetched for the sake of a name that none of them had.
    private var searchedAt: Int64?
    private var running = 0

    /// How long metadata and keys are kept, and how long after a search for a key no other one begins, in seconds.
    static let keptFor: Int64 = 3_600
    static let searchEvery: Int64 = 60

    /// - Parameter requestLimit: how long one request to the issuer may take in all.
    public init(
        _ configuration: OpenIDConfiguration, requestLimit: Duration = .seconds(5),
        logger: Logger = Logger(label: "buddel.openid"),
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.configuration = configuration
        exchange = IssuerExchange(limit: requestLimit, logger: logger)
        self.pause = pause
    }

    /// What the issuer says of itself; fetched where nothing is known or it is an hour old.
    func metadata(now: Int64) async throws -> OpenIDMetadata {
        try await current(now).metadata
    }

    /// Whom an ID token vouches for: its signature by one of the issuer's keys, then its claims.
    ///
    /// A key that is not known is looked for at the issuer, at most once a minute, since issuers change their keys.
    func identity(of token: String, nonce: String?, now: Int64) async throws -> IssuerIdentity {
        let token = try IDToken(token)
        let keys = try await current(now).keys
        var candidates = keys.candidates(for: token.algorithm, named: token.keyName)
        if candidates.isEmpty, let found = try await search(now) {
            candidates = found.candidates(for: token.algorithm, named: token.keyName)
        }
        guard !candidates.isEmpty else { throw OpenIDFault.unknownKey }
        var isSigned = false
        for key in candidates where !isSigned {
            isSigned = await key.verifies(token.signature, of: token.signed, by: token.algorithm)
        }
        guard isSigned else { throw OpenIDFault.signature }
        return try token.identity(
            issuer: configuration.issuer, client: configuration.clientID, nonce: nonce, now: now)
    }

    /// Sends a form to an address of the issuer's as this client, which it proves by its secret where it has one.
    func post(
        _ form: [(name: String, value: String)], to address: String, now: Int64
    ) async throws -> IssuerExchange.Reply {
        let inForm = try await metadata(now: now).wantsSecretInForm
        var form = form
        var authorization: String?
        if let secret = configuration.clientSecret, !inForm {
            // Both as in a form before they are joined (RFC 6749 section 2.3.1).
            let pair = OpenIDAddress.escaped(configuration.clientID) + ":" + OpenIDAddress.escaped(secret)
            authorization = "Basic " + pair.base64
        } else {
            form.append(("client_id", configuration.clientID))
            if let secret = configuration.clientSecret { form.append(("client_secret", secret)) }
        }
        return try await bounded { [form, authorization] in
            try await exchange.post(form, to: address, authorization: authorization)
        }
    }

    private func current(_ now: Int64) async throws -> Known {
        if let known, now < known.until { return known }
        // Who comes meanwhile waits for the same answer.
        let task = fetching ?? Task { try await fetch(now) }
        fetching = task
        defer { if fetching == task { fetching = nil } }
        let known = try await task.value
        self.known = known
        return known
    }

    private func fetch(_ now: Int64) async throws -> Known {
        let metadata = try OpenIDMetadata(
            try await exchange.document(OpenIDMetadata.address(of: configuration.issuer)), issuer: configuration.issuer)
        let keys = try IssuerKeys(try await exchange.document(metadata.keysAddress))
        return Known(metadata: metadata, keys: keys, until: now + Self.keptFor)
    }

    /// The keys fetched anew; nil where that was done less than a minute ago.
    private func search(_ now: Int64) async throws -> IssuerKeys? {
        if let searchedAt, now < searchedAt + Self.searchEvery { return known?.keys }
        searchedAt = now
        guard let address = known?.metadata.keysAddress else { return nil }
        let keys = try IssuerKeys(try await exchange.document(address))
        known?.keys = keys
        return keys
    }

    /// Runs a request unless 32 are under way.
    private func bounded<T: Sendable>(_ request: @Sendable () async throws -> T) async throws -> T {
        guard running < 32 else { throw Refusal.tooManyLogins() }
        running += 1
        defer { running -= 1 }
        return try await request()
    }
}
