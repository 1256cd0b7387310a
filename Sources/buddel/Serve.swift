import BuddelCLI
import BuddelHTTP
import BuddelOperations
import Buddelverein
import Logging
import ServiceLifecycle

/// Runs the server until SIGINT or SIGTERM, and publishes once a day meanwhile.
///
/// The public side reads schema `feed` by connections of its own, readiness is asked by another one; the application is
/// not there at all where only what is published is shown.
@Sendable func serve(
    _ settings: Settings, _ options: ServeOptions, _ onRunning: @escaping @Sendable (Int) -> Void
) async throws {
    if options.logFormat == .json { ServerLogHandler.useJSON() }
    let configuration = try ServeConfiguration(options)
    let issuer = options.openID.map { OpenIDIssuer($0) }
    let app = options.feedOnly ? nil : try await openApp(settings, options.bounds).trusting(issuer)
    do {
        try await serve(app, settings, configuration, onRunning)
    } catch {
        await app?.close()
        throw error
    }
    await app?.close()
}

/// The application for nobody, whose statements end when a request's time is over.
private func openApp(_ settings: Settings, _ bounds: ServeBounds) async throws -> BuddelApp {
    try await BuddelApp.open(
        settings.location(), token: nil, maximumConnections: bounds.databaseConnections,
        maximumWaiting: bounds.working + bounds.waiting, statementTimeout: .seconds(bounds.requestSeconds))
}

private func serve(
    _ app: BuddelApp?, _ settings: Settings, _ configuration: ServeConfiguration,
    _ onRunning: @escaping @Sendable (Int) -> Void
) async throws {
    let logger = Logger(label: "buddel.serve")
    let source =
        if let url = settings.feedURL {
            try await DatabasePublicationSource.open(.server(url: url), from: "BUDDEL_FEED_URL")
        } else {
            try await DatabasePublicationSource.open(settings.location())
        }
    let readiness = app.map { DatabaseReadiness($0) }
    func close() async {
        await source.close()
        await readiness?.close()
    }
    do {
        let server = try BuddelServer(
            configuration: configuration, source: source, app: app, readiness: readiness, logger: logger,
            onRunning: { port in onRunning(port) })
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = [
            .init(service: server, successTerminationBehavior: .gracefullyShutdownGroup)
        ]
        if let app { services.append(.init(service: DailyPublication(publisher: DailyPublisher(app)))) }
        var group = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        // What has not ended by itself then is cancelled, which ends its statements, too.
        group.maximumGracefulShutdownDuration = .seconds(configuration.bounds.shutdownSeconds + 2)
        try await ServiceGroup(configuration: group).run()
    } catch {
        await close()
        throw error
    }
    await close()
}

extension ServeConfiguration {
    /// What was asked for on the command line, by the environment or the file.
    fileprivate init(_ options: ServeOptions) throws(Refusal) {
        self.init(host: options.host, port: options.port, publicURL: options.publicURL)
        basemap = options.basemap.map { Basemap(template: $0, credit: options.basemapCredit ?? "") }
        operatorName = options.operatorName
        imprintURL = options.imprintURL
        privacyURL = options.privacyURL
        securityContact = options.securityContact
        if let certificate = options.tlsCertificate, let key = options.tlsKey {
            self.certificate = CertificateFiles(certificate: certificate, key: key)
        }
        for proxy in options.trustedProxies { trustedProxies.append(try AddressRange(parsing: proxy)) }
        bounds.addressRate = options.bounds.addressRate
        bounds.logInRate = options.bounds.logInRate
        bounds.userRate = options.bounds.userRate
        bounds.working = options.bounds.working
        bounds.waiting = options.bounds.waiting
        bounds.connections = options.bounds.connections
        bounds.connectionsPerAddress = options.bounds.connectionsPerAddress
        bounds.requestSeconds = options.bounds.requestSeconds
        bounds.headerSeconds = options.bounds.headerSeconds
        bounds.bodySeconds = options.bounds.bodySeconds
        bounds.idleSeconds = options.bounds.idleSeconds
        bounds.shutdownSeconds = options.bounds.shutdownSeconds
    }
}

/// The daily publication as a service that ends with the server.
private struct DailyPublication: Service {
    let publisher: DailyPublisher

    func run() async throws {
        await cancelWhenGracefulShutdown { await publisher.run() }
    }
}
