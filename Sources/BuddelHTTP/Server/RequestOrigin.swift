import Hummingbird

/// Where a request comes from, as far as the server may believe it. Addresses are counted and never logged.
struct RequestOrigin: Sendable {
    /// The client's address; nil where the other end has none, as on a socket of this machine.
    let address: NetworkAddress?
    /// Whether it comes from this machine itself, and speaks for nobody else.
    let isLoopback: Bool
    /// Whether a trusted proxy got it over TLS.
    let isEncrypted: Bool
    /// Whether the other end is a trusted proxy.
    let isProxied: Bool

    /// Proxies add themselves at the right, so the client is the first one from there that is no trusted proxy. What a
    /// client wrote himself stands further left and is never looked at. Headers of anybody but a trusted proxy are not
    /// believed; nor are `X-Forwarded-For` and `Forwarded` where both are there and disagree, since a proxy writes
    /// one and lets the other through.
    init(peer: NetworkAddress?, headers: HTTPFields, trusted: [AddressRange]) {
        let names = [Self.forwardedFor, Self.forwarded, Self.realAddress, Self.via]
        let isForwarded = names.contains { headers[$0] != nil }
        guard let peer, trusted.contains(where: { $0.contains(peer) }) else {
            address = peer
            isLoopback = (peer?.isLoopback ?? false) && !isForwarded
            isEncrypted = false
            isProxied = false
            return
        }
        let plain = Self.entries(headers[values: Self.forwardedFor])
        let elements = Self.entries(headers[values: Self.forwarded])
        let found = [
            Self.client(plain, trusted), Self.client(elements.map { Self.parameter("for", of: $0) ?? "" }, trusted),
        ].compactMap(\.self)
        let believed = Set(found).count == 1 ? found.first : nil
        address = believed ?? peer
        isLoopback = (address?.isLoopback ?? false) && !isForwarded
        let scheme =
            headers[values: .init("X-Forwarded-Proto")!].last
            ?? elements.last.flatMap { Self.parameter("proto", of: $0) }
        isEncrypted = scheme?.lowercased() == "https"
        isProxied = true
    }

    private static let forwardedFor = HTTPFields.Element.Name("X-Forwarded-For")!
    private static let forwarded = HTTPFields.Element.Name("Forwarded")!
    private static let realAddress = HTTPFields.Element.Name("X-Real-IP")!
    private static let via = HTTPFields.Element.Name("Via")!

    /// At most twenty proxies stand behind each other.
    private static func entries(_ lines: [String]) -> [String] {
        lines.joined(separator: ",").split(separator: ",").suffix(20).map { $0.filter { $0 != " " && $0 != "\t" } }
    }

    private static func client(_ entries: [String], _ trusted: [AddressRange]) -> NetworkAddress? {
        for entry in entries.reversed() {
            guard let address = address(entry) else { return nil }
            if !trusted.contains(where: { $0.contains(address) }) { return address }
        }
        return nil
    }

    /// `for=192.0.2.1;proto=https` (RFC 7239).
    private static func parameter(_ name: String, of element: String) -> String? {
        element.split(separator: ";").lazy.map { $0.split(separator: "=", maxSplits: 1) }
            .first { $0.count == 2 && $0[0].lowercased() == name }.map { $0[1].filter { $0 != "\"" } }
    }

    /// An address with or without a port, of version 6 in brackets.
    private static func address(_ text: String) -> NetworkAddress? {
        if text.hasPrefix("[") { return NetworkAddress(String(text.dropFirst().prefix { $0 != "]" })) }
        if let whole = NetworkAddress(text) { return whole }
        return NetworkAddress(String(text.prefix { $0 != ":" }))
    }
}

/// Finds out where a request comes from and what it is called, before anything else.
struct OriginMiddleware: RouterMiddleware {
    let trusted: [AddressRange]

    func handle(
        _ request: Request, context: ServerContext, next: (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.origin = RequestOrigin(peer: context.peer, headers: request.headers, trusted: trusted)
        if context.origin.isProxied, let given = request.headers[.init("X-Request-Id")!], Self.isSane(given) {
            context.requestId = given
        }
        context.logger[metadataKey: "hb.request.id"] = nil
        context.logger[metadataKey: "request"] = "\(context.requestId)"
        return try await next(request, context)
    }

    private static func isSane(_ id: String) -> Bool {
        (8...64).contains(id.utf8.count)
            && id.utf8.allSatisfy { byte in
                (0x30...0x39 ~= byte) || (0x41...0x5A ~= byte) || (0x61...0x7A ~= byte) || byte == 0x2D || byte == 0x5F
            }
    }
}
