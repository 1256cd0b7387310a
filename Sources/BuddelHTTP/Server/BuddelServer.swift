import BuddelOperations
import Buddelverein
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import ServiceLifecycle
import Synchronization

/// The server over HTTP: map page, feed, API, health; one service that ends on graceful shutdown.
///
/// Guarantees: what the public gets comes from the source's publication alone; requests that are under way get
/// `shutdownSeconds` to be answered before it ends; the log holds no address and nothing a visitor typed.
public struct BuddelServer: Service {
    /// What the server has counted; the same factory can be installed for the whole program.
    public let metrics: PrometheusMetrics

    private let configuration: ServeConfiguration
    private let responder: RouterResponder<ServerContext>
    private let refresher: FeedRefresher
    private let certificate: CertificateKeeper?
    private let connections: OpenConnections
    private let bodyLimits: BodyLimits
    private let logger: Logger
    private let onRunning: @Sendable (Int) async -> Void

    /// Reads the files of the page and of TLS; refuses with `leaflet_missing`, `file_unreadable`, `invalid_certificate`.
    ///
    /// With an `app` it serves the API, too; without one it is a public side alone. `readiness` says whether the
    /// database fits the program. `onRunning` gets the port once requests are answered.
    public init(
        configuration: ServeConfiguration, source: any PublicationSource, app: BuddelApp? = nil,
        readiness: (any ReadinessSource)? = nil, logger: Logger, metrics: PrometheusMetrics = PrometheusMetrics(),
        onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws(Refusal) {
        self.configuration = configuration
        self.metrics = metrics
        self.logger = logger
        self.onRunning = onRunning
        let bounds = configuration.bounds
        let counts = ServerCounts(metrics: metrics)
        let rates = RateLimits(bounds, counts: counts)
        let workshop = Workshop(bounds, rates: rates, counts: counts)
        let connections = OpenConnections(
            maximumPerAddress: bounds.connectionsPerAddress, trusted: configuration.trustedProxies)
        self.connections = connections
        certificate = try configuration.certificate.map { files throws(Refusal) in
            try CertificateKeeper(files, logger: logger)
        }
        let cache = FeedCache()
        refresher = FeedRefresher(source: source, cache: cache, metrics: metrics, logger: logger)
        let endpoints = app == nil ? [] : Endpoint.all
        bodyLimits = BodyLimits(endpoints, bounds)
        let router = Router(context: ServerContext.self)
        router.add(middleware: OriginMiddleware(trusted: configuration.trustedProxies))
        router.add(middleware: RequestLog(counts: counts))
        router.add(middleware: ResponseHeaders(configuration))
        router.add(middleware: ProblemMiddleware(limits: bodyLimits))
        router.add(middleware: RateMiddleware(limits: rates))
        HealthRoutes(source: source, readiness: readiness, cache: cache, metrics: metrics) {
            await counts.refresh(workshop, connections, app)
        }.add(to: router)
        FeedRoutes(cache: cache).add(to: router)
        try StaticFiles(leafletFolder: configuration.leafletFolder).add(to: router)
        MapPage(configuration).add(to: router)
        SecurityContact(configuration: configuration).add(to: router)
        if let app {
            EndpointRouter(app: app, endpoints: endpoints, workshop: workshop).add(to: router)
            APIDocuments(endpoints: endpoints, configuration).add(to: router)
        }
        responder = router.buildResponder()
    }

    /// Serves until the task is cancelled or the surrounding service group shuts down.
    ///
    /// Refuses with `cannot_listen` where host and port are not to be had.
    public func run() async throws {
        let isListening = ListeningFlag()
        let services: [any Service] = [refresher] + [certificate].compactMap(\.self)
        let application = Application(
            responder: responder, server: try server(),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port), serverName: "buddel",
                availableConnectionsDelegate: .maximum(configuration.bounds.connections, logger: logger)),
            services: services,
            onServerRunning: { channel in
                isListening.raise()
                await onRunning(channel.localAddress?.port ?? configuration.port)
            },
            logger: logger)
        let lastCall = Mutex<Task<Void, Never>?>(nil)
        defer { lastCall.withLock { $0?.cancel() } }
        do {
            try await withGracefulShutdownHandler {
                try await application.run()
            } onGracefulShutdown: { [connections, seconds = configuration.bounds.shutdownSeconds] in
                // The server ends when its last connection does; what takes longer than it may is cut.
                let task = Task {
                    do { try await Task.sleep(for: .seconds(seconds)) } catch { return }
                    connections.closeAll()
                }
                lastCall.withLock { $0 = task }
            }
        } catch let error where !isListening.isRaised && !(error is CancellationError) {
            throw Refusal.cannotListen(configuration.host, configuration.port, error)
        }
    }

    private func server() throws -> HTTPServerBuilder {
        let bounds = configuration.bounds
        let counts = ServerCounts(metrics: metrics)
        let plain = HTTPServerBuilder.http1(
            configuration: .init(
                additionalChannelHandlers: [
                    ConnectionPace(
                        bounds, largestBody: bodyLimits.largest, connections: connections, counts: counts,
                        logger: logger)
                ],
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: bounds.headerBytes, maxHeaderListSize: bounds.headerBytes,
                    maxHeaderFieldCount: bounds.headerCount)))
        guard let certificate else { return plain }
        return try .tls(plain, tlsConfiguration: certificate.configuration())
    }
}

/// Whether the server has come so far that requests are answered.
private final class ListeningFlag: Sendable {
    private let state = Mutex(false)

    var isRaised: Bool { state.withLock { $0 } }

    func raise() { state.withLock { $0 = true } }
}
