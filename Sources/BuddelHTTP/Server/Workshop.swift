import Hummingbird

/// Where requests of the API are worked on: so many at a time, each for so long, bodies received before their turn.
///
/// Health, metrics, feed and map never come here, so that they answer while everything else is taken.
struct Workshop: Sendable {
    let bounds: ServerBounds
    let rates: RateLimits
    private let gate: WorkGate
    private let uploads: WorkGate
    private let counts: ServerCounts

    init(_ bounds: ServerBounds, rates: RateLimits, counts: ServerCounts) {
        self.bounds = bounds
        self.rates = rates
        self.counts = counts
        gate = WorkGate(working: bounds.working, waiting: bounds.waiting)
        uploads = WorkGate(working: bounds.uploads, waiting: 0)
    }

    /// How many requests are worked on, how many wait, and how many large bodies are being received.
    var load: (working: Int, waiting: Int, uploads: Int) {
        let (working, waiting) = gate.counts
        return (working, waiting, uploads.counts.working)
    }

    /// Works when it is its turn; refuses with 503 `busy` at once where too many wait, and with `server_slow` where it
    /// takes longer than a request may.
    func work<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result {
        do {
            return try await withDeadline(.seconds(bounds.requestSeconds)) { [gate] in try await gate.run(body) }
        } catch let problem as Problem {
            if problem.code == Problem.busy.code { counts.refused("busy") }
            if problem.code == Problem.serverSlow.code { counts.refused("slow_server") }
            throw problem
        }
    }

    /// Receives a body of at most `limit` bytes, the client's pace being held by its connection.
    ///
    /// Refuses with 413 what is longer, with 400 what ends before its announced length, with 503 where too many large
    /// bodies are on their way.
    func receive(_ request: Request, _ context: ServerContext, limit: Int) async throws -> [UInt8] {
        let announced = request.headers[.contentLength].flatMap { Int($0) }
        let isLarge = announced ?? (request.headers[.transferEncoding] == nil ? 0 : limit) > bounds.openBodyBytes
        guard isLarge, limit > bounds.openBodyBytes else {
            return try await collect(request, context, limit, announced)
        }
        do {
            return try await uploads.run { try await collect(request, context, limit, announced) }
        } catch let problem as Problem where problem.code == Problem.busy.code {
            counts.refused("busy")
            throw problem
        }
    }

    private func collect(
        _ request: Request, _ context: ServerContext, _ limit: Int, _ announced: Int?
    ) async throws -> [UInt8] {
        try context.continuation.send(for: request)
        let buffer: ByteBuffer
        do {
            buffer = try await request.body.collect(upTo: limit)
        } catch let error as any HTTPResponseError where error.status == .contentTooLarge {
            throw Problem.tooLarge(limit: limit)
        }
        guard announced == nil || announced == buffer.readableBytes else { throw Problem.malformed }
        return Array(buffer: buffer)
    }
}
