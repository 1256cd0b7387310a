import BuddelHTTP
import BuddelOperations
import Logging
import ServiceLifecycle

/// Runs a server on a free port of this machine while `body` works with it, then shuts it down gracefully.
///
/// Rates are off unless `change` sets them: all requests of a test come from one address.
func withServer(
    _ source: any PublicationSource, app: BuddelApp? = nil, readiness: (any ReadinessSource)? = nil,
    logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
    _ change: (inout ServeConfiguration) -> Void = { _ in }, _ body: (RawClient) async throws -> Void
) async throws {
    var configuration = ServeConfiguration(port: 0)
    configuration.bounds.addressRate = 0
    configuration.bounds.logInRate = 0
    configuration.bounds.userRate = 0
    change(&configuration)
    let (ports, continuation) = AsyncStream<Int>.makeStream()
    let server = try BuddelServer(
        configuration: configuration, source: source, app: app, readiness: readiness, logger: logger
    ) { port in continuation.yield(port) }
    let group = ServiceGroup(configuration: ServiceGroupConfiguration(services: [server], logger: logger))
    let running = Task { try await group.run() }
    var iterator = ports.makeAsyncIterator()
    if let port = await iterator.next() {
        let client = RawClient(port: port)
        do {
            // A client that speaks no TLS can't ask; the test waits for itself there.
            if configuration.certificate == nil { try await waitUntil { try await client.get("/ready").status != 0 } }
            try await body(client)
        } catch {
            await group.triggerGracefulShutdown()
            _ = try? await running.value
            throw error
        }
    }
    await group.triggerGracefulShutdown()
    try await running.value
}

/// Asks again and again until `condition` holds; gives up after about twenty seconds.
func waitUntil(_ condition: () async throws -> Bool) async throws {
    for _ in 0..<2400 {
        if try await condition() { return }
        try await Task.sleep(for: .milliseconds(50))
    }
    throw RawClient.Fault(what: "it never came true", number: 0)
}
