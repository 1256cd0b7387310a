import BuddelOperations
import Buddelverein
import DatabaseFixture
import Foundation
import Testing

@Suite("API: second factor and token scopes")
struct SecondFactorOverHTTPTests {
    private static let logIn = #"{"login":"treasurer","password":"correct horse battery"#

    private func open(_ town: APITown, _ more: String = "") async throws -> RawResponse {
        try await town.send("POST", "/sessions", as: nil, "\(Self.logIn)\"\(more)}")
    }

    @Test("set up, confirmed, asked for at the next log-in, renewed and removed")
    func life() async throws {
        try await APITown.with { town async throws in
            let before = try await town.send("GET", "/me/second-factor")
            #expect(before.json["active"] as? Bool == false && before.json["recovery_codes_left"] as? Int == 0)
            let made = try await town.send("POST", "/me/second-factor")
            #expect(made.status == 201, "\(made.text)")
            let secret = try #require(made.json["secret"] as? String).filter { $0 != "-" }
            let phone = TimeCode(secret: try #require([UInt8](base32: secret)))
            let step = TimeCode.step(at: town.app.surroundings.now())
            let wrong = try await town.send("POST", "/me/second-factor/confirm", #"{"code":"000"}"#)
            #expect(wrong.status == 403 && wrong.code == "wrong_code")
            let confirmed = try await town.send(
                "POST", "/me/second-factor/confirm", "{\"code\":\"\(phone.code(at: step))\"}")
            let codes = try #require(confirmed.json["recovery_codes"] as? [String])
            #expect(confirmed.status == 200 && codes.count == 10)
            #expect(try await town.send("POST", "/me/second-factor").status == 409)
            let me = try await town.send("GET", "/me")
            #expect(me.json["has_second_factor"] as? Bool == true && me.json["passed_second_factor"] as? Bool == true)

            let asked = try await open(town)
            #expect(asked.status == 401 && asked.code == "second_factor_code_needed")
            #expect(asked["www-authenticate"] != nil)
            let used = try await open(town, ",\"code\":\"\(phone.code(at: step))\"")
            #expect(used.status == 403 && used.code == "wrong_code")
            #expect(try await open(town, ",\"code\":\"\(phone.code(at: step + 1))\"").status == 201)
            #expect(try await open(town, ",\"code\":\"\(codes[0])\"").status == 201)
            let renewed = try await town.send("POST", "/me/second-factor/recovery-codes")
            #expect((renewed.json["recovery_codes"] as? [String])?.contains(codes[1]) == false)

            #expect(try await town.send("DELETE", "/users/treasurer/second-factor", as: "chair").status == 403)
            let removed = try await town.send("DELETE", "/me/second-factor")
            #expect(removed.status == 200 && removed.json["voided_steps"] as? Int == 0)
            #expect(try await town.send("GET", "/me").status == 401, "his sessions have ended")
            #expect(try await open(town).status == 201)
        }
    }

    @Test("who logged in by the password alone is told so, and reads")
    func clerk() async throws {
        try await APITown.with { town async throws in
            try await town.app.addUser(login: "weak", displayName: "Weak", password: APITown.password)
            _ = try await town.app.grantRole(.clerk, to: "weak", scope: .municipality(APITown.ags))
            let token = try await town.app.logIn("weak", password: APITown.password)
            let me = try await town.send("GET", "/me", as: nil, headers: ["Authorization": "Bearer \(token)"])
            #expect(me.json["has_second_factor"] as? Bool == false && me.json["access"] as? String == "decide")
            let programmes = try await town.send(
                "GET", "/programmes", as: nil, headers: ["Authorization": "Bearer \(token)"])
            #expect(programmes.status == 200)
        }
    }

    @Test("a token for a script reads unless it was given more, in one association, and is listed with what it gives")
    func scopes() async throws {
        try await APITown.with { town async throws in
            func make(_ more: String) async throws -> RawResponse {
                try await town.send("POST", "/tokens", as: nil, "\(Self.logIn)\",\"label\":\"s\",\"days\":3\(more)}")
            }
            func send(
                _ method: String, _ path: String, _ token: String, _ body: String? = nil
            ) async throws -> RawResponse {
                try await town.send(method, path, as: nil, body, headers: ["Authorization": "Bearer \(token)"])
            }
            let made = try await make("")
            #expect(made.status == 201, "\(made.text)")
            let reading = try #require(made.json["token"] as? String)
            #expect(try await send("GET", "/associations/a/members", reading).status == 200)
            let helper = #"{"name":"Jan"}"#
            let refused = try await send("POST", "/associations/a/helpers", reading, helper)
            #expect(refused.status == 403 && refused.code == "token_scope", "\(refused.text)")
            let recording = try #require(
                try await make(#","access":"record","association":"a""#).json["token"] as? String)
            #expect(try await send("POST", "/associations/a/helpers", recording, helper).status == 201)
            let password = try await send(
                "PUT", "/users/treasurer/password", recording, #"{"password":"another password"}"#)
            #expect(password.status == 403 && password.code == "token_scope")

            let listed = try await send("GET", "/tokens", reading)
            let items = try #require(listed.json["items"] as? [[String: Any]])
            #expect(items.map { $0["access"] as? String } == ["record", "read", "decide"])
            #expect(items.map { $0["association"] as? String } == ["a", nil, nil])

            #expect(try await make(#","association":"b""#).status == 404)
            #expect(try await make(#","municipality":"05978032""#).status == 404)
            #expect(try await make(#","access":"everything""#).status == 422)
            #expect(try await make(#","association":"a","municipality":"05978032""#).status == 422)
        }
    }
}
