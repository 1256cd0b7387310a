import BuddelOperations
import Buddelverein
import Foundation
import Synchronization
import Testing

@testable import BuddelHTTP

@Suite("Server: what operators see")
struct OperationTests {
    @Test("log lines are JSON with the request's id and its route, and nothing of whom it is about")
    func log() async throws {
        let lines = LogLines()
        try await APITown.with(logger: lines.logger()) { town async throws in
            let answer = try await town.send("GET", "/associations/a/members/M-1?lang=de")
            #expect(answer.status == 200)
            let id = try #require(answer["x-request-id"])
            _ = try await town.send("GET", "/associations/b/members/M-2")
            _ = try await town.client.get("/secret-place?token=verysecret", ["X-Forwarded-For": "203.0.113.77"])
            // Where the server listens is its own address.
            let text = lines.all.filter { !$0.contains("Server started") }.joined()
            for personal in ["M-1", "M-2", "secret-place", "verysecret", "203.0.113.77", "127.0.0.1", "treasurer"] {
                #expect(!text.contains(personal), "\(personal)")
            }
            for line in lines.all {
                #expect(line.hasSuffix("\n") && line.filter(\.isNewline).count == 1)
                let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                #expect((object?["time"] as? String)?.wholeMatch(of: /\d{4}-\d\d-\d\dT[\d:.]+Z/) != nil)
                #expect(object?["level"] != nil && object?["message"] != nil)
            }
            let line = try #require(lines.all.first { $0.contains(id) })
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            #expect(object?["request"] as? String == id)
            #expect(object?["route"] as? String == "/api/v1/associations/{association}/members/{number}")
            #expect(object?["status"] as? String == "200")
        }
    }

    @Test("an id of a trusted proxy is kept where it is one; anybody else gets a new one")
    func requestIds() async throws {
        func answered(_ trusted: [AddressRange], _ given: String) async throws -> String? {
            let found = Mutex<String?>(nil)
            try await withServer(FakeSource(.sample())) {
                $0.trustedProxies = trusted
            } _: { (client: RawClient) async throws in
                let id = try await client.get("/health", ["X-Request-Id": given])["x-request-id"]
                found.withLock { $0 = id }
            }
            return found.withLock { $0 }
        }
        let proxies = [try AddressRange(parsing: "127.0.0.1")]
        #expect(try await answered(proxies, "abc-DEF_12345") == "abc-DEF_12345")
        for bad in ["short", "with space 123", "quote\"12345", String(repeating: "a", count: 65)] {
            #expect(try await answered(proxies, bad) != bad)
        }
        #expect(try await answered([], "abc-DEF_12345") != "abc-DEF_12345")
    }

    private struct Fixed: ReadinessSource {
        let answer: Readiness
        func state() async -> Readiness { answer }
    }

    @Test(
        "it is not ready while the database is gone or of another version, and says which; it lives all the same",
        arguments: [
            (Readiness.databaseGone, "database_gone"), (.migrationsPending, "migrations_pending"),
            (.schemaNewer, "schema_newer"),
        ])
    func notReady(state: Readiness, code: String) async throws {
        try await withServer(FakeSource(.sample()), readiness: Fixed(answer: state)) {
            (client: RawClient) async throws in
            try await waitUntil { try await client.get("/ready").code == code }
            let answer = try await client.get("/ready")
            #expect(answer.status == 503)
            #expect(answer["retry-after"] != nil)
            #expect(try await client.get("/health").status == 200)
        }
    }

