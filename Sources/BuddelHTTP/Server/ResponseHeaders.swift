import Hummingbird

/// Headers that every answer carries: what a browser may do with it, and, on the feed alone, that every site may read it.
struct ResponseHeaders: RouterMiddleware {
    private let contentSecurity: String
    private let isEncrypted: Bool

    init(_ configuration: ServeConfiguration) {
        let images = ["'self'", "data:"] + Self.hosts(of: configuration.basemap)
        contentSecurity = [
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

    func handle(
        _ request: Request, context: ServerContext, next: (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.contentSecurityPolicy] = contentSecurity
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.init("Referrer-Policy")!] = "no-referrer"
        response.headers[.init("Permissions-Policy")!] = "geolocation=(), camera=(), microphone=()"
        response.headers[.init("Cross-Origin-Opener-Policy")!] = "same-origin"
        if isEncrypted { response.headers[.strictTransportSecurity] = "max-age=31536000" }
        let path = request.uri.path
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
