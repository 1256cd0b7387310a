import Hummingbird
import Logging
import NIOCore
import NIOHTTPTypes
import Synchronization

/// What a request carries along: its log with its id, and where it comes from as far as a route must know.
struct ServerContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The id of the request, in the log, in the answer and in a problem document.
    var requestId: String
    /// The address at the other end of the connection.
    let peer: NetworkAddress?
    var origin: RequestOrigin
    let continuation: Continuation

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        // A log that keeps no metadata must not cost the request its id.
        requestId = source.logger[metadataKey: "hb.request.id"]?.description ?? RequestID().description
        peer = source.channel.remoteAddress?.ipAddress.flatMap { NetworkAddress($0) }
        origin = RequestOrigin(peer: peer, headers: [:], trusted: [])
        continuation = Continuation(channel: source.channel)
    }

    /// Tells a client that waits for it to send its body now (`Expect: 100-continue`).
    final class Continuation: Sendable {
        private let channel: any Channel
        private let state = Mutex(false)

        init(channel: any Channel) { self.channel = channel }

        var wasSent: Bool { state.withLock { $0 } }

        /// Refuses with 417 any other expectation; does nothing where there is none.
        func send(for request: Request) throws(Problem) {
            guard let expectation = request.headers[.expect] else { return }
            guard expectation.lowercased() == "100-continue" else { throw .expectationFailed }
            let isFirst = state.withLock { wasSent in
                defer { wasSent = true }
                return !wasSent
            }
            guard isFirst else { return }
            channel.writeAndFlush(HTTPResponsePart.head(HTTPResponse(status: .continue)), promise: nil)
        }
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