    @Test("metrics are text that Prometheus reads: one type for each name, its series behind it, no series twice")
    func metrics() async throws {
        try await APITown.with { town async throws in
            _ = try await town.send("GET", "/me")
            _ = try await town.send("GET", "/nothing")
            _ = try await town.send("POST", "/sessions", as: nil, "{\"login\":\"x\",\"password\":\"wrong\"}")
            let text = try await town.client.get("/metrics").text
            let families = try PrometheusText(text)
            for name in [
                "buddel_http_requests_total", "buddel_http_request_duration_seconds", "buddel_http_requests_in_flight",
                "buddel_http_requests_working", "buddel_http_requests_waiting", "buddel_http_connections",
                "buddel_database_connections", "buddel_database_waiting", "buddel_logins_total",
            ] { #expect(families.types[name] != nil, "\(name)") }
            #expect(families.value("buddel_logins_total", ["outcome": "refused"]) == 1)
            #expect(
                families.value(
                    "buddel_http_requests_total", ["method": "GET", "route": "/api/v1/me", "status": "200"]) == 1)
            #expect(families.value("buddel_http_requests_in_flight", [:]) == 1, "this one")
        }
    }

    @Test("every answer carries the headers that keep a browser safe, errors included; the API shows nothing")
    func headers() async throws {
        try await APITown.with { town async throws in
            let answers = [
                try await town.send("GET", "/me"), try await town.send("GET", "/me", as: nil),
                try await town.send("GET", "/nothing"), try await town.send("POST", "/me"),
                try await town.send("POST", "/associations/a/members", "{"),
                try await town.send("OPTIONS", "/me"), try await town.client.get("/api/docs"),
                try await town.client.get("/health"),
                try await town.client.get("/" + String(repeating: "a", count: 9_000)),
            ]
            for answer in answers {
                #expect(answer["content-security-policy"]?.contains("frame-ancestors") == true)
                #expect(answer["x-content-type-options"] == "nosniff")
                #expect(answer["referrer-policy"] == "no-referrer")
                #expect(answer["permissions-policy"] != nil)
                #expect(answer["cross-origin-opener-policy"] == "same-origin")
                #expect(answer["cross-origin-resource-policy"] == "same-origin")
                #expect(answer["access-control-allow-origin"] == nil)
                #expect(answer["x-request-id"] != nil)
            }
            #expect(answers[0]["content-security-policy"]?.hasPrefix("default-src 'none'") == true)
            #expect(answers[0]["cache-control"] == "no-store")
        }
    }

    @Test("a proxy that ends TLS makes the answer ask for TLS from then on; a stranger can't")
    func strictTransport() async throws {
        try await withServer(FakeSource(.sample())) {
            $0.trustedProxies = [try! AddressRange(parsing: "127.0.0.1")]
        } _: { (client: RawClient) async throws in
            let headers = ["X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"]
            #expect(try await client.get("/", headers)["strict-transport-security"] != nil)
            #expect(try await client.get("/")["strict-transport-security"] == nil)
        }
        try await withServer(FakeSource(.sample())) { (client: RawClient) async throws in
            #expect(try await client.get("/", ["X-Forwarded-Proto": "https"])["strict-transport-security"] == nil)
        }
    }

    @Test("whom to tell of a weakness stands where RFC 9116 wants it, once somebody is named")
    func securityContact() async throws {
        try await withServer(FakeSource(.sample())) {
            $0.securityContact = "mailto:it@selm.example"
            $0.publicURL = "https://glasfaser.selm.example/"
        } _: { (client: RawClient) async throws in
            let answer = try await client.get("/.well-known/security.txt")
            #expect(answer.status == 200)
            #expect(answer["content-type"] == "text/plain; charset=utf-8")
            #expect(answer.text.contains("Contact: mailto:it@selm.example\n"))
            #expect(answer.text.contains("Canonical: https://glasfaser.selm.example/.well-known/security.txt\n"))
            let expires = try #require(answer.text.firstMatch(of: /Expires: (\d{4}-\d\d-\d\d)T00:00:00Z/)?.output.1)
            let day = try Day(parsing: String(expires))
            let today = Surroundings.live.today()
            #expect(day > today && day.number - today.number < 365)
        }
        try await withServer(FakeSource(.sample())) { (client: RawClient) async throws in
            #expect(try await client.get("/.well-known/security.txt").status == 404)
        }
    }
}
