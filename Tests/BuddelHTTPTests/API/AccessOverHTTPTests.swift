import BuddelOperations
import Buddelverein
import DatabaseFixture
import Foundation
import Testing

@Suite("API: users, ties, borders, verification and the publication's settings")
struct AccessOverHTTPTests {
    private func withAdministrator(_ body: @Sendable (APITown) async throws -> Void) async throws {
        try await APITown.with(people: APITown.people + [("admin", .administrator, .system, nil)], body)
    }

    @Test("which member a user is is said and taken back, and the tie stays")
    func memberships() async throws {
        try await withAdministrator { town async throws in
            let body = "{\"association\":\"b\",\"member\":\"M-2\"}"
            #expect(try await town.send("POST", "/users/clerk/memberships", as: "treasurer", body).status == 403)
            let linked = try await town.send("POST", "/users/clerk/memberships", as: "admin", body)
            #expect(linked.status == 204, "\(linked.text)")
            #expect(
                try await town.send(
                    "POST", "/users/clerk/memberships", as: "admin", "{\"association\":\"b\",\"member\":\"M-99\"}"
                ).status >= 400)
            let shown = try await town.send("GET", "/users/clerk", as: "admin")
            let memberships = shown.json["memberships"] as? [[String: String]]
            #expect(memberships == [["association": "b", "member": "M-2"]], "\(shown.text)")
            #expect(try await town.send("DELETE", "/users/clerk/memberships/b", as: "admin").status == 204)
            #expect(try await town.send("DELETE", "/users/clerk/memberships/b", as: "admin").status == 404)
            let after = try await town.send("GET", "/users/clerk", as: "admin")
            #expect((after.json["memberships"] as? [Any])?.isEmpty == true)
            #expect(after.json["ties"] as? [String] == ["b"])
        }
    }

    @Test("a tie is declared by oneself, or for another by an administrator only")
    func ties() async throws {
        try await withAdministrator { town async throws in
            let other = "{\"association\":\"a\",\"login\":\"clerk\"}"
            #expect(try await town.send("POST", "/ties", as: "treasurer", other).status == 403)
            #expect(try await town.send("POST", "/ties", as: "admin", other).status == 204)
            #expect(
                try await town.send("GET", "/users/clerk", as: "admin").json["ties"] as? [String] == ["a"])
            #expect(try await town.send("POST", "/ties", as: "treasurer", "{\"association\":\"a\"}").status == 204)
            #expect(try await town.send("POST", "/ties", as: "treasurer", "{\"association\":\"zz\"}").status == 404)
        }
    }

    @Test("municipalities are loaded by administrators, and the same borders again change nothing")
    func municipalities() async throws {
        try await withAdministrator { town async throws in
            let borders = """
                {"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon",
                "coordinates":[[[7.45,51.60],[7.50,51.60],[7.50,51.70],[7.45,51.70],[7.45,51.60]]]},
                "properties":{"ags":"05978036","name":"Ostheim"}}]}
                """
            func load(as login: String) async throws -> RawResponse {
                try await town.send(
                    "POST", "/municipalities", as: login, bytes: Array(borders.utf8), type: "application/geo+json")
            }
            #expect(try await load(as: "treasurer").status == 403)
            let loaded = try await load(as: "admin")
            #expect(loaded.json["added"] as? [String] == ["05978036"], "\(loaded.text)")
            #expect((try await load(as: "admin").json["added"] as? [String])?.isEmpty == true)
            let listed = try await town.send("GET", "/municipalities").json["items"] as? [[String: String]]
            #expect(listed?.compactMap { $0["name"] }.sorted() == ["Ostheim", "Westheim"])
        }
    }

    @Test("journals are verified alone and together, against links that left the house, and a wrong link is told")
    func verification() async throws {
        try await withAdministrator { town async throws in
            let link = try await town.send("GET", "/associations/a/journal-link")
            let hash = try #require(link.json["hash"] as? String)
            let good = try await town.send(
                "POST", "/associations/a/verification", "{\"batch\":0,\"hash\":\"\(hash)\"}")
            #expect(good.status == 200, "\(good.text)")
            let wrong = String(repeating: "0", count: 64)
            let differs = try await town.send(
                "POST", "/associations/a/verification", "{\"batch\":7,\"hash\":\"\(wrong)\"}")
            #expect(differs.code == "journal_differs")
            #expect(try await town.send("POST", "/associations/a/verification", "{\"batch\":0}").status == 422)
            let all = try await town.send("POST", "/verification", as: "admin", "{}")
            #expect((all.json["links"] as? [[String: Any]])?.compactMap { $0["association"] as? String } == ["a", "b"])
            let mixed = try await town.send(
                "POST", "/verification", as: "admin",
                "{\"known\":[{\"association\":\"a\",\"batch\":7,\"hash\":\"\(wrong)\"}]}")
            #expect((mixed.json["faults"] as? [[String: String]])?.first?["code"] == "journal_differs")
            let own = try await town.send("POST", "/verification", "{}")
            #expect((own.json["links"] as? [Any])?.count == 1)
            #expect(try await town.send("GET", "/check?check=nothing", as: "admin").status == 400)
            #expect(try await town.send("GET", "/check", as: "admin").json["healthy"] as? Bool == true)
            #expect(try await town.send("GET", "/check", as: "member").status == 403)
        }
    }

    @Test("settings are read by all, made stricter by an administrator with the tag he read, never looser")
    func settings() async throws {
        try await withAdministrator { town async throws in
            let read = try await town.send("GET", "/publication-settings")
            let tag = ["If-Match": try #require(read["etag"])]
            let stricter = "{\"count_step\":20,\"publisher\":\"Stadt Selm\"}"
            #expect(try await town.send("PATCH", "/publication-settings", as: "admin", stricter).status == 428)
            #expect(
                try await town.send("PATCH", "/publication-settings", stricter, headers: tag).status == 403)
            let looser = try await town.send(
                "PATCH", "/publication-settings", as: "admin", "{\"minimum_people\":2}", headers: tag)
            #expect(looser.code == "looser_publication")
            let changed = try await town.send("PATCH", "/publication-settings", as: "admin", stricter, headers: tag)
            #expect(changed.status == 200, "\(changed.text)")
            #expect(changed.json["publisher"] as? String == "Stadt Selm")
            #expect((changed.json["figures"] as? [String: String])?["count_step"] == "20")
            let stale = try await town.send("PATCH", "/publication-settings", as: "admin", stricter, headers: tag)
            #expect(stale.status == 412)
            #expect(try await town.send("GET", "/publications/latest").status == 404)
            let published = try await town.send("POST", "/publications", as: "admin", "")
            #expect(published.status == 201, "\(published.text)")
            let latest = try await town.send("GET", "/publications/latest", as: "member")
            #expect(latest.body == published.body)
        }
    }

    @Test("who confirms what was changed since he saw it is told so")
    func seenVersions() async throws {
        try await APITown.with { town async throws in
            let sheet =
                "{\"lines\":[{\"date\":\"2026-09-12\",\"member\":\"M-3\",\"task\":\"digging\",\"time\":\"6:30\"}]}"
            #expect(
                try await town.send(
                    "POST", "/associations/a/work", sheet, headers: ["Idempotency-Key": "\"sheet\""]
                ).status == 201)
            let listed = try await town.send("GET", "/associations/a/vouchers")
            let voucher = try #require((listed.json["items"] as? [[String: Any]])?.first)
            let version = try #require(voucher["version"] as? Int)
            #expect((voucher["work"] as? [String: Any])?["time"] as? String == "6:30")
            #expect(voucher["gift"] is NSNull)
            let corrected = try await town.send(
                "PATCH", "/associations/a/vouchers/W-1", "{\"time\":\"7:00\"}",
                headers: ["If-Match": "\"v\(version)\"", "Idempotency-Key": "\"correction\""])
            #expect(corrected.status == 200, "\(corrected.text)")
            func confirm(_ version: Int) async throws -> RawResponse {
                try await town.send(
                    "POST", "/associations/a/vouchers/confirm", as: "chair",
                    "{\"refs\":[\"W-1\"],\"seen\":{\"W-1\":\(version)}}",
                    headers: ["Idempotency-Key": "\"confirm \(version)\""])
            }
            #expect(try await confirm(version).code == "content_changed")
            #expect(try await confirm(version + 1).status == 200)
        }
    }
}
