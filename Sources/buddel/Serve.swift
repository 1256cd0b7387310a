import BuddelCLI
import BuddelHTTP
import BuddelOperations
import Logging
import ServiceLifecycle

/// Runs the public server until SIGINT or SIGTERM, and publishes once a day meanwhile.
///
/// The public side reads schema `feed` by connections of its own; the private side only writes publications, and is not
/// there at all where no application is given.
@Sendable func serve(
    _ app: BuddelApp?, _ settings: Settings, _ options: ServeOptions, _ onRunning: @escaping @Sendable (Int) -> Void
) async throws {
    let app = app?.trusting(options.openID.map { OpenIDIssuer($0) })
    let logger = Logger(label: "buddel.serve")
    let source =
        if let url = settings.feedURL {
            try await DatabasePublicationSource.open(.server(url: url), from: "BUDDEL_FEED_URL")
        } else {
            try await DatabasePublicationSource.open(settings.location())
        }
    let basemap = options.basemap.map {
        ServeConfiguration.Basemap(template: $0, credit: options.basemapCredit ?? "")
    }
    let server = try BuddelServer(
        configuration: ServeConfiguration(
            host: options.host, port: options.port, publicURL: options.publicURL, basemap: basemap,
            operatorName: options.operatorName, imprintURL: options.imprintURL, privacyURL: options.privacyURL),
        source: source, app: app, logger: logger, onRunning: { port in onRunning(port) })
    var services: [ServiceGroupConfiguration.ServiceConfiguration] = [
        .init(service: server, successTerminationBehavior: .gracefullyShutdownGroup)
    ]
    if let app { services.append(.init(service: DailyPublication(publisher: DailyPublisher(app)))) }
    let group = ServiceGroup(
        configuration: .init(services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
    do {
        try await group.run()
    } catch {
        await source.close()
        throw error
    }
    await source.close()
}

/// The daily publication as a service that ends with the server.
private struct DailyPublication: Service {
    let publisher: DailyPublisher

    func run() async throws {
        await cancelWhenGracefulShutdown { await publisher.run() }
    }
}
