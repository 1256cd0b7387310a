import BuddelOperations
import Buddelverein
import Testing

@testable import BuddelHTTP

@Suite("PublicMap: the feed over HTTP")
struct FeedServingTests {
    private func serving(
        _ source: FakeSource = FakeSource(.sample()), _ body: (RawClient) async throws -> Void
    ) async throws {
        try await withServer(source) { (client: RawClient) async throws in
            try await waitUntil { try await client.get("/feed/").status != 503 }
            try await body(client)
        }
    }

    @Test("a file comes with its bytes, type, strong tag, date and leave for every origin")
    func file() async throws {
        try await serving { (client: RawClient) async throws in
            let answer = try await client.get("/feed/progress.json")
            #expect(answer.status == 200)
            #expect(answer.body == StoredPublication.sample().files[0].bytes)
            #expect(answer["content-type"] == "application/json")
            #expect(answer["etag"]?.hasPrefix("\"") == true)
            #expect(answer["last-modified"] == "Tue, 24 Nov 2026 06:00:00 GMT")
            #expect(answer["cache-control"] == "public, no-cache")
            #expect(answer["vary"] == "Accept-Encoding")
            #expect(answer["access-control-allow-origin"] == "*")
            #expect(answer["access-control-expose-headers"]?.contains("ETag") == true)
            #expect(answer["content-encoding"] == nil)
        }
    }

    @Test("the index is the manifest, with and without the slash")
    func index() async throws {
        try await serving { (client: RawClient) async throws in
            let manifest = StoredPublication.sample().files[1].bytes
            for path in ["/feed", "/feed/", "/feed/manifest.json"] {
                #expect(try await client.get(path).body == manifest)
            }
        }
    }

    @Test("gzip has the same content, a tag of its own, and the same bytes each time")
    func gzip() async throws {
        try await serving { (client: RawClient) async throws in
            let plain = try await client.get("/feed/progress.json")
            let packed = try await client.get("/feed/progress.json", ["Accept-Encoding": "gzip, br"])
            #expect(packed["content-encoding"] == "gzip")
            #expect(packed.body.count < plain.body.count / 4)
            #expect(packed.body == gzipped(plain.body))
            #expect(packed.body.prefix(10) == [31, 139, 8, 0, 0, 0, 0, 0, 2, 3], "no time and no name in the header")
            #expect(packed["etag"] != plain["etag"])
            #expect(packed["content-length"] == String(packed.body.count))
        }
    }

    @Test(
        "Accept-Encoding is weighed as RFC 9110 says",
        arguments: [
            ("gzip;q=0", nil), ("identity", nil), ("gzip;q=0.5, identity", nil), ("*", "gzip"), ("gzip;q=1", "gzip"),
            ("br", nil), ("identity;q=0.5, gzip;q=0.8", "gzip"), ("GZIP", "gzip"), ("", nil),
        ] as [(String, String?)])
    func acceptEncoding(header: String, expected: String?) async throws {
        try await serving { (client: RawClient) async throws in
            let answer = try await client.get("/feed/progress.json", ["Accept-Encoding": header])
            #expect(answer.status == 200)
            #expect(answer["content-encoding"] == expected)
        }
    }

    @Test("who takes no encoding at all gets 406")
    func notAcceptable() async throws {
        try await serving { (client: RawClient) async throws in
            let answer = try await client.get("/feed/manifest.json", ["Accept-Encoding": "identity;q=0, gzip;q=0"])
            #expect(answer.status == 406)
            #expect(answer["content-type"] == "application/problem+json")
        }
    }

    @Test("a known tag gets 304 without a body, for the encoding that it names alone")
    func notModified() async throws {
        try await serving { (client: RawClient) async throws in
            let tag = try #require(try await client.get("/feed/progress.json")["etag"])
            for known in [tag, "W/\(tag)", "\"other\", \(tag)", "*"] {
                let answer = try await client.get("/feed/progress.json", ["If-None-Match": known])
                #expect(answer.status == 304)
                #expect(answer.body.isEmpty)
                #expect(answer["etag"] == tag)
            }
            let packed = try await client.get(
                "/feed/progress.json", ["If-None-Match": tag, "Accept-Encoding": "gzip"])
            #expect(packed.status == 200)
        }
    }

