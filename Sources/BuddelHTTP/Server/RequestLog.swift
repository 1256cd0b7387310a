import Hummingbird
import Logging
import Metrics

/// Logs and counts every request: method, route, status, time and id; never an address, a header, or what stands in a
/// path, since that names people.
struct RequestLog: RouterMiddleware {
    let counts: ServerCounts

    func handle(
        _ request: Request, context: ServerContext, next: (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        let started = ContinuousClock.now
        let inFlight = counts.inFlight
        inFlight.increment()
        defer { inFlight.decrement() }
        var response = try await next(request, context)
        response.headers[.init("X-Request-Id")!] = context.requestId
        let duration = ContinuousClock.now - started
        let (seconds, attoseconds) = duration.components
        let nanoseconds = seconds * 1_000_000_000 + attoseconds / 1_000_000_000
        let method = Self.label(request.method)
        let route = context.endpointPath ?? "none"
        let labels = [("method", method), ("route", route), ("status", String(response.status.code))]
        Counter(label: "buddel_http_requests", dimensions: labels, factory: counts.metrics).increment()
        Timer(label: "buddel_http_request_duration", dimensions: [labels[1]], factory: counts.metrics)
            .recordNanoseconds(nanoseconds)
        if route == Self.logInRoute, request.method == .post { counts.logIn(response.status.code) }
        context.logger.info(
            "request",
            metadata: [
                "method": "\(method)", "route": "\(route)", "status": "\(response.status.code)",
                "microseconds": "\(nanoseconds / 1_000)",
            ])
        return response
    }

    private static let logInRoute = EndpointRouter.root + "/sessions"

    /// The method's name; unknown ones share one, so that nobody can fill the memory with made-up words.
    private static func label(_ method: HTTPRequest.Method) -> String {
        let known: [HTTPRequest.Method] = [
            .get, .head, .post, .put, .patch, .delete, .options, .trace, .connect,
        ]
        return known.contains(method) ? method.rawValue : "other"
    }
}
