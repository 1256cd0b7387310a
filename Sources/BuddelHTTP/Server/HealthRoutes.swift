import BuddelOperations
import Hummingbird

/// What operators ask: does it live, can it serve, what has it done. None of it ever waits behind other requests.
struct HealthRoutes {
    let source: any PublicationSource
    let readiness: (any ReadinessSource)?
    let cache: FeedCache
    let metrics: PrometheusMetrics
    /// Brings what only changes by looking at it up to date before it is shown.
    let refresh: @Sendable () async -> Void

    private static let paths: Set<String> = ["/health", "/ready", "/metrics"]

    /// Whether no rate is counted there: a supervisor must not be refused because somebody else asks too often.
    static func isExempt(_ route: String?) -> Bool { route.map(paths.contains) ?? false }

    func add(to router: Router<ServerContext>) {
        let question = SharedQuestion(ask: readinessProblem)
        router.resource("health", [.get: { _, _ in plain("ok\n") }])
        router.resource(
            "ready",
            [
                .get: { _, _ in
                    guard cache.isLoaded else { throw Problem.starting }
                    if let problem = await question.answer() { throw problem }
                    return plain("ready\n")
                }
            ])
        router.resource("metrics", [.get: { _, context in try await scrape(context) }])
    }

    /// Nothing where the database answers and belongs to this program.
    private func readinessProblem() async -> Problem? {
        guard await source.isReady() else { return .databaseGone }
        switch await readiness?.state() ?? .ready {
        case .ready: return nil
        case .databaseGone: return .databaseGone
        case .migrationsPending: return .migrationsPending
        case .schemaNewer: return .schemaNewer
        }
    }

    /// Only for this machine itself, and never for whom a proxy on it speaks.
    private func scrape(_ context: ServerContext) async throws -> Response {
        guard context.origin.isLoopback else { throw Problem.notFound }
        await refresh()
        return plain(metrics.text(), mediaType: "text/plain; version=0.0.4; charset=utf-8")
    }

    private func plain(_ text: String, mediaType: String = "text/plain; charset=utf-8") -> Response {
        Response(
            status: .ok, headers: [.contentType: mediaType, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}

/// A question that is asked once at a time: who comes while it is being answered gets the same answer, so that any
/// number of supervisors cost one connection.
private actor SharedQuestion {
    private let ask: @Sendable () async -> Problem?
    private var asking: Task<Problem?, Never>?

    init(ask: @escaping @Sendable () async -> Problem?) { self.ask = ask }

    func answer() async -> Problem? {
        if let asking { return await asking.value }
        let task = Task { await ask() }
        asking = task
        let answer = await task.value
        asking = nil
        return answer
    }
}
