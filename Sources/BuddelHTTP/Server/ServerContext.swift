import Hummingbird
import Logging

/// What a request carries along: its log with its id, and who is at the other end as far as a route must know.
struct ServerContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The id of the request, in the log, in the answer and in a problem document.
    let requestId: String
    /// Whether the other end is this machine; the address itself is never kept.
    let isLoopback: Bool
    /// Closes the connection, whatever is still on its way.
    let close: @Sendable () -> Void

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        // A log that keeps no metadata must not cost the request its id.
        requestId = source.logger[metadataKey: "hb.request.id"]?.description ?? RequestID().description
        let address = source.channel.remoteAddress?.ipAddress ?? ""
        isLoopback = address.hasPrefix("127.") || address == "::1" || address.hasPrefix("::ffff:127.")
        let channel = source.channel
        close = { channel.close(promise: nil) }
    }
}

typealias Handler = @Sendable (Request, ServerContext) async throws -> Response

extension Router where Context == ServerContext {
    /// Serves `path` by the given methods and answers every other one.
    ///
    /// HEAD is answered like GET without a body, OPTIONS with the list, everything else with 405 and `Allow`.
    func resource(_ path: RouterPath, _ handlers: [HTTPRequest.Method: Handler]) {
        let known: [HTTPRequest.Method] = [
            .get, .head, .post, .put, .patch, .delete, .options, .trace, .connect, HTTPRequest.Method("QUERY")!,
        ]
        var answered = handlers
        if let get = handlers[.get], handlers[.head] == nil {
            answered[.head] = { request, context in try await get(request, context).createHeadResponse() }
        }
        let allow = known.filter { answered[$0] != nil || $0 == .options }.map(\.rawValue).joined(separator: ", ")
        if answered[.options] == nil {
            answered[.options] = { _, _ in Response(status: .noContent, headers: [.allow: allow]) }
        }
        for method in known {
            let handler = answered[method]
            on(path, method: method) { request, context in
                guard let handler else { throw Problem.methodNotAllowed(allow: allow) }
                return try await handler(request, context)
            }
        }
    }
}