    @Test("a date is compared where no tag is given, and a tag wins over it")
    func dates() async throws {
        try await serving { (client: RawClient) async throws in
            func status(_ headers: [String: String]) async throws -> Int {
                try await client.get("/feed/progress.json", headers).status
            }
            #expect(try await status(["If-Modified-Since": "Tue, 24 Nov 2026 06:00:00 GMT"]) == 304)
            #expect(try await status(["If-Modified-Since": "Tue, 24 Nov 2026 05:59:59 GMT"]) == 200)
            #expect(try await status(["If-Modified-Since": "yesterday"]) == 200)
            #expect(
                try await status([
                    "If-Modified-Since": "Tue, 24 Nov 2026 06:00:00 GMT", "If-None-Match": "\"other\"",
                ]) == 200)
        }
    }

    @Test("HEAD answers like GET without the body")
    func head() async throws {
        try await serving { (client: RawClient) async throws in
            let get = try await client.get("/feed/progress.json")
            let head = try await client.send("HEAD", "/feed/progress.json")
            #expect(head.status == 200)
            #expect(head.body.isEmpty)
            #expect(head["etag"] == get["etag"])
            #expect(head["content-length"] == String(get.body.count))
        }
    }

    @Test("a new publication replaces every file at once when the source tells of it")
    func replaced() async throws {
        let source = FakeSource(.sample())
        try await serving(source) { (client: RawClient) async throws in
            let tag = try #require(try await client.get("/feed/progress.json")["etag"])
            source.publish(.sample("zweite", at: 1_795_500_060))
            try await waitUntil { try await client.get("/feed/").text.contains("zweite") }
            let answer = try await client.get("/feed/progress.json", ["If-None-Match": tag])
            #expect(answer.status == 200)
            #expect(answer.text.contains("zweite"))
            #expect(answer["last-modified"] == "Tue, 24 Nov 2026 06:01:00 GMT")
        }
    }

    @Test("a source that fails is asked again; before that the feed is 503 with Retry-After")
    func failing() async throws {
        try await withServer(FakeSource(.sample(), failures: 1)) { (client: RawClient) async throws in
            let early = try await client.get("/feed/")
            if early.status == 503 { #expect(early["retry-after"] != nil) }
            try await waitUntil { try await client.get("/feed/").status == 200 }
        }
    }

    @Test("without a publication the feed is 404 and says so, in both languages")
    func nothing() async throws {
        try await serving(FakeSource(nil)) { (client: RawClient) async throws in
            let german = try await client.get("/feed/areas.geojson", ["Accept-Language": "de"])
            #expect(german.status == 404)
            #expect(german.text.contains("Es wurde noch nichts veröffentlicht."))
            #expect(german["content-language"] == "de")
            #expect(german["access-control-allow-origin"] == "*")
            let english = try await client.get("/feed/areas.geojson", ["Accept-Language": "fr, en;q=0.8, de;q=0.2"])
            #expect(english.text.contains("nothing_published"))
            #expect(english.text.contains("Nothing has been published yet."))
        }
    }

    @Test("OPTIONS tells methods and is open to other origins")
    func options() async throws {
        try await serving { (client: RawClient) async throws in
            let answer = try await client.send("OPTIONS", "/feed/progress.json", ["Origin": "https://other.example"])
            #expect(answer.status == 204)
            #expect(answer["allow"] == "GET, HEAD, OPTIONS")
            #expect(answer["access-control-allow-methods"] == "GET, HEAD, OPTIONS")
        }
    }

    @Test("many readers while publications change never see a mixture")
    func mixture() async throws {
        let source = FakeSource(.sample("erste"))
        try await serving(source) { (client: RawClient) async throws in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        for _ in 0..<40 {
                            let answer = try await client.get("/feed/progress.json", ["Accept-Encoding": "gzip"])
                            let word = ["erste", "zweite"].first {
                                answer.body == gzipped(StoredPublication.sample($0).files[0].bytes)
                            }
                            #expect(word != nil)
                        }
                    }
                }
                group.addTask {
                    for index in 0..<200 { source.publish(.sample(index.isMultiple(of: 2) ? "zweite" : "erste")) }
                }
                try await group.waitForAll()
            }
        }
    }
}
