import BuddelOperations
import Buddelverein
import Testing

@testable import BuddelHTTP

/// Slow clients over real sockets; what counts is that the server closes, not when.
@Suite("Server: slow clients are cut")
struct SlowClientTests {
    @Test("headers that drip end with the connection")
    func headers() async throws {
        try await withServer(FakeSource(.sample())) {
            $0.bounds.headerSeconds = 1
        } _: { (client: RawClient) async throws in
            let connection = try RawConnection(port: client.port)
            await connection.send("GET /health HTTP/1.1\r\nHost: x\r\n")
            var drips = 0
            try await waitUntil {
                drips += 1
                return await !connection.send("X-\(drips): 1\r\n")
            }
            let answer = await connection.readToEnd()
            #expect(answer.isEmpty)
            #expect(try await client.get("/metrics").text.contains(#"connections_cut_total{reason="no_request"}"#))
        }
    }

    @Test("a connection is kept for the next request, and closed when none comes")
    func idle() async throws {
        try await withServer(FakeSource(.sample())) {
            $0.bounds.idleSeconds = 1
        } _: { (client: RawClient) async throws in
            let connection = try RawConnection(port: client.port)
            for _ in 0..<3 {
                await connection.send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
                let answer = RawResponse(await connection.read())
                #expect(answer?.status == 200)
            }
            #expect(await connection.readToEnd().isEmpty, "it closes without a word")
        }
    }

    @Test("a body that drips is answered with 408, and the connection closed")
    func body() async throws {
        try await APITown.with(change: {
            $0.bounds.graceSeconds = 1
            $0.bounds.bytesPerSecond = 10_000
        }) { town async throws in
            let connection = try RawConnection(port: town.client.port)
            await connection.send(
                "POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 10000\r\n\r\n{\"login\"")
            let reading = Task { await connection.readToEnd() }
            try await waitUntil { await !connection.send(" ") }
            let answer = try #require(RawResponse(await reading.value))
            #expect(answer.status == 408)
            #expect(answer.code == "request_timeout")
            #expect(answer["connection"] == "close")
            #expect(answer["x-content-type-options"] == "nosniff")
        }
    }

    @Test("who does not read his answer is cut, and others are served meanwhile")
    func reader() async throws {
        let big = StoredPublication(
            publishedAt: 1_795_500_000,
            files: [
                PublishedFile(
                    name: "big.json", mediaType: "application/json", bytes: [UInt8](repeating: 0x20, count: 30 << 20),
                    sha256: String(repeating: "a", count: 64))
            ])
        try await withServer(FakeSource(big)) {
            $0.bounds.graceSeconds = 1
        } _: { (client: RawClient) async throws in
            try await waitUntil { try await client.get("/ready").status == 200 }
            let connection = try RawConnection(port: client.port, receiveBuffer: 4_096)
            await connection.send("GET /feed/big.json HTTP/1.1\r\nHost: x\r\n\r\n")
            try await waitUntil {
                try await client.get("/metrics").text.contains(#"connections_cut_total{reason="slow_reader"} 1"#)
            }
            #expect(await connection.readToEnd().count < 30 << 20)
        }
    }

    @Test("one address has so many connections and no more")
    func connections() async throws {
        try await withServer(FakeSource(.sample())) {
            $0.bounds.connectionsPerAddress = 3
        } _: { (client: RawClient) async throws in
            let open = try (0..<3).map { _ in try RawConnection(port: client.port) }
            for connection in open {
                await connection.send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
                #expect(RawResponse(await connection.read())?.status == 200)
            }
            let fourth = try RawConnection(port: client.port)
            await fourth.send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(await fourth.readToEnd().isEmpty)
            for connection in open {
                await connection.send("GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                #expect(RawResponse(await connection.readToEnd())?.status == 200)
            }
            try await waitUntil { (try? await client.get("/health").status) == 200 }
        }
    }
}
