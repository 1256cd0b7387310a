import Buddelverein
import Hummingbird

/// The headers of a request that the API goes by.
struct RequestHeaders {
    private let fields: HTTPFields

    init(_ request: Request) { fields = request.headers }

    /// The token of `Authorization: Bearer`; nil without the header. Refuses with 401 any other way of logging in.
    func bearerToken() throws(Problem) -> String? {
        guard let header = fields[.authorization] else { return nil }
        let parts = header.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer", parts[1].utf8.count <= 512 else {
            throw .unauthenticated
        }
        return String(parts[1])
    }

    /// Refuses with 406 a client that wants something else than what the endpoint gives.
    func requireAcceptable(_ outcome: Endpoint.Outcome) throws(Problem) {
        if case .elsewhere = outcome { return }
        guard let header = fields[.accept] else { return }
        let type =
            switch outcome {
            case .file(let type): type
            default: "application/json"
            }
        let wishes = WeightedList(header)
        let kind = type.prefix { $0 != "/" } + "/*"
        let weight = [type, String(kind), "*/*"].lazy.compactMap { name in
            wishes.items.first { $0.value == name }?.weight
        }.first
        guard weight ?? 0 > 0 else { throw .otherTypeWanted(type) }
    }

    /// Refuses with 415 a body that is not announced as JSON in UTF-8.
    func requireJSON() throws(Problem) {
        let parts = (fields[.contentType] ?? "").lowercased().split(separator: ";").map {
            $0.filter { $0 != " " && $0 != "\"" }
        }
        guard parts.first == "application/json", parts.dropFirst().allSatisfy({ $0 == "charset=utf-8" }) else {
            throw .unsupportedType
        }
    }

    /// Refuses with 415 a file that is announced as something else than `type` or as bytes of any kind.
    func requireFile(_ type: String) throws(Problem) {
        let announced = (fields[.contentType] ?? "").lowercased().prefix { $0 != ";" }.filter { $0 != " " }
        guard announced == type || announced == "application/octet-stream" else { throw .otherTypeNeeded(type) }
    }

    /// The key of Idempotency-Key, a structured-field string (RFC 9651) of 1 to 128 printable characters.
    ///
    /// Refuses with 400 one that is missing or no such string.
    func idempotencyKey() throws(Problem) -> String {
        guard let header = fields[.init("Idempotency-Key")!] else { throw .keyNeeded }
        let text = header.trimmingPrefix { $0 == " " }
        guard text.count >= 3, text.first == "\"", text.last == "\"" else { throw .keyNeeded }
        let key = text.dropFirst().dropLast()
        guard key.utf8.count <= 128, key.utf8.allSatisfy({ 0x20...0x7E ~= $0 && $0 != 0x22 && $0 != 0x5C }) else {
            throw .keyNeeded
        }
        return String(key)
    }

    /// The version of If-Match; nil for `*`. Refuses with 428 a request without it, with 412 a tag none of ours is.
    func expectedVersion() throws(Problem) -> Int? {
        guard let header = fields[.ifMatch] else { throw .versionNeeded }
        let tag = header.filter { $0 != " " }
        if tag == "*" { return nil }
        guard let version = Self.version(of: tag) else { throw .versionStale }
        return version
    }

    /// The tag of a row's version.
    static func tag(_ version: Int) -> String { "\"v\(version)\"" }

    private static func version(of tag: String) -> Int? {
        guard tag.hasPrefix("\"v"), tag.hasSuffix("\""), tag.utf8.count <= 20 else { return nil }
        let digits = tag.dropFirst(2).dropLast()
        guard digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        return Int(digits)
    }
}
