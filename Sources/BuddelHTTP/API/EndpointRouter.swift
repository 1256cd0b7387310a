import BuddelFormats
import BuddelOperations
import Buddelverein
import Hummingbird

/// Serves endpoints below `/api/v1`: holds each request to what its endpoint says before it is handled, and turns
/// what comes back into bytes.
struct EndpointRouter {
    static let root = "/api/v1"

    let app: BuddelApp
    let endpoints: [Endpoint]
    let workshop: Workshop

    func add(to router: Router<ServerContext>) {
        let paths = Dictionary(grouping: endpoints, by: \.path)
        for path in paths.keys.sorted() {
            var handlers: [HTTPRequest.Method: Handler] = [:]
            for endpoint in paths[path] ?? [] {
                handlers[endpoint.method] = { request, context in try await serve(endpoint, request, context) }
            }
            router.resource(RouterPath(Self.root + path), handlers)
        }
    }

    private func serve(_ endpoint: Endpoint, _ request: Request, _ context: ServerContext) async throws -> Response {
        let headers = RequestHeaders(request)
        try headers.requireAcceptable(endpoint.outcome)
        // Whoever sends something without being logged in wants to log in, which costs more than it costs him.
        if endpoint.operation == nil, !endpoint.isSafe { try workshop.rates.admitLogIn(from: context.origin.address) }
        let (caller, token) = try await authenticate(endpoint, headers)
        if token != nil { try workshop.rates.admit(user: caller.userID) }
        let names = try pathNames(endpoint, context)
        let parameters = try QueryReader(endpoint).read(request)
        let key = endpoint.isOnce ? try headers.idempotencyKey() : nil
        // Nobody sends a large file for nothing who may not do so anywhere.
        if case .file = endpoint.body, let operation = endpoint.operation {
            try await workshop.work { try await caller.requireAllowed(operation) }
        }
        let (input, file) = try await readBody(endpoint, request, headers, context)
        let version = endpoint.isVersioned ? try headers.expectedVersion() : nil
        let call = Call(
            app: parameters["dry_run"] == "true" ? caller.rehearsing() : caller, token: token,
            language: .negotiated(request), names: names, parameters: parameters, body: input, file: file,
            idempotencyKey: key, version: version, cookies: request.cookies)
        do {
            let answer = try await workshop.work { try await endpoint.handle(call) }
            return try await AnswerWriter(endpoint: endpoint, request: request, context: context).response(answer)
        } catch let refusal as Refusal where refusal.code == .contentChanged && endpoint.isVersioned {
            throw Problem([refusal], status: .preconditionFailed)
        } catch let refusal as Refusal where endpoint.isSafe && refusal.code.namesNothing {
            // What is read stands in the address: where it is unknown, there is nothing there.
            throw Problem([refusal], status: .notFound)
        } catch let refusal as Refusal {
            throw Problem([refusal])
        } catch let refusals as Refusals {
            throw Problem(refusals.all)
        }
    }

    /// Who asks: the user of the token, or nobody where the endpoint needs nobody.
    private func authenticate(
        _ endpoint: Endpoint, _ headers: RequestHeaders
    ) async throws -> (app: BuddelApp, token: String?) {
        guard let token = try headers.bearerToken() else {
            if endpoint.operation != nil { throw Problem.unauthenticated }
            return (app.acting(as: BuddelApp.anonymousUserID), nil)
        }
        do {
            let user = try await workshop.work { [app] in try await app.authenticate(token) }
            return (app.acting(as: user), token)
        } catch let refusal as Refusal where refusal.code == .notLoggedIn {
            throw Problem([refusal])
        }
    }

    private func pathNames(_ endpoint: Endpoint, _ context: ServerContext) throws -> [String: String] {
        var names: [String: String] = [:]
        for name in endpoint.pathNames {
            let raw = context.parameters.get(name) ?? ""
            guard let text = raw.removingPercentEncoding, Schema.pathName.faults(in: .string(text)).isEmpty else {
                throw Problem.notFound
            }
            names[name] = text
        }
        return names
    }

    private func readBody(
        _ endpoint: Endpoint, _ request: Request, _ headers: RequestHeaders, _ context: ServerContext
    ) async throws -> (Input, [UInt8]) {
        guard let limit = endpoint.bodyLimit(workshop.bounds) else { return (Input(), []) }
        switch endpoint.body {
        case .none: return (Input(), [])
        case .file(let type):
            try headers.requireFile(type)
            return (Input(), try await workshop.receive(request, context, limit: limit))
        case .json(let schema):
            try headers.requireJSON()
            let bytes = try await workshop.receive(request, context, limit: limit)
            var limits = FileLimits()
            limits.fileBytes = limit
            limits.values = 200_000
            let value: JSONValue
            do {
                value = try JSONValue(parsing: bytes, file: "", limits: limits)
            } catch {
                throw Problem([error], status: .badRequest)
            }
            let faults = schema.faults(in: value)
            guard faults.isEmpty else { throw Problem(Array(faults.prefix(100)), status: .unprocessableContent) }
            return (Input(value.objectValue ?? JSONObject()), [])
        }
    }
}

extension RefusalCode {
    /// Whether something was named that is not there.
    fileprivate var namesNothing: Bool {
        switch self {
        case .unknownMember, .unknownHelper, .unknownConnection, .unknownSegment, .unknownArea, .unknownProgramme,
            .unknownAward:
            true
        default: false
        }
    }
}

extension Schema {
    /// A name in a path.
    static let pathName = Schema(.text(.plain, length: 1...200))
}
