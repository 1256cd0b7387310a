import BuddelOperations
import Buddelverein
import DatabaseFixture
import Foundation
import Testing

@Suite("API: the network is drawn, changed and dug")
struct NetworkOverHTTPTests {
    private static let root = "/associations/a"

    private static func line(_ code: String, _ east: String) -> String {
        """
        {"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"LineString",
        "coordinates":[[7.41,51.65],[\(east),51.65]]},
        "properties":{"code":"\(code)","kind":"trunk","status":"planned","conduits":[]}}]}
        """
    }

    private static func area(_ east: String) -> String {
        """
        {"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon",
        "coordinates":[[[7.40,51.60],[\(east),51.60],[\(east),51.70],[7.40,51.70],[7.40,51.60]]]},
        "properties":{"code":"A1","name":"Westheim","quota":"40.00"}}]}
        """
    }

    private static let geoJSON = ["Content-Type": "application/geo+json"]

    private func drawn(_ town: APITown) async throws {
        #expect(
            try await town.send("POST", Self.root + "/areas", Self.area("7.45"), headers: Self.geoJSON).status == 201)
        let added = try await town.send(
            "POST", Self.root + "/segments?needs=road,owner_consent", Self.line("S-1", "7.42"), headers: Self.geoJSON)
        #expect(added.status == 201, "\(added.text)")
        let connection = try await town.send(
            "POST", Self.root + "/connections",
            """
            {"member":"M-1","kind":"active","area":"A1","longitude":"7.41","latitude":"51.65","lead_length_m":"40.00"}
            """)
        #expect(connection.status == 201, "\(connection.text)")
    }

    /// Reads, changes with the tag, and is refused with the old one and without any.
    private func change(
        _ town: APITown, _ path: String, _ body: String, by method: String = "PATCH", at address: String? = nil,
        type: String = "application/json"
    ) async throws -> RawResponse {
        let address = Self.root + (address ?? path)
        let headers = ["Content-Type": type]
        let read = try await town.send("GET", Self.root + path)
        let tag = try #require(read["etag"], "\(path): \(read.text)")
        #expect(try await town.send(method, address, body, headers: headers).status == 428, "\(address)")
        let changed = try await town.send(method, address, body, headers: headers.merging(["If-Match": tag]) { $1 })
        #expect(changed.status == 200, "\(address): \(changed.text)")
        #expect(changed["etag"] != nil && changed["etag"] != tag, "\(address)")
        let stale = try await town.send(method, address, body, headers: headers.merging(["If-Match": tag]) { $1 })
        #expect(stale.status == 412, "\(address): \(stale.text)")
        #expect(stale.code == "content_changed")
        return changed
    }

    @Test("areas, segments, connections, clearances and helpers change by the version that was read, and by no other")
    func changes() async throws {
        try await APITown.with { town async throws in
            try await drawn(town)
            let named = try await change(town, "/areas/A1", "{\"name\":\"Ostheim\",\"quota\":null}")
            #expect(named.json["name"] as? String == "Ostheim")
            #expect(named.json["quota"] is NSNull)
            let redrawn = try await change(
                town, "/areas/A1", Self.area("7.44"), by: "PUT", at: "/areas/A1/border", type: "application/geo+json")
            #expect(redrawn.text.contains("7.44"))

            let segment = try await change(
                town, "/segments/S-1",
                "{\"method\":\"plough\",\"cover_cm\":80,\"area\":\"A1\",\"conduits\":[{\"type\":\"12x7\",\"count\":2}]}"
            )
            let shown = try #require(segment.json["segment"] as? [String: Any])
            #expect(shown["method"] as? String == "plough")
            #expect((shown["conduits"] as? [[String: Any]])?.first?["count"] as? Int == 2)
            let longer = try await change(
                town, "/segments/S-1", Self.line("S-1", "7.43"), by: "PUT", at: "/segments/S-1/line",
                type: "application/geo+json")
            #expect(longer.text.contains("7.43"))
            #expect((segment.json["clearances"] as? [[String: Any]])?.count == 2)

            let connection = try await change(
                town, "/connections/C-1", "{\"kind\":\"passive\",\"lead_length_m\":\"55.50\",\"area\":null}")
            #expect(connection.json["kind"] as? String == "passive")
            #expect(connection.json["lead_length_m"] as? String == "55.50")
            #expect(connection.json["area"] is NSNull)

            let listed = try await town.send("GET", Self.root + "/clearances?segment=S-1").json["items"]
            let id = try #require((listed as? [[String: Any]])?.first?["id"] as? Int)
            let clearance = try await change(
                town, "/clearances/\(id)", "{\"valid_from\":\"2026-09-01\",\"valid_until\":\"2027-08-31\"}")
            #expect(clearance.json["valid_until"] as? String == "2027-08-31")
            #expect(try await town.send("GET", Self.root + "/clearances/999999").status == 404)
            #expect(try await town.send("GET", Self.root + "/clearances/none").status == 404)

            #expect(try await town.send("POST", Self.root + "/helpers", "{\"name\":\"Dora\"}").status == 201)
            let helper = try await change(town, "/helpers/H-1", "{\"household\":\"M-2\"}")
            #expect(helper.json["household"] as? String == "M-2")
        }
    }

    @Test("a drawing of another code, another media type or with an unknown clearance is refused")
    func refused() async throws {
        try await APITown.with { town async throws in
            try await drawn(town)
            let star = ["If-Match": "*"].merging(Self.geoJSON) { $1 }
            #expect(
                try await town.send("PUT", Self.root + "/segments/S-1/line", Self.line("S-9", "7.42"), headers: star)
                    .status == 404)
            #expect(
                try await town.send("PUT", Self.root + "/areas/A1/border", "{}", headers: star).status == 422)
            #expect(
                try await town.send(
                    "PUT", Self.root + "/areas/A1/border", Self.area("7.44"),
                    headers: ["If-Match": "*", "Content-Type": "text/html"]
                ).status == 415)
            let needs = try await town.send(
                "POST", Self.root + "/segments?needs=luck", Self.line("S-2", "7.42"), headers: Self.geoJSON)
            #expect(needs.code == "unknown_choice")
        }
    }

    @Test("metres that were dug stand in the report of progress")
    func progress() async throws {
        try await APITown.with { town async throws in
            try await drawn(town)
            let recorded = try await town.send(
                "POST", Self.root + "/progress",
                "{\"lines\":[{\"date\":\"2026-09-12\",\"segment\":\"S-1\",\"from_m\":\"0.00\",\"to_m\":\"120.00\"}]}")
            #expect(recorded.status == 201, "\(recorded.text)")
            let report = try await town.send("GET", Self.root + "/progress-report")
            #expect(report.status == 200, "\(report.text)")
            let months = try #require(report.json["months"] as? [[String: Any]])
            #expect(months.first?["metres"] as? String == "120.00")
            #expect(months.first?["month"] as? String == "2026-09")
            let areas = try #require(report.json["areas"] as? [[String: Any]])
            #expect(areas.first?["active"] as? Int == 1)
        }
    }

    @Test("of two who change one thing at the same time one is told so, and both read what stands then")
    func atOnce() async throws {
        try await APITown.with { town async throws in
            let path = Self.root + "/members/M-2"
            for round in 1...5 {
                let tag = try #require(try await town.send("GET", path)["etag"])
                async let first = town.send(
                    "PATCH", path, "{\"phone\":\"1\(round)\"}", headers: ["If-Match": tag])
                async let second = town.send(
                    "PATCH", path, as: "chair", "{\"phone\":\"2\(round)\"}", headers: ["If-Match": tag])
                let answers = [try await first, try await second]
                #expect(answers.map(\.status).sorted() == [200, 412], "round \(round)")
                let winner = try #require(answers.first { $0.status == 200 })
                async let here = town.send("GET", path, headers: ["If-None-Match": tag])
                async let there = town.send(
                    "GET", path, as: "chair", headers: ["If-None-Match": winner["etag"] ?? ""])
                let (changed, unchanged) = (try await here, try await there)
                #expect(changed.status == 200)
                #expect(changed.json["phone"] as? String == winner.json["phone"] as? String)
                #expect(unchanged.status == 304)
                #expect(unchanged.body.isEmpty)
                #expect(unchanged["etag"] == winner["etag"])
            }
        }
    }

    @Test("lists and reports have tags, too: what did not change is not sent again")
    func unchanged() async throws {
        try await APITown.with { town async throws in
            for path in ["/members", "/progress-report", "/trial-balance", "/vouchers", "/segments"] {
                let read = try await town.send("GET", Self.root + path)
                let tag = try #require(read["etag"], "\(path)")
                let again = try await town.send("GET", Self.root + path, headers: ["If-None-Match": tag])
                #expect(again.status == 304 && again.body.isEmpty, "\(path)")
            }
            let tag = try #require(try await town.send("GET", Self.root + "/members")["etag"])
            let body = "{\"kind\":\"farm\",\"name\":\"Hof\",\"joined_on\":\"2026-01-01\"}"
            #expect(try await town.send("POST", Self.root + "/members", body).status == 201)
            #expect(try await town.send("GET", Self.root + "/members", headers: ["If-None-Match": tag]).status == 200)
        }
    }
}
