import BuddelOperations
import Buddelverein
import DatabaseFixture
import Foundation
import IssuerFixture
import Testing

@Suite("API: who a user is for an issuer")
struct IdentityTests {
    private static let people: [APITown.Person] = APITown.people + [("boss", .administrator, .system, nil)]

    private func withIssuer(_ body: @Sendable (APITown) async throws -> Void) async throws {
        let configuration = try OpenIDConfiguration(issuer: "https://issuer.example/realm", clientID: "buddel")
        try await APITown.with(people: Self.people, issuer: OpenIDIssuer(configuration), body)
    }

    @Test("an administrator links, lists and unlinks; both end the user's sessions")
    func life() async throws {
        try await withIssuer { town async throws in
            let path = "/users/treasurer/identities"
            let linked = try await town.send("POST", path, as: "boss", "{\"subject\":\"f3a\"}")
            #expect(linked.status == 201, "\(linked.text)")
            #expect(linked.json["issuer"] as? String == "https://issuer.example/realm")
            #expect(linked.json["tokens"] as? Int == 1)
            #expect(linked["location"] == "/api/v1/users/treasurer/identities/1")
            #expect(try await town.send("GET", "/me", as: "treasurer").status == 401)
            let other = try await town.send(
                "POST", path, as: "boss", "{\"subject\":\"f3a\",\"issuer\":\"https://other.example\"}")
            #expect(other.status == 201)
            let listed = try await town.send("GET", path, as: "boss").json["items"] as? [[String: Any]]
            #expect(
                listed?.compactMap { $0["issuer"] as? String } == [
                    "https://issuer.example/realm", "https://other.example",
                ])
            #expect(listed?.compactMap { $0["subject"] as? String } == ["f3a", "f3a"])
            #expect(try await town.send("DELETE", path + "/1", as: "boss").status == 204)
            #expect(try await town.send("DELETE", path + "/1", as: "boss").status == 404)
            #expect(try await town.send("GET", "/users/chair/identities", as: "chair").json["items"] as? [Int] == [])
        }
    }

    @Test("nobody else links or sees others' identities")
    func forbidden() async throws {
        try await withIssuer { town async throws in
            let path = "/users/treasurer/identities"
            for login in ["treasurer", "chair", "clerk", "member"] {
                #expect(try await town.send("POST", path, as: login, "{\"subject\":\"me\"}").status == 403, "\(login)")
                #expect(try await town.send("DELETE", path + "/1", as: login).status == 403, "\(login)")
            }
            #expect(try await town.send("GET", path, as: "chair").status == 403)
            #expect(try await town.send("GET", path, as: "treasurer").status == 200)
        }
    }

    @Test("an identity is one user's, and a user has one at an issuer; what can't be one is refused")
    func refused() async throws {
        try await withIssuer { town async throws in
            func link(_ login: String, _ body: String) async throws -> RawResponse {
                try await town.send("POST", "/users/\(login)/identities", as: "boss", body)
            }
            #expect(try await link("treasurer", "{\"subject\":\"f3a\"}").status == 201)
            let taken = try await link("chair", "{\"subject\":\"f3a\"}")
            #expect(taken.status == 409)
            #expect(taken.code == "already_exists")
            #expect(try await link("treasurer", "{\"subject\":\"f3b\"}").status == 409)
            #expect(try await link("chair", "{\"subject\":\"with blank\"}").code == "invalid_value")
            #expect(try await link("chair", "{\"subject\":\"\"}").status == 422)
            for issuer in ["http://issuer.example", "https://a@issuer.example", "https://issuer.example/#x", "issuer"] {
                #expect(
                    try await link("chair", "{\"subject\":\"x\",\"issuer\":\"\(issuer)\"}").code == "invalid_value",
                    "\(issuer)")
            }
            #expect(try await link("nobody", "{\"subject\":\"x\"}").status == 404)
            #expect(try await link("local", "{\"subject\":\"x\"}").status == 403)
        }
    }
}
