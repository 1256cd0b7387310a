import Buddelverein
import Testing

@testable import BuddelOperations

@Suite("Access: what of an issuer's log-in counts as a second factor, and what can be configured")
struct IssuerSecondFactorTests {
    @Test(
        "Two factors are of two kinds, or the issuer says so; one method twice is one",
        arguments: [
            (["mfa"], true), (["pwd", "otp"], true), (["pin", "hwk"], true), (["swk", "fpt"], true),
            (["pwd", "face", "otp"], true), (["pwd"], false), (["otp"], false), (["pwd", "pin"], false),
            (["otp", "sms"], false), (["hwk"], false), (["mca", "pwd"], false), (["geo", "pwd", "user"], false),
            ([], false),
        ])
    func methods(methods: [String], isPassed: Bool) throws {
        let trusting = try IssuerSecondFactor(parsing: "amr")
        #expect(trusting.isPassed(methods: methods, contextClass: nil) == isPassed)
        #expect(!IssuerSecondFactor.none.isPassed(methods: methods, contextClass: "gold"))
    }

    @Test("A class counts where it was named")
    func classes() throws {
        let gold = try IssuerSecondFactor(parsing: "acr=gold acr=urn:x:2")
        #expect(gold.isPassed(methods: [], contextClass: "gold"))
        #expect(gold.isPassed(methods: [], contextClass: "urn:x:2"))
        #expect(!gold.isPassed(methods: ["mfa"], contextClass: "silver"))
        #expect(!gold.isPassed(methods: ["mfa"], contextClass: nil))
    }

    @Test("Other words are refused", arguments: ["yes", "acr=", "amr,acr=1"])
    func words(text: String) {
        #expect(throws: Refusal.self) { try IssuerSecondFactor(parsing: text) }
    }

    @Test(
        "Addresses are https, or http on this machine",
        arguments: [
            ("https://id.example/realms/x", true), ("http://localhost:8080", true), ("http://127.0.0.1", true),
            ("http://[::1]:80/x", true), ("http://id.example", false), ("ftp://id.example", false),
            ("https://", false), ("https://u:p@id.example", false), ("https://id.example/#a", false),
            ("https://id.example/ä", false), ("http://127.0.0.1.example", false), ("http://localhost.example", false),
            ("//id.example", false), ("", false),
        ])
    func addresses(address: String, isSafe: Bool) {
        #expect(OpenIDAddress.isSafe(address) == isSafe)
        let refusal = Refusal.thrown { () throws(Refusal) in
            _ = try OpenIDConfiguration(issuer: address, clientID: "buddel")
        }
        #expect((refusal == nil) == isSafe)
        #expect(refusal.map { $0.place?.field == "openid_issuer" } ?? true)
    }

    @Test("The secret stands in no description of the configuration")
    func secret() throws {
        let configuration = try OpenIDConfiguration(
            issuer: "https://id.example", clientID: "buddel", clientSecret: "hush-hush")
        var dumped = ""
        dump(configuration, to: &dumped)
        for text in ["\(configuration)", String(reflecting: configuration), dumped] {
            #expect(!text.contains("hush"))
        }
        let spoilt = Refusal.thrown { () throws(Refusal) in
            _ = try OpenIDConfiguration(issuer: "https://id.example", clientID: "buddel", clientSecret: "hush hush")
        }
        #expect(spoilt?.place?.field == "openid_secret")
        #expect(spoilt?.place?.value == nil)
    }

    @Test("The way back lies below the public address")
    func redirect() {
        for address in ["https://b.example", "https://b.example/"] {
            #expect(
                OpenIDConfiguration.redirectAddress(below: address)
                    == "https://b.example/api/v1/sessions/openid/callback")
        }
    }
}

extension Refusal {
    fileprivate static func thrown(_ body: () throws(Refusal) -> Void) -> Refusal? {
        do {
            try body()
            return nil
        } catch {
            return error
        }
    }
}
