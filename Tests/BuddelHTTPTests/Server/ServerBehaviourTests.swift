import BuddelOperations
import Buddelverein
import Testing

@testable import BuddelHTTP

@Suite("PublicMap: the server's manners")
struct ServerBehaviourTests {
    @Test("an unknown address is a problem document with the request's id")
    func notFound() async throws {
        try await withServer(FakeSource(.sample())) { (client: RawClient) async throws in
            for path in [
                "/nothing", "/feed/nothing.json", "/leaflet/secret", "/map/../../etc/passwd", "/leaflet/%2e%2e/x",
            ] {
                let answer = try await client.get(path)
                #expect(answer.status == 404)
                #expect(answer["content-type"] == "application/problem+json")
                #expect(answer.text.contains(#""status":404"#))
                let id = try #require(answer["x-request-id"])
                #expect(answer.text.contains(id))
            }
        }
    }

    @Test(
        "another method gets 405 with Allow, an unknown one 501",
        arguments: ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
    func methods(method: String) async throws {
        try await withServer(FakeSource(.sample())) { (client: RawClient) async throws in
            let answer = try await client.send(method, "/feed/", ["Content-Length": "0"])
            #expect(answer.status == 405)
            #expect(answer["allow"] == "GET, HEAD, OPTIONS")
            #expect(answer["content-type"] == "application/problem+json")
            #expect(try await client.send("PROPFIND", "/feed/").status == 501)
        }
    }

    @Test("every answer carries the headers that keep a browser safe; only the feed is open to other origins")
    func security() async throws {
        try await withServer(FakeSource(.sample())) { (client: RawClient) async throws in
            for path in ["/", "/feed/", "/map/map.js", "/nothing", "/health"] {
                let answer = try await client.get(path)
                let policy = try #require(answer["content-security-policy"])
                #expect(policy.contains("default-src 'self'"))
                #expect(!policy.contains("unsafe"))
                #expect(policy.contains("img-src 'self' data:;"))
                #expect(answer["x-content-type-options"] == "nosniff")
                #expect(answer["referrer-policy"] == "no-referrer")
                #expect(answer["strict-transport-security"] == nil)
                #expect((answer["access-control-allow-origin"] == "*") == (path == "/feed/"))
                #expect(answer["set-cookie"] == nil)
            }
        }
    }

    @Test("a base map's host is allowed for images once it is configured, and HTTPS stays HTTPS")
    func basemap() async throws {
        try await withServer(FakeSource(.sample())) { configuration in
            configuration.basemap = ServeConfiguration.Basemap(
                template: "https://{s}.tiles.example/{z}/{x}/{y}.png", credit: "© Karte <b>&</b>")
            configuration.publicURL = "https://glasfaser.selm.example/"
        } _: { (client: RawClient) async throws in
            let page = try await client.get("/")
            #expect(page["content-security-policy"]?.contains("img-src 'self' data: https://*.tiles.example;") == true)
            #expect(page["strict-transport-security"] != nil)
            #expect(page.text.contains(#"href="https://glasfaser.selm.example/""#))
            #expect(!page.text.contains("© Karte <b>"), "a credit can't break out of the script element")
        }
    }

    @Test("a body that is too large is refused before it is read")
    func body() async throws {
        try await withServer(FakeSource(.sample())) { (client: RawClient) async throws in
            let announced = try await client.send("POST", "/feed/", ["Content-Length": "99999999"], body: "x")
            #expect(announced.status == 413)
            let chunked = try await client.send("POST", "/feed/", ["Transfer-Encoding": "chunked"], body: "1\r\nx\r\n")
            #expect(chunked.status == 413)
        }
    }

    @Test("headers beyond the limit end the request")
    func headers() async throws {
        try await withServer(FakeSource(.sample())) { (client: RawClient) async throws in
            let answer = try await client.get("/health", ["X-Filling": String(repeating: "x", count: 40_000)])
            #expect(answer.status == 431)
            #expect(try await client.get("/health").status == 200)
        }
    }

    @Test("it is ready once the publication was loaded and while the database answers")
    func ready() async throws {
        let source = FakeSource(.sample())
        try await withServer(source) { (client: RawClient) async throws in
            try await waitUntil { try await client.get("/ready").status == 200 }
            source.setReady(false)
            let gone = try await client.get("/ready")
            #expect(gone.status == 503)
            #expect(gone["retry-after"] != nil)
            #expect(try await client.get("/health").status == 200)
            #expect(try await client.get("/feed/").status == 200, "what is in memory is served all the same")
        }
    }

    @Test("metrics are for this machine alone, not for whom a proxy speaks")
    func metrics() async throws {
        try await withServer(FakeSource(.sample())) { (client: RawClient) async throws in
            _ = try await client.get("/feed/progress.json")
            let text = try await client.get("/metrics").text
            #expect(text.contains(#"buddel_http_requests_total{method="GET",route="/feed/{name}",status="200"}"#))
            #expect(text.contains("# TYPE buddel_http_request_duration_seconds histogram"))
            #expect(text.contains("buddel_feed_published_at_seconds 1795500000.0"))
            #expect(try await client.get("/metrics", ["X-Forwarded-For": "203.0.113.9"]).status == 404)
        }
    }

    @Test("the page's language is the one asked for, else that of the browser, else German")
    func language() async throws {
        try await withServer(FakeSource(.sample())) { (client: RawClient) async throws in
            func language(_ path: String, _ header: String?) async throws -> String? {
                let answer = try await client.get(path, header.map { ["Accept-Language": $0] } ?? [:])
                #expect(answer["vary"] == "Accept-Encoding, Accept-Language")
                return answer["content-language"]
            }
            #expect(try await language("/", nil) == "de")
            #expect(try await language("/", "en-GB,en;q=0.9,de;q=0.1") == "en")
            #expect(try await language("/", "fr") == "de")
            #expect(try await language("/?lang=en", "de") == "en")
            #expect(try await language("/?lang=xx", "en") == "en")
        }
    }

    @Test("Leaflet, the page's own files and the icon come with type and tag")
    func files() async throws {
        try await withServer(FakeSource(.sample())) { (client: RawClient) async throws in
            for (path, type) in [
                ("/leaflet/leaflet.js", "text/javascript; charset=utf-8"),
                ("/leaflet/leaflet.css", "text/css; charset=utf-8"), ("/map/map.js", "text/javascript; charset=utf-8"),
                ("/map/map.css", "text/css; charset=utf-8"), ("/favicon.ico", "image/x-icon"),
                ("/map/icon.svg", "image/svg+xml"),
            ] {
                let answer = try await client.get(path)
                #expect(answer.status == 200)
                #expect(answer["content-type"] == type)
                let tag = try #require(answer["etag"])
                #expect(try await client.get(path, ["If-None-Match": tag]).status == 304)
            }
        }
    }

    @Test("without Leaflet the server does not start and says what to install")
    func noLeaflet() throws {
        let refusal = #expect(throws: Refusal.self) { try StaticFiles(leafletFolder: "/nowhere") }
        #expect(refusal?.code == .leafletMissing)
        #expect(refusal?.cure?[.german].contains("libjs-leaflet") == true)
    }

    @Test("moments in headers are written and read alike")
    func dates() {
        #expect(HTTPDate.text(784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(HTTPDate.seconds("Sun, 06 Nov 1994 08:49:37 GMT") == 784_111_777)
        #expect(HTTPDate.seconds("Sunday, 06-Nov-94 08:49:37 GMT") == nil)
        #expect(HTTPDate.text(-1) == "Wed, 31 Dec 1969 23:59:59 GMT")
    }
}
