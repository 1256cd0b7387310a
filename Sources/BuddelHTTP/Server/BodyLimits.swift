import Hummingbird

/// How many bytes of a body each route takes; what takes none has the smallest bound.
struct BodyLimits: Sendable {
    private var limits: [String: Int] = [:]
    private let smallest: Int
    /// The largest bound of any route.
    let largest: Int

    init(_ endpoints: [Endpoint], _ bounds: ServerBounds) {
        for endpoint in endpoints {
            limits[Self.key(endpoint.method, EndpointRouter.root + endpoint.path)] = endpoint.bodyLimit(bounds)
        }
        smallest = bounds.openBodyBytes
        largest = max(bounds.bodyBytes, limits.values.max() ?? 0)
    }

    /// Refuses with 413 what announces more than its route takes, and what announces no length where none is awaited.
    func check(_ request: Request, route: String?) throws(Problem) {
        let awaited = route.flatMap { limits[Self.key(request.method, $0)] }
        let limit = awaited ?? smallest
        if let announced = request.headers[.contentLength] {
            guard let bytes = Int(announced), bytes <= limit else { throw .tooLarge(limit: limit) }
        } else if request.headers[.transferEncoding] != nil, awaited == nil {
            throw .tooLarge(limit: limit)
        }
    }

    private static func key(_ method: HTTPRequest.Method, _ path: String) -> String {
        // The router writes a name as `{name}` or `:name`; it is the same route.
        method.rawValue
            + path.split(separator: "/").map { $0.hasPrefix("{") || $0.hasPrefix(":") ? "/*" : "/" + $0 }
            .joined()
    }
}

extension Endpoint {
    /// How many bytes of a body it takes: none that is not awaited, little of whoever is not logged in.
    func bodyLimit(_ bounds: ServerBounds) -> Int? {
        switch body {
        case .none: nil
        case .file: fileBytes
        case .json: operation == nil ? bounds.openBodyBytes : bounds.bodyBytes
        }
    }
}
