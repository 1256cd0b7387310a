import Hummingbird
import Logging
import Metrics

/// Logs and counts every request: method, path without its query, status, time and id; never an address or a header.
struct RequestLog: RouterMiddleware {
    let metrics: PrometheusMetrics

    func handle(
        _ request: Request, context: ServerContext, next: (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        let started = ContinuousClock.now
        var response = try await next(request, context)
        response.headers[.init("X-Request-Id")!] = context.requestId
        let duration = ContinuousClock.now - started
        let (seconds, attoseconds) = duration.components
        let nanoseconds = seconds * 1_000_000_000 + attoseconds / 1_000_000_000
        let labels = [
            ("method", Self.label(request.method)), ("route", context.endpointPath ?? "none"),
            ("status", String(response.status.code)),
        ]
        Counter(label: "buddel_http_requests", dimensions: labels, factory: metrics).increment()
        Timer(label: "buddel_http_request_duration", dimensions: [labels[1]], factory: metrics)
            .recordNanoseconds(nanoseconds)
        context.logger.info(
            "request",
            metadata: [
                "method": "\(Self.label(request.method))", "path": "\(request.uri.path.prefix(200))",
                "status": "\(response.status.code)", "microseconds": "\(nanoseconds / 1_000)",
            ])
        return response
    }

    /// The method's name; unknown ones share one, so that nobody can fill the memory with made-up words.
    private static func label(_ method: HTTPRequest.Method) -> String {
        let known: [HTTPRequest.Method] = [
            .get, .head, .post, .put, .patch, .delete, .options, .trace, .connect,
        ]
        return known.contains(method) ? method.rawValue : "other"
    }
}
