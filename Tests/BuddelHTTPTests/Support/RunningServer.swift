import BuddelHTTP
import BuddelOperations
import Logging
import ServiceLifecycle

/// Runs a server on a free port of this machine while `body` works with it, then shuts it down gracefully.
func withServer(
    _ source: any PublicationSource, app: BuddelApp? = nil, _ change: (inout ServeConfiguration) -> Void = { _ in },
    _ body: (RawClient) async throws -> Void
) async throws {
    var configuration = ServeConfiguration(port: 0)
    change(&configuration)
    var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    logger.logLevel = .critical
    let (ports, continuation) = AsyncStream<Int>.makeStream()
    let server = try BuddelServer(configuration: configuration, source: source, app: app, logger: logger) { port in
        continuation.yield(port)
    }
    let group = ServiceGroup(configuration: ServiceGroupConfiguration(services: [server], logger: logger))
    let running = Task { try await group.run() }
    var iterator = ports.makeAsyncIterator()
    if let port = await iterator.next() {
        let client = RawClient(port: port)
        do {
            try await waitUntil { try await client.get("/ready").status != 0 }
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
