import BuddelOperations
import Buddelverein
import Foundation
import Hummingbird
import IssuerFixture
import Testing

@testable import BuddelHTTP

@Suite("API: logging in at an issuer of OpenID Connect")
struct OpenIDTests {
    @Test(
        "who the issuer vouches for gets a session, by each signature it may make",
        arguments: ["ES256", "EdDSA", "RS256", "PS256"])
    func good(algorithm: String) async throws {
        try await OpenIDTown.with { place async throws in
            place.issuer.bake { $0.algorithm = algorithm }
            let answer = try await place.logIn()
            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer["cache-control"] == "no-store")
            let token = try #require(answer.json["token"] as? String)
            let me = try await place.town.send("GET", "/me", as: nil, headers: ["Authorization": "Bearer \(token)"])
            #expect(me.json["login"] as? String == "treasurer")
            #expect(try await place.audited() == ["treasurer user.login openid"])
            #expect(try await place.kept() == ["1 sessions, 0 pending"])
        }
    }

    @Test("the browser gets a cookie no script reads, the issuer a challenge whose verifier comes with the code")
    func proofs() async throws {
        try await OpenIDTown.with { place async throws in
            let answer = try await place.town.send("GET", "/sessions/openid", as: nil)
            let cookie = try #require(answer["set-cookie"])
            for attribute in ["HttpOnly", "SameSite=Lax", "Max-Age=600", "Path=/"] {
                #expect(cookie.contains(attribute), "\(cookie)")
            }
            #expect(try await place.logIn().status == 200)
            let form = try #require(place.issuer.forms.last)
            #expect(form["grant_type"] == "authorization_code")
            #expect(form["code_verifier"]?.count == 43)
            #expect(form["authorization"]?.hasPrefix("Basic ") == true)
            #expect(form["client_secret"] == nil)
        }
    }

    @Test("an issuer that wants the secret in the form gets it there")
    func postedSecret() async throws {
        try await OpenIDTown.with { place async throws in
            place.issuer.misbehave(.postedSecret)
            #expect(try await place.logIn().status == 200)
            #expect(place.issuer.forms.last?["client_secret"] == LocalIssuer.secret)
            #expect(place.issuer.forms.last?["authorization"] == nil)
        }
    }

    @Test("the issuer's second factor counts where that is configured, and is asked for where it has a class")
    func secondFactor() async throws {
        @Sendable func passed(_ place: OpenIDTown, _ claims: [String: String]) async throws -> Bool? {
            place.issuer.bake { recipe in for (name, value) in claims { recipe.claims[name] = value } }
            let token = try #require(try await place.logIn().json["token"] as? String)
            let me = try await place.town.send("GET", "/me", as: nil, headers: ["Authorization": "Bearer \(token)"])
            return me.json["passed_second_factor"] as? Bool
        }
        try await OpenIDTown.with { place async throws in
            #expect(try await passed(place, ["amr": "[\"mfa\"]", "acr": "\"gold\""]) == false)
        }
        try await OpenIDTown.with(secondFactor: "amr acr=gold") { place async throws in
            #expect(try await passed(place, ["amr": "[\"pwd\",\"otp\"]"]) == true)
            #expect(try await passed(place, ["amr": "[\"otp\"]"]) == false)
            #expect(try await passed(place, ["amr": "\"mfa\""]) == false)
            #expect(try await passed(place, ["acr": "\"gold\""]) == true)
            #expect(try await passed(place, ["acr": "\"silver\""]) == false)
            #expect(try await place.begin().address.contains("&acr_values=gold"))
        }
    }

    struct Forged: Sendable {
        let name: String
        let reason: String
        let bake: @Sendable (inout TokenRecipe) -> Void

        init(_ name: String, _ reason: String, _ bake: @escaping @Sendable (inout TokenRecipe) -> Void) {
            self.name = name
            self.reason = reason
            self.bake = bake
        }
    }

    static let forged: [Forged] = [
        Forged("expired", "expired") { $0.age = 360 },
        Forged("issued later", "not_yet_valid") { $0.age = -61 },
        Forged("not before", "not_yet_valid") { $0.claims["nbf"] = String(OpenIDTown.now + 61) },
        Forged("without an end", "malformed_token") { $0.claims["exp"] = .some(nil) },
        Forged("for somebody else", "wrong_audience") { $0.claims["aud"] = "\"other\"" },
        Forged("for several, given to none", "wrong_audience") { $0.claims["aud"] = "[\"buddel\",\"other\"]" },
        Forged("for several, given to another", "wrong_audience") {
            $0.claims["aud"] = "[\"buddel\",\"other\"]"
            $0.claims["azp"] = "\"other\""
        },
        Forged("given to another", "wrong_audience") { $0.claims["azp"] = "\"other\"" },
        Forged("for nobody", "wrong_audience") { $0.claims["aud"] = .some(nil) },
        Forged("of another issuer", "wrong_issuer") { $0.claims["iss"] = "\"https://issuer.example\"" },
        Forged("of another log-in", "wrong_nonce") { $0.claims["nonce"] = "\"abc\"" },
        Forged("of no log-in", "wrong_nonce") { $0.claims["nonce"] = .some(nil) },
        Forged("about nobody", "malformed_token") { $0.claims["sub"] = .some(nil) },
        Forged("a stranger's key under the issuer's name", "signature") { $0.signer = .stranger },
        Forged("a stranger's RSA key", "signature") {
            $0.algorithm = "EdDSA"
            $0.signer = .stranger
        },
        Forged("an unknown key", "unknown_key") { $0.keyName = "ES256-9" },
        Forged("a key of another kind", "unknown_key") { $0.keyName = "RS256-1" },
        Forged("a key for encryption", "unknown_key") {
            $0.algorithm = "RS256"
            $0.keyName = "enc"
        },
        Forged("unsigned", "algorithm") {
            $0.algorithm = "none"
            $0.signer = .nobody
        },
        Forged("signed with the public key", "algorithm") {
            $0.algorithm = "HS256"
            $0.keyName = "ES256-1"
            $0.signer = .publicKey
        },
        Forged("without its signature", "signature") { $0.signer = .nobody },
        Forged("with an extension that must be understood", "malformed_token") { $0.header["crit"] = "[\"b64\"]" },
        Forged("too long", "malformed_token") { $0.claims["x"] = "\"\(String(repeating: "x", count: 16_384))\"" },
    ]

    @Test("a token that is not good is refused and audited with its reason, and leaves nothing")
    func refused() async throws {
        try await OpenIDTown.with { place async throws in
            for (index, forged) in Self.forged.enumerated() {
                place.issuer.bake(forged.bake)
                let answer = try await place.logIn()
                #expect(answer.status == 401, "\(forged.name)")
                #expect(answer.code == "openid_refused", "\(forged.name)")
                #expect(!answer.text.contains("person-1"), "\(forged.name)")
                let audited = try await place.audited()
                #expect(audited.count == index + 1, "\(forged.name)")
                #expect(audited.last == "- user.openid_refused \(forged.reason)", "\(forged.name)")
            }
            #expect(try await place.kept() == ["0 sessions, 0 pending"])
            // The same issuer, the same people: it was the tokens.
            place.issuer.bake { _ in }
            #expect(try await place.logIn().status == 200)
        }
    }

    @Test("clocks may differ by a minute, and a token for several clients is taken where it was given to this one")
    func tolerated() async throws {
        try await OpenIDTown.with { place async throws in
            place.issuer.bake { $0.age = 359 }
            #expect(try await place.logIn().status == 200)
            place.issuer.bake { $0.age = -60 }
            #expect(try await place.logIn().status == 200)
            place.issuer.bake {
                $0.claims["aud"] = "[\"other\",\"buddel\"]"
                $0.claims["azp"] = "\"buddel\""
            }
            #expect(try await place.logIn().status == 200)
        }
    }

    @Test("a new key is looked for at the issuer, once a minute at most")
    func changedKeys() async throws {
        try await OpenIDTown.with { place async throws in
            #expect(try await place.logIn().status == 200)
            #expect(place.issuer.keyRequests == 1)
            try place.issuer.changeKeys()
            #expect(try await place.logIn().status == 200)
            #expect(place.issuer.keyRequests == 2)
            place.issuer.bake { $0.keyName = "unknown" }
            #expect(try await place.logIn().status == 401)
            #expect(try await place.logIn().status == 401)
            #expect(place.issuer.keyRequests == 2)
            place.issuer.bake { _ in }
            #expect(try await place.logIn().status == 200)
        }
    }

    @Test("a state counts once, in the browser that began it, with the code that belongs to it")
    func states() async throws {
        try await OpenIDTown.with { place async throws in
            let browser = try await place.begin()
            let back = try await place.visit(browser)
            #expect(try await place.finish(back, browser).status == 200)
            #expect(try await place.finish(back, browser).code == "openid_refused")

            let (mine, yours) = (try await place.begin(), try await place.begin())
            let path = try await place.visit(mine)
            #expect(try await place.finish(path, yours).status == 401)
            #expect(try await place.finish(path, mine).status == 401)
            #expect(try await place.finish(try await place.visit(yours), nil).status == 401)

            // The code of one log-in under the state of another.
            let (one, two) = (try await place.begin(), try await place.begin())
            let code = try await place.visit(one).split(separator: "?")[1].split(separator: "&")[0]
            let state = try await place.visit(two).split(separator: "&")[1]
            let mixed = "/api/v1/sessions/openid/callback?\(code)&\(state)"
            #expect(try await place.finish(mixed, two).status == 401)

            let invented = "/api/v1/sessions/openid/callback?code=code-1&state=\(String(repeating: "A", count: 43))"
            #expect(try await place.finish(invented, one).status == 401)
            #expect(
                try await place.audited() == [
                    "treasurer user.login openid", "- user.openid_refused unknown_state",
                    "- user.openid_refused other_browser", "- user.openid_refused unknown_state",
                    "- user.openid_refused other_browser", "- user.openid_refused refused_by_issuer",
                    "- user.openid_refused unknown_state",
                ])
            #expect(try await place.kept() == ["1 sessions, 1 pending"])
        }
    }

    @Test("what the issuer refuses is refused, and an answer of another issuer is not followed")
    func refusedByIssuer() async throws {
        try await OpenIDTown.with { place async throws in
            let browser = try await place.begin()
            let path = try await place.visit(browser)
            let denied = path.replacing(/code=[^&]+/, with: "error=access_denied&error_description=no")
            #expect(try await place.finish(denied, browser).code == "openid_refused")
            let other = try await place.begin()
            let answer = try await place.finish(
                try await place.visit(other) + "&iss=https%3A%2F%2Fissuer.example", other)
            #expect(answer.code == "openid_refused")
            let third = try await place.begin()
            let unknown = try await place.visit(third).replacing(/code=[^&]+/, with: "code=invented")
            #expect(try await place.finish(unknown, third).code == "openid_refused")
            #expect(
                try await place.audited() == [
                    "- user.openid_refused refused_by_issuer", "- user.openid_refused wrong_issuer",
                    "- user.openid_refused refused_by_issuer",
                ])
            #expect(try await place.finish("/api/v1/sessions/openid/callback?code=1", third).status == 400)
        }
    }

    @Test("an issuer that gives nothing usable is unavailable, and nobody gets in")
    func unavailable() async throws {
        try await OpenIDTown.with { place async throws in
            for fault in [LocalIssuer.Fault.hugeKeys, .redirectedKeys, .brokenKeys, .otherName, .unsafeAddress] {
                place.issuer.misbehave(fault)
                let answer = try await place.town.send("GET", "/sessions/openid", as: nil)
                #expect(answer.status == 503, "\(fault)")
                #expect(answer.code == "openid_unavailable", "\(fault)")
                #expect(answer["retry-after"] != nil, "\(fault)")
            }
            #expect(try await place.kept() == ["0 sessions, 0 pending"])
            place.issuer.misbehave(.none)
            #expect(try await place.logIn().status == 200)
        }
    }

    @Test("an issuer that names itself in its answers must be named in each")
    func named() async throws {
        try await OpenIDTown.with { place async throws in
            place.issuer.misbehave(.namesItself)
            #expect(try await place.logIn().status == 200)
            let browser = try await place.begin()
            let unnamed = try await place.visit(browser).replacing(/&iss=[^&]+/, with: "")
            #expect(try await place.finish(unnamed, browser).code == "openid_refused")
            #expect(try await place.audited().last == "- user.openid_refused wrong_issuer")
        }
    }

    @Test("over TLS the cookie is this host's alone and goes over TLS alone")
    func secureCookie() async throws {
        try await APITown.with { town async throws in
            let configuration = try OpenIDConfiguration(
                issuer: "https://id.example", clientID: "buddel",
                redirectAddress: OpenIDConfiguration.redirectAddress(below: "https://b.example"))
            let cookie = BrowserCookie(town.app.trusting(OpenIDIssuer(configuration)))
            let text = cookie.holding("abc").description
            #expect(text.hasPrefix("__Host-buddel-openid=abc;"))
            for attribute in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] { #expect(text.contains(attribute)) }
            #expect(!text.contains("Domain"))
            #expect(cookie.value(of: Cookies(from: ["buddel-openid=x; __Host-buddel-openid=abc"])) == "abc")
            #expect(cookie.value(of: Cookies(from: ["buddel-openid=x"])) == nil)
        }
    }

    @Test("a slow issuer is given up")
    func slow() async throws {
        try await OpenIDTown.with(requestLimit: .milliseconds(500)) { place async throws in
            place.issuer.misbehave(.slowKeys)
            #expect(try await place.town.send("GET", "/sessions/openid", as: nil).code == "openid_unavailable")
        }
    }

    @Test("an issuer that fails on the way back is audited, too")
    func lostOnTheWay() async throws {
        try await OpenIDTown.with { place async throws in
            let browser = try await place.begin()
            let path = try await place.visit(browser)
            try place.issuer.changeKeys()
            place.issuer.misbehave(.hugeKeys)
            #expect(try await place.finish(path, browser).code == "openid_unavailable")
            #expect(try await place.audited() == ["- user.openid_refused issuer_unavailable"])
            #expect(try await place.kept() == ["0 sessions, 0 pending"])
        }
    }

    @Test("who is linked to no user, or to a disabled one, stays out; no user is made by logging in")
    func unknown() async throws {
        try await OpenIDTown.with { place async throws in
            place.issuer.letIn("person-2")
            let answer = try await place.logIn()
            #expect(answer.status == 403)
            #expect(answer.code == "openid_unknown_user")
            place.issuer.letIn("person-1")
            try await place.town.app.disableUser("treasurer")
            #expect(try await place.logIn().code == "openid_unknown_user")
            #expect(
                try await place.audited() == [
                    "- user.openid_refused unknown_user", "treasurer user.openid_refused disabled_user",
                ])
            #expect(try await place.kept() == ["0 sessions, 0 pending"])
        }
    }

    @Test("where no issuer is configured there is no such log-in, and the ways to log in say so")
    func off() async throws {
        try await APITown.with { town async throws in
            #expect(try await town.send("GET", "/sessions/openid", as: nil).status == 404)
            #expect(try await town.send("GET", "/sessions/openid/callback?state=x", as: nil).status == 404)
            let methods = try await town.send("GET", "/sessions/methods", as: nil)
            #expect(methods.json["openid"] is NSNull)
        }
        try await OpenIDTown.with { place async throws in
            let methods = try await place.town.send("GET", "/sessions/methods", as: nil)
            #expect(methods.json["openid"] as? String == "Stadt Westheim")
        }
    }
}
