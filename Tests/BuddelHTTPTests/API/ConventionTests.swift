import BuddelOperations
import Buddelverein
import DatabaseFixture
import Foundation
import Testing

@Suite("API: what every request is held to")
struct ConventionTests {
    private static let sheet = """
        {"lines":[{"date":"2026-09-12","member":"M-2","task":"digging","time":"6:30"}]}
        """

    @Test("without a token, with a wrong one and with another scheme nobody gets in, and the answer says how")
    func unauthenticated() async throws {
        try await APITown.with { town async throws in
            let answer = try await town.send("GET", "/me", as: nil)
            #expect(answer.status == 401)
            #expect(answer["www-authenticate"] == "Bearer realm=\"buddel\"")
            #expect(answer["content-type"] == "application/problem+json")
            for header in ["Bearer nobody", "Basic YTpi", "Bearer", ""] {
                #expect(
                    try await town.send("GET", "/me", as: nil, headers: ["Authorization": header]).status == 401)
            }
            #expect(try await town.send("GET", "/me").json["login"] as? String == "treasurer")
        }
    }

    @Test("logging in gives a token that works until it is given back; a wrong password gives none")
    func sessions() async throws {
        try await APITown.with { town async throws in
            let wrong = try await town.send(
                "POST", "/sessions", as: nil, "{\"login\":\"treasurer\",\"password\":\"no\"}")
            #expect(wrong.status == 401)
            #expect(wrong.code == "wrong_login")
            let opened = try await town.send(
                "POST", "/sessions", as: nil, "{\"login\":\"treasurer\",\"password\":\"\(APITown.password)\"}")
            #expect(opened.status == 201)
            let token = try #require(opened.json["token"] as? String)
            let bearer = ["Authorization": "Bearer \(token)"]
            #expect(try await town.send("GET", "/me", as: nil, headers: bearer).status == 200)
            #expect(try await town.send("DELETE", "/sessions/current", as: nil, headers: bearer).status == 204)
            #expect(try await town.send("GET", "/me", as: nil, headers: bearer).status == 401)
        }
    }

    @Test("another method, type, notation, parameter or member is refused, with its place")
    func malformed() async throws {
        try await APITown.with { town async throws in
            let members = "/associations/a/members"
            let other = try await town.send("DELETE", members)
            #expect(other.status == 405)
            #expect(other["allow"] == "GET, HEAD, POST, OPTIONS")
            #expect(try await town.send("QUERY", members).status == 405)
            #expect(try await town.send("GET", members, headers: ["Accept": "text/csv"]).status == 406)
            #expect(
                try await town.send("POST", members, "kind=person", headers: ["Content-Type": "text/plain"]).status
                    == 415)
            #expect(try await town.send("POST", members, "{").code == "invalid_json")
            #expect(try await town.send("GET", members + "?limit=0").status == 400)
            #expect(try await town.send("GET", members + "?limit=2&limit=3").status == 400)
            #expect(try await town.send("GET", members + "?colour=red").status == 400)
            let faults = try await town.send(
                "POST", members, "{\"kind\":\"dragon\",\"joined_on\":\"31.12.2025\",\"age\":7}")
            #expect(faults.status == 422)
            #expect(Set(faults.pointers) == ["/kind", "/joined_on", "/age", "/name"])
            #expect(try await town.send("GET", "/associations/a/members/M-9").status == 404)
            #expect(try await town.send("GET", "/nothing").status == 404)
        }
    }

    @Test(
        "a change needs the version that was read; a stale one changes nothing, and what is unchanged is not sent again"
    )
    func versions() async throws {
        try await APITown.with { town async throws in
            let path = "/associations/a/members/M-2"
            let read = try await town.send("GET", path)
            let tag = try #require(read["etag"])
            #expect(try await town.send("GET", path, headers: ["If-None-Match": tag]).status == 304)
            #expect(try await town.send("PATCH", path, "{\"phone\":\"1\"}").status == 428)
            let changed = try await town.send("PATCH", path, "{\"phone\":\"1\"}", headers: ["If-Match": tag])
            #expect(changed.status == 200)
            #expect(changed.json["phone"] as? String == "1")
            #expect(changed["etag"] != tag)
            let stale = try await town.send("PATCH", path, "{\"phone\":\"2\"}", headers: ["If-Match": tag])
            #expect(stale.status == 412)
            #expect(try await town.send("GET", path).json["phone"] as? String == "1")
            let cleared = try await town.send(
                "PATCH", path, "{\"phone\":null}", headers: ["If-Match": changed["etag"] ?? ""])
            #expect(cleared.json["phone"] is NSNull)
        }
    }

    @Test("hours are written once under one key; the key of another request is refused, and none is, too")
    func idempotency() async throws {
        try await APITown.with { town async throws in
            let path = "/associations/a/work"
            #expect(try await town.send("POST", path, Self.sheet).code == "idempotency_key_needed")
            let key = ["Idempotency-Key": "\"sheet-1\""]
            let first = try await town.send("POST", path, Self.sheet, headers: key)
            #expect(first.status == 201)
            let again = try await town.send("POST", path, Self.sheet, headers: key)
            #expect(again.body == first.body)
            let other = try await town.send(
                "POST", path, Self.sheet.replacingOccurrences(of: "6:30", with: "6:31"), headers: key)
            #expect(other.status == 422)
            #expect(other.code == "key_reused")
            let listed = try await town.send("GET", "/associations/a/vouchers").json["items"] as? [Any]
            #expect(listed?.count == 1)
            let confirmed = try await town.send(
                "POST", "/associations/a/vouchers/confirm", as: "treasurer", "{\"refs\":[\"W-1\"]}",
                headers: ["Idempotency-Key": "\"confirm-1\""])
            #expect(confirmed.status == 200)
            let journal = try await town.send("GET", "/associations/a/journal").json["items"] as? [[String: Any]]
            #expect(journal?.first?["ref"] as? String == "W-1")
        }
    }

    @Test("a dry run answers as if it were done, makes every check, and keeps nothing")
    func rehearsal() async throws {
        try await APITown.with { town async throws in
            let path = "/associations/a/members?dry_run=true"
            let body = "{\"kind\":\"farm\",\"name\":\"Hof\",\"joined_on\":\"2026-01-01\"}"
            let answer = try await town.send("POST", path, body)
            #expect(answer.status == 201)
            #expect(answer.json["number"] as? String == "M-4")
            let listed = try await town.send("GET", "/associations/a/members").json["items"] as? [Any]
            #expect(listed?.count == 3)
            let doubled = "{\"number\":\"M-1\",\"kind\":\"farm\",\"name\":\"Hof\",\"joined_on\":\"2026-01-01\"}"
            #expect(try await town.send("POST", path, doubled).status >= 400)
        }
    }

    @Test("a list is read to its end page by page, by the links alone")
    func pages() async throws {
        try await APITown.with { town async throws in
            var path: String? = "/api/v1/associations/a/members?limit=2"
            var numbers: [String] = []
            var pages = 0
            while let next = path {
                let answer = try await town.send("GET", String(next.dropFirst("/api/v1".count)))
                let items = answer.json["items"] as? [[String: Any]] ?? []
                numbers += items.compactMap { $0["number"] as? String }
                path = answer.json["next"] as? String
                #expect(answer["link"] == path.map { "<\($0)>; rel=\"next\"" })
                pages += 1
                try #require(pages < 5)
            }
            #expect(numbers == ["M-1", "M-2", "M-3"])
            #expect(pages == 2)
        }
    }

    @Test("refusals come in the language asked for")
    func languages() async throws {
        try await APITown.with { town async throws in
            let english = try await town.send("GET", "/me", as: nil, headers: ["Accept-Language": "en"])
            #expect(english.json["title"] as? String == "Nobody is logged in.")
            #expect(english["content-language"] == "en")
            let german = try await town.send("GET", "/me", as: nil, headers: ["Accept-Language": "de"])
            #expect(german.json["title"] as? String == "Niemand ist angemeldet.")
        }
    }
}
