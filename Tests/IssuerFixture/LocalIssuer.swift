import Crypto
import Foundation
import Hummingbird
import Logging
import ServiceLifecycle
import Synchronization

/// An issuer of OpenID Connect on this machine: discovery, keys, authorization, token and device endpoints over HTTP.
///
/// It lets in who it is told to, holds clients to secret and PKCE as a real one does, and misbehaves where a test says so.
public final class LocalIssuer: Sendable {
    public static let client = "buddel"
    /// With characters that a form must escape.
    public static let secret = "s3cret/of+the:client"

    /// What is wrong with it.
    public enum Fault: Sendable {
        case none, hugeKeys, slowKeys, redirectedKeys, brokenKeys, otherName, unsafeAddress
        /// Not wrong, but not what every issuer does.
        case noDevice, postedSecret, namesItself
    }

    struct Asked: Sendable {
        var nonce: String?
        var challenge: String
        var redirect: String
    }

    struct State: Sendable {
        var port = 0
        var subject = "person-1"
        var recipe = TokenRecipe()
        var fault = Fault.none
        var ring: IssuerKeyRing
        var codes: [String: Asked] = [:]
        var codeCount = 0
        /// What the token endpoint answers a device before it lets it in.
        var deviceErrors: [String] = []
        var forms: [[String: String]] = []
        var keyRequests = 0
        var isClosed = false
    }

    let state: Mutex<State>
    let stranger: IssuerKeyRing
    let now: @Sendable () -> Int64

    init(now: @escaping @Sendable () -> Int64) throws {
        stranger = try IssuerKeyRing(generation: 1)
        state = Mutex(State(ring: try IssuerKeyRing(generation: 1)))
        self.now = now
    }

    /// Runs an issuer on a free port while `body` works with it.
    /// - Parameter now: its clock, in seconds since 1970.
    public static func with(
        now: @escaping @Sendable () -> Int64, _ body: (LocalIssuer) async throws -> Void
    ) async throws {
        let issuer = try LocalIssuer(now: now)
        var logger = Logger(label: "issuer") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        let (ports, continuation) = AsyncStream<Int>.makeStream()
        let application = Application(
            router: IssuerRoutes(issuer).router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in continuation.yield(channel.localAddress?.port ?? 0) }, logger: logger)
        let group = ServiceGroup(configuration: ServiceGroupConfiguration(services: [application], logger: logger))
        let running = Task { try await group.run() }
        var iterator = ports.makeAsyncIterator()
        let outcome: Result<Void, any Error>
        if let port = await iterator.next() {
            issuer.state.withLock { $0.port = port }
            do {
                outcome = .success(try await body(issuer))
            } catch {
                outcome = .failure(error)
            }
        } else {
            outcome = .failure(CancellationError())
        }
        issuer.state.withLock { $0.isClosed = true }
        await group.triggerGracefulShutdown()
        try await running.value
        try outcome.get()
    }

    public var port: Int { state.withLock { $0.port } }
    /// The issuer's name, and its address.
    public var address: String { "http://127.0.0.1:\(port)" }

    /// Whom it lets in.
    public func letIn(_ subject: String) { state.withLock { $0.subject = subject } }

    /// How the next ID tokens are made.
    public func bake(_ change: (inout TokenRecipe) -> Void) {
        state.withLock { state in
            var recipe = TokenRecipe()
            change(&recipe)
            state.recipe = recipe
        }
    }

    public func misbehave(_ fault: Fault) { state.withLock { $0.fault = fault } }

    /// Takes new keys and forgets the old ones.
    public func changeKeys() throws {
        let ring = try IssuerKeyRing(generation: state.withLock { $0.ring.generation } + 1)
        state.withLock { $0.ring = ring }
    }

    /// What a device hears before it is let in.
    public func answerDevice(_ errors: [String]) { state.withLock { $0.deviceErrors = errors } }

    /// How often its keys were asked for.
    public var keyRequests: Int { state.withLock { $0.keyRequests } }
    /// Everything that was posted to it, in order; a secret in a header stands as `authorization`.
    public var forms: [[String: String]] { state.withLock { $0.forms } }

    /// The ID token for somebody it lets in now.
    func token(nonce: String?) async throws -> String {
        let (recipe, ring, subject, port) = state.withLock { ($0.recipe, $0.ring, $0.subject, $0.port) }
        let issuedAt = now() - recipe.age
        var claims = [
            "iss": "\"http://127.0.0.1:\(port)\"", "sub": "\"\(subject)\"", "aud": "\"\(Self.client)\"",
            "iat": String(issuedAt), "exp": String(issuedAt + recipe.lifetime),
        ]
        claims["nonce"] = nonce.map { "\"\($0)\"" }
        return try await recipe.token(ring, stranger, claims)
    }
}
