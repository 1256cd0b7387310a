import AsyncHTTPClient
import BuddelFormats
import Buddelverein
import Logging

/// The few requests that Buddel sends to an issuer.
///
/// Guarantees: an answer is whole within the time limit and no larger than 256 kB; no redirect is followed, so that a
/// secret reaches no other host; the log names addresses and faults, never what was sent or answered.
struct IssuerExchange: Sendable {
    static let maximumBytes = 262_144

    /// How long one request may take from the connection to the last byte.
    let limit: Duration
    let logger: Logger

    /// Status and JSON of an answer.
    struct Reply: Sendable {
        let status: UInt
        let json: JSONValue
    }

    /// A document of the issuer's; refuses with `openid_unavailable` anything but 200 with JSON.
    func document(_ address: String) async throws -> JSONValue {
        let reply = try await send(HTTPClientRequest(url: address))
        guard reply.status == 200 else {
            throw fault(address, LocalizedText(en: "it answered \(reply.status)", de: "er antwortete \(reply.status)"))
        }
        return reply.json
    }

    /// Sends a form; refuses with `openid_unavailable` an answer that is neither 200 nor 400 or 401, or no JSON.
    func post(_ form: [(name: String, value: String)], to address: String, authorization: String?) async throws -> Reply
    {
        var request = HTTPClientRequest(url: address)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
        if let authorization { request.headers.add(name: "Authorization", value: authorization) }
        request.body = .bytes(Array(OpenIDAddress.form(form).utf8))
        return try await send(request)
    }

    private func send(_ request: HTTPClientRequest) async throws -> Reply {
        var request = request
        request.headers.add(name: "Accept", value: "application/json")
        request.headers.add(name: "User-Agent", value: "buddel")
        let address = String(request.url.prefix { $0 != "?" })
        let answer: (status: UInt, bytes: [UInt8])
        do {
            answer = try await withinLimit { [request] in try await Self.exchange(request) }
        } catch is TooLate {
            throw fault(address, LocalizedText(en: "it took too long", de: "es dauerte zu lange"))
        } catch let error as CancellationError {
            throw error
        } catch is TooLarge {
            throw fault(address, LocalizedText(en: "its answer is too large", de: "seine Antwort ist zu groß"))
        } catch {
            throw fault(address, LocalizedText(en: "it can't be reached", de: "er ist nicht erreichbar"))
        }
        guard [200, 400, 401].contains(answer.status) else {
            throw fault(
                address, LocalizedText(en: "it answered \(answer.status)", de: "er antwortete \(answer.status)"))
        }
        do {
            return Reply(status: answer.status, json: try Self.json(answer.bytes))
        } catch {
            throw fault(address, LocalizedText(en: "its answer is no JSON", de: "seine Antwort ist kein JSON"))
        }
    }

    private struct TooLate: Error {}
    private struct TooLarge: Error {}

    /// A client of its own for each request: log-ins are rare, and nothing stays open between them.
    private static func exchange(_ request: HTTPClientRequest) async throws -> (UInt, [UInt8]) {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.httpVersion = .http1Only
        configuration.timeout = .init(connect: .seconds(5), read: .seconds(5))
        return try await HTTPClient.withHTTPClient(configuration: configuration) { client in
            let response = try await client.execute(request, timeout: .seconds(30))
            var bytes: [UInt8] = []
            for try await part in response.body {
                bytes += part.readableBytesView
                guard bytes.count <= maximumBytes else { throw TooLarge() }
            }
            return (response.status.code, bytes)
        }
    }

    /// The library's own limit ends with the head of an answer; this one holds to its last byte.
    private func withinLimit<T: Sendable>(_ body: @escaping @Sendable () async throws -> T) async throws -> T {
        try await withThrowingTaskGroup(of: T.self) { group in
            group.addTask(operation: body)
            group.addTask {
                try await Task.sleep(for: limit)
                throw TooLate()
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { throw TooLate() }
            return first
        }
    }

    /// JSON of an issuer; bounded in depth and values as in bytes.
    static func json(_ bytes: [UInt8]) throws(Refusal) -> JSONValue {
        var limits = FileLimits()
        limits.fileBytes = maximumBytes
        limits.stringBytes = maximumBytes
        limits.values = 20_000
        limits.depth = 16
        return try JSONValue(parsing: bytes, file: "", limits: limits)
    }

    private func fault(_ address: String, _ why: LocalizedText) -> Refusal {
        logger.warning("issuer: \(why.english)", metadata: ["address": "\(address)"])
        return .openIDUnavailable(why)
    }
}
