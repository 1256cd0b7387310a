import BuddelOperations
import Buddelverein
import Testing

@testable import BuddelHTTP

/// Requests as nobody sends them by accident, byte for byte.
@Suite("Server: malformed and oversized requests")
struct HostileRequestTests {
    /// What comes back for some bytes, until the server closes.
    private func exchange(_ client: RawClient, _ request: String) async throws -> String {
        let connection = try RawConnection(port: client.port)
        await connection.send(request)
        return String(decoding: await connection.readToEnd(), as: UTF8.self)
    }

    private static let smuggled = "GET /health HTTP/1.1\r\nHost: x\r\nX-Smuggled: 1\r\n\r\n"

    @Test(
        "what two readers could take apart differently is refused, closed, and nothing behind it is answered",
        arguments: [
            "POST /feed HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "POST /feed HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
            "POST /feed HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
            "POST /feed HTTP/1.1\r\nHost: x\r\nContent-Length: 5, 6\r\n\r\nhello",
            "POST /feed HTTP/1.1\r\nHost: x\r\nContent-Length: +5\r\n\r\nhello",
            "POST /feed HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
            "POST /feed HTTP/1.1\r\nHost: x\r\nContent-Length: 0x5\r\n\r\nhello",
            "POST /feed HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999999\r\n\r\n",
            "POST /feed HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
            "POST /feed HTTP/1.1\r\nHost: x\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
            "POST /feed HTTP/1.1\r\nHost: x\r\nContent-Length : 5\r\n\r\nhello",
            "POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
            "GET /health HTTP/9.9\r\nHost: x\r\n\r\n",
            "GET /he alth HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /health\r\n\r\n",
            "nonsense\r\n\r\n",
            "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}\u{FC}\u{3}\u{3}\r\n\r\n",
            "GET /health HTTP/1.1\r\nHost: x\r\nX-Nothing: a\u{0}b\r\n\r\n",
            "GET /health HTTP/1.1\r\nHost: x\r\n: nameless\r\n\r\n",
        ])
    func ambiguous(request: String) async throws {
        try await APITown.with { town async throws in
            let answer = try await exchange(town.client, request + Self.smuggled)
            #expect(answer.hasPrefix("HTTP/1.1 4"), "\(answer.prefix(60))")
            #expect(answer.ranges(of: "HTTP/1.1 ").count == 1, "one answer, and the end: \(answer)")
            #expect(answer.lowercased().contains("connection: close"))
            #expect(answer.contains("application/problem+json"))
            #expect(try await town.client.get("/health").status == 200)
        }
    }

