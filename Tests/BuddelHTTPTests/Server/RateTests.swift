import BuddelOperations
import Buddelverein
import DatabaseFixture
import Testing

@testable import BuddelHTTP

@Suite("Server: who asks too often is told when to come back")
struct RateTests {
    @Test("an address has its rate, a supervisor none; one client behind a trusted proxy takes nothing from the others")
    func addresses() async throws {
        try await withServer(FakeSource(.sample())) {
            $0.bounds.addressRate = 60
            $0.trustedProxies = [try! AddressRange(parsing: "127.0.0.0/8")]
        } _: { (client: RawClient) async throws in
            func ask(_ path: String, for address: String) async throws -> RawResponse {
                try await client.get(path, ["X-Forwarded-For": address, "Accept-Language": "en"])
            }
            var answers: [RawResponse] = []
            for _ in 0..<40 { answers.append(try await ask("/feed/", for: "203.0.113.9")) }
            let refused = try #require(answers.first { $0.status == 429 })
            #expect(answers.prefix(10).allSatisfy { $0.status == 200 })
            #expect(refused.code == "too_many_requests")
            #expect(refused["content-type"] == "application/problem+json")
            #expect(refused["retry-after"].flatMap { Int($0) } == 1)
            #expect(refused["content-security-policy"] != nil)
            #expect(try await ask("/feed/", for: "203.0.113.10").status == 200)
            for _ in 0..<40 { #expect(try await ask("/health", for: "203.0.113.9").status == 200) }
            #expect(try await ask("/ready", for: "203.0.113.9").status == 200)
            let metrics = try await client.get("/metrics").text
            #expect(metrics.contains(#"buddel_http_refused_total{bound="address"}"#))
        }
    }

    @Test("an untrusted header makes nobody another one, and a /64 of version 6 is one client")
    func disguises() async throws {
        try await withServer(FakeSource(.sample())) {
            $0.bounds.addressRate = 10
        } _: { (client: RawClient) async throws in
            var statuses: [Int] = []
            for number in 0..<20 {
                statuses.append(try await client.get("/feed/", ["X-Forwarded-For": "203.0.113.\(number)"]).status)
            }
            #expect(statuses.contains(429))
        }
        try await withServer(FakeSource(.sample())) {
            $0.bounds.addressRate = 10
            $0.trustedProxies = [try! AddressRange(parsing: "127.0.0.1")]
        } _: { (client: RawClient) async throws in
            var statuses: [Int] = []
            for number in 1...20 {
                statuses.append(try await client.get("/feed/", ["X-Forwarded-For": "2001:db8::\(number)"]).status)
            }
            #expect(statuses.contains(429))
        }
    }

    @Test("log-ins have a stricter rate, before the password costs anything; who is logged in works on")
    func logIns() async throws {
        try await APITown.with(change: {
            $0.bounds.logInRate = 3
        }) { town async throws in
            let right = "{\"login\":\"treasurer\",\"password\":\"\(APITown.password)\"}"
            var statuses: [Int] = []
            for _ in 0..<3 {
                statuses.append(try await town.send("POST", "/sessions", as: nil, right).status)
            }
            #expect(statuses == [201, 201, 201])
            let refused = try await town.send("POST", "/sessions", as: nil, right)
            #expect(refused.status == 429)
            #expect(refused.code == "too_many_requests")
            #expect((1...20).contains(refused["retry-after"].flatMap { Int($0) } ?? 0))
            #expect(try await town.send("POST", "/sessions/", as: nil, right).status == 429, "by any spelling")
            #expect(try await town.send("GET", "/me").status == 200)
            let metrics = try await town.client.get("/metrics").text
            #expect(metrics.contains(#"buddel_logins_total{outcome="opened"} 3"#))
            #expect(metrics.contains(#"buddel_http_refused_total{bound="login"} 2"#))
        }
    }

    @Test("a user has his rate over all his tokens, and takes nothing from another one")
    func users() async throws {
        try await APITown.with(change: {
            $0.bounds.userRate = 10
        }) { town async throws in
            let second = try await town.app.logIn("treasurer", password: APITown.password)
            var statuses: [Int] = []
            for number in 0..<20 {
                let token = number.isMultiple(of: 2) ? town.tokens["treasurer"] ?? "" : second
                let headers = ["Authorization": "Bearer \(token)"]
                statuses.append(try await town.send("GET", "/me", as: nil, headers: headers).status)
            }
            #expect(statuses.prefix(10).allSatisfy { $0 == 200 })
            #expect(statuses.contains(429))
            #expect(try await town.send("GET", "/me", as: "chair").status == 200)
        }
    }
}
