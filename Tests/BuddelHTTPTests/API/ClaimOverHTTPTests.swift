import BuddelOperations
import Buddelverein
import DatabaseFixture
import Foundation
import Testing

@Suite("API: a claim on its whole way, each step by another person")
struct ClaimOverHTTPTests {
    private static let association = "kiebitzbrook"

    private func withExample(_ body: @Sendable (APITown) async throws -> Void) async throws {
        try await APITown.with(
            people: [
                ("treasurer", .treasurer, .association(Self.association), "M-2"),
                ("chair", .chair, .association(Self.association), "M-1"),
                ("clerk", .clerk, .municipality(APITown.ags), nil),
                ("approver", .approver, .municipality(APITown.ags), nil),
                ("cashier1", .cashier, .municipality(APITown.ags), nil),
                ("cashier2", .cashier, .municipality(APITown.ags), nil),
            ],
            load: { app in _ = try await app.importCase(Kiebitzbrook.root + "/examples/kiebitzbrook") }, body)
    }

    @Test("filed, certified, checked with a cut, approved, released by two, paid; refused to who did the step before")
    func chain() async throws {
        try await withExample { town async throws in
            let root = "/associations/\(Self.association)"
            func step(
                _ verb: String, as login: String, _ body: String = "{}"
            ) async throws -> RawResponse {
                try await town.send(
                    "POST", "\(root)/claims/A-1%2F1/\(verb)", as: login, body,
                    headers: ["Idempotency-Key": "\"\(verb) \(login)\""])
            }
            let filed = try await town.send(
                "POST", "\(root)/awards/A-1/claims", "{\"cutoff\":\"2026-09-30\"}",
                headers: ["Idempotency-Key": "\"filing\""])
            #expect(filed.status == 201, "\(filed.text)")
            #expect(filed["location"] == "/api/v1/associations/kiebitzbrook/claims/A-1%2F1")
            let claimable = try #require(filed.json["claimable"] as? String)
            let hash = try #require(filed.json["hash"] as? String)

            // The town sees the claim now, though nothing else of the association.
            let shown = try await town.send("GET", "\(root)/claims/A-1%2F1", as: "clerk")
            #expect(shown.json["claimed"] as? String == claimable)
            #expect([403, 404].contains(try await town.send("GET", "\(root)/members", as: "clerk").status))

            let other = String(repeating: "0", count: 64)
            #expect(try await step("certify", as: "chair", "{\"hash\":\"\(other)\"}").code == "content_changed")
            #expect(try await step("certify", as: "treasurer").status == 403)
            let certified = try await town.send(
                "POST", "\(root)/claims/A-1%2F1/certify", as: "chair", "{\"hash\":\"\(hash)\"}",
                headers: ["Idempotency-Key": "\"certify again\""])
            #expect(certified.json["status"] as? String == "certified", "\(certified.text)")

            // Who logged in by the password alone decides nothing for the town.
            try await town.app.addUser(login: "weak", displayName: "Weak", password: APITown.password)
            _ = try await town.app.grantRole(.clerk, to: "weak", scope: .municipality(APITown.ags))
            let weak = try await town.app.logIn("weak", password: APITown.password)
            let refused = try await town.send(
                "POST", "\(root)/claims/A-1%2F1/check", as: nil, "{}",
                headers: ["Idempotency-Key": "\"weak\"", "Authorization": "Bearer \(weak)"])
            #expect(refused.status == 403 && refused.code == "second_factor_needed", "\(refused.text)")

            let checked = try await step(
                "check", as: "clerk",
                "{\"cuts\":[{\"kind\":\"cost\",\"ref\":\"K-5\",\"left\":\"5000.00\",\"why\":\"private access road\"}]}")
            #expect(checked.json["status"] as? String == "checked", "\(checked.text)")
            #expect((checked.json["cuts"] as? [Any])?.count == 1)
            let now = try #require(checked.json["now"] as? String)
            #expect(now != claimable)
            let approved = try await step("approve", as: "approver")
            #expect(approved.json["approved"] as? String == now, "\(approved.text)")
            #expect(try await step("release", as: "cashier1").json["status"] as? String == "approved")
            #expect(try await step("release", as: "cashier1").json["status"] as? String == "approved")
            let released = try await step("release", as: "cashier2")
            #expect(released.json["status"] as? String == "released", "\(released.text)")
            let paid = try await step("pay", as: "cashier1")
            #expect(paid.json["status"] as? String == "paid", "\(paid.text)")
            let balance = try await town.send("GET", "\(root)/check", as: "treasurer")
            #expect(balance.json["healthy"] as? Bool == true)
        }
    }

    @Test("evidence is sent as bytes, read again byte for byte, and never replaced")
    func evidence() async throws {
        try await withExample { town async throws in
            let documents = "/associations/\(Self.association)/vouchers/K-1/documents"
            let pdf = "%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\nstartxref\n0\n%%EOF\n"
            func attach(_ bytes: String) async throws -> RawResponse {
                try await town.send(
                    "POST", documents + "?name=extra.pdf&kind=cost", bytes,
                    headers: ["Content-Type": "application/octet-stream"])
            }
            #expect(try await attach("hello").code == "unknown_document_type")
            let attached = try await attach(pdf)
            #expect(attached.status == 200, "\(attached.text)")
            #expect(try await attach(pdf + "% more\nstartxref\n0\n%%EOF\n").status == 409)
            let read = try await town.send("GET", documents + "/extra.pdf?kind=cost")
            #expect(read.text == pdf)
            #expect(read["content-disposition"]?.contains("extra.pdf") == true)
            #expect(try await town.send("GET", documents + "/nothing.pdf").status >= 400)
        }
    }
}