    @Test("addresses and headers beyond their bounds have their own answers")
    func sizes() async throws {
        try await withServer(FakeSource(.sample())) { (client: RawClient) async throws in
            let long = try await exchange(
                client, "GET /\(String(repeating: "a", count: 9_000)) HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(long.hasPrefix("HTTP/1.1 414"))
            #expect(long.contains("address_too_long"))
            let large = try await exchange(
                client, "GET / HTTP/1.1\r\nHost: x\r\nX-Filling: \(String(repeating: "a", count: 20_000))\r\n\r\n")
            #expect(large.hasPrefix("HTTP/1.1 431"))
            let many = (0..<200).map { "X-\($0): 1\r\n" }.joined()
            let crowded = try await exchange(client, "GET / HTTP/1.1\r\nHost: x\r\n\(many)\r\n")
            #expect(crowded.hasPrefix("HTTP/1.1 431"))
            #expect(crowded.contains("headers_too_large"))
            #expect(try await client.get("/health").status == 200)
        }
    }

    private static let login = "{\"login\":\"treasurer\",\"password\":\"\(APITown.password)\"}"

    @Test("a body in pieces is taken like one in one piece, up to the same bound")
    func chunked() async throws {
        try await APITown.with { town async throws in
            let head =
                "POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"
            let pieces = Self.login.map { "1\r\n\($0)\r\n" }.joined() + "0\r\n\r\n"
            #expect(try await exchange(town.client, head + pieces).hasPrefix("HTTP/1.1 201"))
            let endless = String(repeating: "400\r\n\(String(repeating: " ", count: 1_024))\r\n", count: 40)
            let refused = try await exchange(town.client, head + endless + "0\r\n\r\n")
            #expect(refused.hasPrefix("HTTP/1.1 413"))
            #expect(refused.lowercased().contains("connection: close"))
        }
    }

    @Test("a body that ends before its announced length is no body")
    func truncated() async throws {
        try await APITown.with { town async throws in
            // The JSON is whole; only the length says that there was to be more.
            let connection = try RawConnection(port: town.client.port)
            await connection.send(
                "POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Content-Length: \(Self.login.utf8.count + 10)\r\n\r\n\(Self.login)")
            connection.endSending()
            let answer = RawResponse(await connection.readToEnd())
            #expect(answer == nil || answer?.status == 400)
            let metrics = try await town.client.get("/metrics").text
            #expect(!metrics.contains(#"buddel_logins_total{outcome="opened"}"#))
        }
    }

    @Test("who waits to be told to go on is told so, or told why not and left alone")
    func expectation() async throws {
        try await APITown.with { town async throws in
            func head(_ expectation: String, _ length: Int) -> String {
                "POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Expect: \(expectation)\r\nContent-Length: \(length)\r\n\r\n"
            }
            let connection = try RawConnection(port: town.client.port)
            await connection.send(head("100-continue", Self.login.utf8.count))
            #expect(String(decoding: await connection.read(), as: UTF8.self).hasPrefix("HTTP/1.1 100 "))
            await connection.send(Self.login)
            #expect(RawResponse(await connection.read())?.status == 201)
            await connection.send("GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            #expect(RawResponse(await connection.readToEnd())?.status == 200)

            let large = try await exchange(town.client, head("100-continue", 50_000))
            #expect(large.hasPrefix("HTTP/1.1 413"))
            let other = try await exchange(town.client, head("200-ok", 10))
            #expect(other.hasPrefix("HTTP/1.1 417"))
            let path = "POST /api/v1/associations/a/members HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            let stranger = try await exchange(
                town.client, path + "Expect: 100-continue\r\nContent-Length: 10\r\n\r\n")
            #expect(stranger.hasPrefix("HTTP/1.1 401"))
            #expect(!stranger.contains(" 100 Continue"))
        }
    }

    @Test("files have a bound of their own, and bodies without a log-in the smallest")
    func perRoute() async throws {
        try await APITown.with { town async throws in
            let json = String(repeating: " ", count: 2 << 20)
            #expect(try await town.send("POST", "/associations/a/members", json).status == 413)
            let open = String(repeating: " ", count: 20_000)
            #expect(try await town.send("POST", "/sessions", as: nil, open).status == 413)
            let file = try #require(Endpoint.all.first { if case .file = $0.body { true } else { false } })
            let limits = BodyLimits(Endpoint.all, ServerBounds())
            #expect(limits.largest >= 20 << 20)
            let path = file.path.replacing(/\{[a-z]+\}/, with: "x")
            let answer = try await town.send(
                file.method.rawValue, path, as: nil, nil, headers: ["Content-Length": String(2 << 20)])
            #expect(answer.status == 401, "its size is no reason: \(answer.status)")
        }
    }

    @Test("requests that are sent ahead are answered in their order")
    func pipelined() async throws {
        try await withServer(FakeSource(.sample())) { (client: RawClient) async throws in
            let answer = try await exchange(
                client,
                "GET /health HTTP/1.1\r\nHost: x\r\n\r\nGET /nothing HTTP/1.1\r\nHost: x\r\n\r\n"
                    + "GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            let statuses = answer.matches(of: /HTTP\/1.1 (\d+)/).map { String($0.output.1) }
            #expect(statuses == ["200", "404", "200"])
        }
    }
}
