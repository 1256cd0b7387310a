import BuddelOperations
import Buddelverein
import Hummingbird
import Logging
import ServiceLifecycle
import Synchronization

/// The public side over HTTP: map page, feed, health; one service that ends on graceful shutdown.
///
/// Guarantees: what it serves comes from the source's publication alone; requests that are under way are answered
/// before it ends; the log holds no address and nothing a visitor typed but paths.
public struct BuddelServer: Service {
    /// What the server has counted; the same factory can be installed for the whole program.
    public let metrics: PrometheusMetrics

    private let configuration: ServeConfiguration
    private let responder: RouterResponder<ServerContext>
    private let refresher: FeedRefresher
    private let logger: Logger
    private let onRunning: @Sendable (Int) async -> Void

    /// Reads the files of the page; refuses with `leaflet_missing`.
    ///
    /// With an `app` it serves the API, too; without one it is a public side alone. `onRunning` gets the port once
    /// requests are answered.
    public init(
        configuration: ServeConfiguration, source: any PublicationSource, app: BuddelApp? = nil, logger: Logger,
        metrics: PrometheusMetrics = PrometheusMetrics(), onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws(Refusal) {
        self.configuration = configuration
        self.metrics = metrics
        self.logger = logger
        self.onRunning = onRunning
        let cache = FeedCache()
        refresher = FeedRefresher(source: source, cache: cache, metrics: metrics, logger: logger)
        let router = Router(context: ServerContext.self)
        router.add(middleware: RequestLog(metrics: metrics))
        router.add(middleware: ResponseHeaders(configuration))
        router.add(middleware: ProblemMiddleware(maximumBodyBytes: configuration.maximumBodyBytes))
        HealthRoutes(source: source, cache: cache, metrics: metrics).add(to: router)
        FeedRoutes(cache: cache).add(to: router)
        try StaticFiles(leafletFolder: configuration.leafletFolder).add(to: router)
        MapPage(configuration).add(to: router)
        if let app {
            EndpointRouter(
                app: app, endpoints: Endpoint.all, maximumBodyBytes: configuration.maximumBodyBytes
            ).add(to: router)
            APIDocuments(endpoints: Endpoint.all, configuration).add(to: router)
        }
        responder = router.buildResponder()
    }

    /// Serves until the task is cancelled or the surrounding service group shuts down.
    ///
    /// Refuses with `cannot_listen` where host and port are not to be had.
    public func run() async throws {
        let isListening = ListeningFlag()
        let application = Application(
            responder: responder,
            server: .http1(
                configuration: .init(
                    idleTimeout: .seconds(configuration.idleSeconds),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: configuration.maximumHeaderBytes,
                        maxHeaderListSize: configuration.maximumHeaderBytes, maxHeaderFieldCount: 100))),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port), serverName: "buddel",
                availableConnectionsDelegate: .maximum(configuration.maximumConnections, logger: logger)),
            services: [refresher],
            onServerRunning: { channel in
                isListening.raise()
                await onRunning(channel.localAddress?.port ?? configuration.port)
            },
            logger: logger)
        do {
            try await application.run()
        } catch let error where !isListening.isRaised && !(error is CancellationError) {
            throw Refusal.cannotListen(configuration.host, configuration.port, error)
        }
    }
}

/// Whether the server has come so far that requests are answered.
private final class ListeningFlag: Sendable {
    private let state = Mutex(false)

    var isRaised: Bool { state.withLock { $0 } }

    func raise() { state.withLock { $0 = true } }
}
