import Buddelverein
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// Holds one connection to the bounds of time and form: cuts who sends or takes too slowly, answers what is no request,
/// and closes gently what an answer has closed.
///
/// Stands between the parts of HTTP and whoever handles them, and belongs to the connection's event loop.
final class ConnectionPace: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let bounds: ServerBounds
    private let largestBody: Int
    private let connections: OpenConnections
    private let counts: ServerCounts
    private let logger: Logger

    private var ticking: RepeatedTask?
    private var isCounted = false
    /// Until when the headers of the next request must be there.
    private var headDeadline = NIODeadline.distantFuture
    /// Where a body is on its way.
    private var body: BodyPace?
    private var answer: AnswerPace
    /// Requests that were handed on and whose answers are not out.
    private var owed = 0
    private var isAnswerBegun = false
    private var isReadAsked = false
    private var language = Language.german
    /// After how many more answers the connection is closed; nil where it stays open.
    private var answersUntilClose: Int?
    /// Nothing is handed on any more; what comes in is thrown away until this moment.
    private var lingersUntil: NIODeadline?
    private var isCut = false

    init(
        _ bounds: ServerBounds, largestBody: Int, connections: OpenConnections, counts: ServerCounts, logger: Logger
    ) {
        self.bounds = bounds
        self.largestBody = largestBody
        self.connections = connections
        self.counts = counts
        self.logger = logger
        answer = AnswerPace(bounds)
    }

    // MARK: The connection

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { begin(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(context)
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { end(context) }

    private func begin(_ context: ChannelHandlerContext) {
        guard ticking == nil else { return }
        guard connections.open(context.channel) else {
            counts.cut("address")
            context.close(promise: nil)
            return
        }
        isCounted = true
        headDeadline = .now() + .seconds(Int64(bounds.headerSeconds))
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        ticking = context.eventLoop.scheduleRepeatedTask(
            initialDelay: .milliseconds(500), delay: .milliseconds(500)
        ) { _ in bound.value.handler.tick(bound.value.context) }
    }

    private func end(_ context: ChannelHandlerContext) {
        ticking?.cancel()
        ticking = nil
        if isCounted { connections.closed(context.channel) }
        isCounted = false
    }

    private func tick(_ context: ChannelHandlerContext) {
        let now = NIODeadline.now()
        if let lingersUntil {
            if now >= lingersUntil { context.close(promise: nil) }
            return
        }
        let pending = (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
        if answer.isTooSlow(pending: pending, at: now) {
            counts.cut("slow_reader")
            cut(context)
        } else if body?.isTooSlow(at: now) ?? false {
            counts.cut("slow_body")
            refuse(.requestTimeout, context)
        } else if owed == 0, body == nil, pending == 0, now >= headDeadline {
            counts.cut("no_request")
            cut(context)
        }
    }

    // MARK: Requests

    func read(context: ChannelHandlerContext) {
        isReadAsked = true
        body?.asked(at: .now())
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard lingersUntil == nil, !isCut else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            language = Language.preferred(by: head.headerFields[.acceptLanguage] ?? "")
            guard (head.path ?? "").utf8.count <= bounds.addressBytes else {
                return refuse(.addressTooLong(limit: bounds.addressBytes), context)
            }
            owed += 1
            if head.headerFields[.connection]?.lowercased() == "close" { answersUntilClose = owed }
            isAnswerBegun = owed == 1 ? false : isAnswerBegun
            // Who was told to wait for permission is not slow while he waits.
            body = BodyPace(bounds, at: .now(), isWaiting: head.headerFields[.expect] == nil)
        case .body(let bytes):
            body?.arrived(bytes.readableBytes, at: .now())
            if body?.isBeyond(largestBody) ?? false {
                counts.cut("too_large")
                return refuse(.tooLarge(limit: largestBody), context)
            }
        case .end:
            body = nil
            if owed == 0 { awaitNext() }
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        context.fireChannelReadComplete()
        // Nobody above asks for what is only thrown away.
        if lingersUntil != nil { context.read() }
    }

    /// What is no request is answered here where nothing else is under way; else whoever handles the request learns it.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        let isMalformed = error is HTTPParserError || error is HTTP1TypeConversionError
        if isMalformed, lingersUntil == nil, !isCut {
            counts.cut("malformed")
            if owed == 0 || (owed == 1 && !isAnswerBegun && body != nil) {
                refuse((error as? HTTPParserError) == .headerOverflow ? .headersTooLarge : .malformed, context)
            }
        }
        context.fireErrorCaught(error)
    }

    private func awaitNext() { headDeadline = .now() + .seconds(Int64(bounds.idleSeconds)) }

    // MARK: Answers

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isCut else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(let head):
            if head.status.kind == .informational {
                body?.asked(at: .now())
                context.writeAndFlush(data, promise: promise)
                return
            }
            isAnswerBegun = true
            if head.headerFields[.connection]?.lowercased() == "close" { answersUntilClose = 1 }
            context.write(data, promise: promise)
        case .body:
            context.write(data, promise: promise)
        case .end:
            owed -= 1
            isAnswerBegun = false
            if owed == 0, body == nil { awaitNext() }
            answersUntilClose = answersUntilClose.map { $0 - 1 }
            guard answersUntilClose == 0 else {
                context.write(data, promise: promise)
                return
            }
            let written = promise ?? context.eventLoop.makePromise()
            context.writeAndFlush(data, promise: written)
            closeGently(context, after: written.futureResult)
        }
    }

    /// Closes once everything is out. Where a body is still coming, it is thrown away for a moment first: closing into it
    /// would reset the connection, and the client might lose its answer.
    private func closeGently(_ context: ChannelHandlerContext, after written: EventLoopFuture<Void>) {
        let isBodyComing = body != nil
        if isBodyComing {
            body = nil
            lingersUntil = .now() + .seconds(Int64(bounds.graceSeconds))
        }
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        written.whenComplete { _ in
            let (handler, context) = bound.value
            if isBodyComing {
                handler.lingersUntil = .now() + .seconds(1)
                context.read()
            } else {
                context.close(promise: nil)
            }
        }
    }

    /// Answers in the place of whoever would, where no other answer has begun, and lets nothing further through.
    private func refuse(_ problem: Problem, _ context: ChannelHandlerContext) {
        guard owed <= 1, !isAnswerBegun else { return cut(context) }
        let id = RequestID().description
        let (headers, bytes) = problem.document(in: language, requestId: id)
        var fields = ResponseHeaders.common
        for field in headers { fields[field.name] = field.value }
        fields[.contentLength] = String(bytes.count)
        fields[.init("X-Request-Id")!] = id
        logger.info(
            "request refused", metadata: ["request": "\(id)", "status": "\(problem.status.code)", "route": "none"])
        isCut = true
        let isHandled = owed > 0 && body != nil
        let written = context.eventLoop.makePromise(of: Void.self)
        context.write(wrapOutboundOut(.head(HTTPResponse(status: problem.status, headerFields: fields))), promise: nil)
        context.write(wrapOutboundOut(.body(ByteBuffer(bytes: bytes))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: written)
        body = body ?? BodyPace(bounds, at: .now(), isWaiting: false)
        closeGently(context, after: written.futureResult)
        if isHandled { failBody(context) }
    }

    private func cut(_ context: ChannelHandlerContext) {
        isCut = true
        if owed > 0, body != nil { failBody(context) }
        context.close(promise: nil)
    }

    /// The end of the connection would look like the end of the body; whoever reads it must learn that it is no whole one.
    private func failBody(_ context: ChannelHandlerContext) {
        context.fireErrorCaught(HTTPParserError.invalidEOFState)
    }
}
