import BuddelOperations
import Hummingbird

/// What operators ask: does it live, can it serve, what has it done.
struct HealthRoutes {
    let source: any PublicationSource
    let cache: FeedCache
    let metrics: PrometheusMetrics

    func add(to router: Router<ServerContext>) {
        router.resource("health", [.get: { _, _ in plain("ok\n") }])
        router.resource("ready", [.get: { _, _ in try await ready() }])
        router.resource("metrics", [.get: { request, context in try scrape(request, context) }])
    }

    /// 503 until the publication was loaded once, and whenever the database does not answer.
    private func ready() async throws -> Response {
        guard cache.isLoaded else { throw Problem.starting }
        guard await source.isReady() else { throw Problem.databaseGone }
        return plain("ready\n")
    }

    /// Only for this machine itself; a proxy on it that speaks for somebody else says so by a header.
    private func scrape(_ request: Request, _ context: ServerContext) throws -> Response {
        let names = ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"]
        let isForwarded = names.contains { request.headers[.init($0)!] != nil }
        guard context.isLoopback, !isForwarded else { throw Problem.notFound }
        return plain(metrics.text(), mediaType: "text/plain; version=0.0.4; charset=utf-8")
    }

    private func plain(_ text: String, mediaType: String = "text/plain; charset=utf-8") -> Response {
        Response(
            status: .ok, headers: [.contentType: mediaType, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
