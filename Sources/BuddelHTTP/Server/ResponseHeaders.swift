import Hummingbird

/// Headers that every answer carries: what a browser may do with it, and, on the feed alone, that every site may read it.
struct ResponseHeaders: RouterMiddleware {
    private let pagePolicy: String
    private let isEncrypted: Bool

    init(_ configuration: ServeConfiguration) {
        let images = ["'self'", "data:"] + Self.hosts(of: configuration.basemap)
        pagePolicy = [
            "default-src 'self'", "script-src 'self'", "style-src 'self'", "connect-src 'self'",
            "img-src \(images.joined(separator: " "))", "object-src 'none'", "base-uri 'none'", "form-action 'none'",
            "frame-ancestors 'self'",
        ].joined(separator: "; ")
        isEncrypted = configuration.isEncrypted
    }

    /// Scheme and host of the tiles; a wildcard where the template leaves the host open (`{s}`).
    private static func hosts(of basemap: ServeConfiguration.Basemap?) -> [String] {
        guard let template = basemap?.template, let scheme = template.range(of: "://") else { return [] }
        let host = template[scheme.upperBound...].prefix { $0 != "/" }
        let open = host.hasPrefix("{s}.") ? "*." + host.dropFirst(4) : String(host)
        guard open.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-.:*".contains($0)) }) else { return [] }
        return [template[..<scheme.upperBound] + open]
    }

    /// What holds for answers that are no page, too, those included that are written before any route is known.
    static let common: HTTPFields = [
        .contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'",
        .xContentTypeOptions: "nosniff",
        .init("Referrer-Policy")!: "no-referrer",
        .init("Permissions-Policy")!: "geolocation=(), camera=(), microphone=()",
        .init("Cross-Origin-Opener-Policy")!: "same-origin",
        .init("Cross-Origin-Resource-Policy")!: "same-origin",
    ]

    func handle(
        _ request: Request, context: ServerContext, next: (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        for field in Self.common { response.headers[field.name] = field.value }
        let path = request.uri.path
        // Data is shown by no browser as a page; the pages are our own.
        if !path.hasPrefix(EndpointRouter.root + "/") { response.headers[.contentSecurityPolicy] = pagePolicy }
        if isEncrypted || context.origin.isEncrypted {
            response.headers[.strictTransportSecurity] = "max-age=31536000"
        }
        if path == "/feed" || path.hasPrefix("/feed/") { openToAll(&response, request) }
        return response
    }

    private func openToAll(_ response: inout Response, _ request: Request) {
        response.headers[.accessControlAllowOrigin] = "*"
        response.headers[.accessControlExposeHeaders] = "ETag, Last-Modified, Content-Length"
        response.headers[.init("Cross-Origin-Resource-Policy")!] = "cross-origin"
        guard request.method == .options else { return }
        response.headers[.accessControlAllowMethods] = "GET, HEAD, OPTIONS"
        response.headers[.accessControlAllowHeaders] = "If-None-Match, If-Modified-Since"
        response.headers[.accessControlMaxAge] = "86400"
    }
}
