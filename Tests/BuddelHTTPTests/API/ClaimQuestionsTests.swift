import BuddelOperations
import Buddelverein
import DatabaseFixture
import Foundation
import Testing

@Suite("API: a claim that comes back with questions")
struct ClaimQuestionsTests {
    private static let root = "/associations/kiebitzbrook"
    private static let pdf = "%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\nstartxref\n0\n%%EOF\n"

    private func withExample(_ body: @Sendable (APITown) async throws -> Void) async throws {
        let association = BuddelApp.RoleScope.association("kiebitzbrook")
        try await APITown.with(
            people: [
                ("treasurer", .treasurer, association, "M-2"), ("chair", .chair, association, "M-1"),
                ("clerk", .clerk, .municipality(APITown.ags), nil),
                ("approver", .approver, .municipality(APITown.ags), nil),
                ("cashier1", .cashier, .municipality(APITown.ags), nil),
                ("cashier2", .cashier, .municipality(APITown.ags), nil),
            ],
            load: { app in _ = try await app.importCase(Kiebitzbrook.root + "/examples/kiebitzbrook") }, body)
    }

    /// A step as somebody, each under a key of its own.
    private func step(
        _ town: APITown, _ claim: String, _ verb: String, as login: String, _ body: String = "{}"
    ) async throws -> RawResponse {
        try await town.send(
            "POST", "\(Self.root)/claims/\(claim)/\(verb)", as: login, body,
            headers: ["Idempotency-Key": "\"\(UUID().uuidString)\""])
    }

    private func file(_ town: APITown, _ key: String) async throws -> RawResponse {
        try await town.send(
            "POST", Self.root + "/awards/A-1/claims", "{\"cutoff\":\"2026-09-30\"}",
            headers: ["Idempotency-Key": "\"\(key)\""])
    }

    /// What the applicant sees of it: the state and what is asked.
    private func seen(_ town: APITown, _ claim: String) async throws -> (status: String?, questions: String?) {
        let shown = try await town.send("GET", "\(Self.root)/claims/\(claim)", as: "treasurer")
        return (shown.json["status"] as? String, shown.json["questions"] as? String)
    }

    @Test("the applicant reads the questions, answers in words, sends new evidence with a new claim, and is paid")
    func life() async throws {
        try await withExample { town async throws in
            let first = "A-1%2F1"
            #expect(try await file(town, "one").status == 201)
            #expect(try await seen(town, first).status == "submitted")
            #expect(try await step(town, first, "certify", as: "chair").status == 200)

            // Asked and answered in words: the claim is what it was, and is certified anew.
            let asked = try await step(
                town, first, "return", as: "clerk", "{\"questions\":\"What is K-5?\\nWho dug?\"}")
            #expect(asked.status == 200, "\(asked.text)")
            let open = try await seen(town, first)
            #expect(open.status == "returned")
            #expect(open.questions == "What is K-5?\nWho dug?")
            #expect(try await step(town, first, "certify", as: "chair").status == 409)
            #expect(try await step(town, first, "answer", as: "chair", "{\"answer\":\"No\"}").status == 403)
            let answered = try await step(
                town, first, "answer", as: "treasurer", "{\"answer\":\"The ducts of the moor; two members.\"}")
            #expect(answered.json["status"] as? String == "submitted", "\(answered.text)")
            #expect(answered.json["questions"] is NSNull)
            let steps = try #require(answered.json["steps"] as? [[String: Any]])
            #expect(steps.last?["note"] as? String == "The ducts of the moor; two members.")
            #expect(try await step(town, first, "certify", as: "chair").status == 200)

            // New evidence: what was filed is frozen, so it comes with the claim that takes its place.
            let evidence = try await step(
                town, first, "return", as: "clerk", "{\"questions\":\"K-2 needs the delivery note.\"}")
            #expect(evidence.status == 200)
            let attached = try await town.send(
                "POST", Self.root + "/vouchers/K-2/documents?name=delivery.pdf&kind=cost", bytes: Array(Self.pdf.utf8),
                type: "application/octet-stream")
            #expect(attached.status == 200, "\(attached.text)")
            let frozen = try await town.send("GET", "\(Self.root)/claims/\(first)/documents?ref=K-2", as: "clerk")
            #expect(!frozen.text.contains("delivery.pdf"))
            let withdrawn = try await step(
                town, first, "withdraw", as: "treasurer", "{\"note\":\"Filed anew with the note.\"}")
            #expect(withdrawn.status == 200, "\(withdrawn.text)")
            let filed = try await file(town, "two")
            #expect(filed.status == 201, "\(filed.text)")
            let second = try #require(filed.json["code"] as? String).replacingOccurrences(of: "/", with: "%2F")

            // The town reads what it was sent, byte for byte, and nothing else of the association.
            let documents = try await town.send(
                "GET", "\(Self.root)/claims/\(second)/documents?ref=K-2", as: "clerk")
            let listed = try #require(documents.json["items"] as? [[String: Any]])
            let named = try #require(listed.first { $0["name"] as? String == "delivery.pdf" }, "\(documents.text)")
            let kind = try #require(named["kind"] as? String)
            let read = try await town.send(
                "GET", "\(Self.root)/claims/\(second)/documents/\(kind)/K-2/delivery.pdf", as: "clerk")
            #expect(read.text == Self.pdf)
            #expect(
                [403, 404].contains(
                    try await town.send("GET", Self.root + "/vouchers/K-2/documents/delivery.pdf", as: "clerk").status))
            #expect(
                try await town.send(
                    "GET", "\(Self.root)/claims/\(second)/documents/\(kind)/K-2/other.pdf", as: "clerk"
                ).code == "document_missing")

            #expect(try await step(town, second, "certify", as: "chair").status == 200)
            let checked = try await step(
                town, second, "check", as: "clerk",
                "{\"cuts\":[{\"kind\":\"cost\",\"ref\":\"K-5\",\"left\":\"5000.00\",\"why\":\"private access road\"}]}")
            #expect(checked.status == 200, "\(checked.text)")
            let words = try await town.send("GET", "\(Self.root)/claims/\(second)/explanation", as: "treasurer")
            #expect(words.status == 200)
            #expect(words.text.contains("private access road"))
            #expect(try await step(town, second, "approve", as: "approver").status == 200)
            #expect(try await step(town, second, "release", as: "cashier1").status == 200)
            #expect(try await step(town, second, "release", as: "cashier2").status == 200)
            #expect(try await step(town, second, "pay", as: "cashier1").json["status"] as? String == "paid")
            #expect(try await seen(town, second).status == "paid")

            // Afterwards the town lifts the cut, and takes a part back.
            let lifted = try await step(
                town, second, "lift", as: "clerk", "{\"kind\":\"cost\",\"ref\":\"K-5\"}")
            #expect(lifted.status == 200, "\(lifted.text)")
            let cut = (lifted.json["cuts"] as? [[String: Any]])?.first
            #expect(cut?["lifted_on"] as? String == "2026-09-30")
            let revoked = try await step(
                town, second, "revoke", as: "approver", "{\"amount\":\"100.00\",\"reason\":\"counted twice\"}")
            #expect(revoked.json["revoked"] as? String == "100.00", "\(revoked.text)")
            let verified = try await town.send("POST", Self.root + "/verification", "{}")
            #expect(verified.status == 200, "\(verified.text)")
        }
    }

    @Test("what a claim would come to is said in words before it is filed, and a line that is not there is not lifted")
    func explained() async throws {
        try await withExample { town async throws in
            let words = try await town.send("GET", Self.root + "/awards/A-1/explanation?cutoff=2026-09-30")
            #expect(words.status == 200, "\(words.text)")
            let steps = try #require(words.json["steps"] as? [[String: Any]])
            let sentence = try #require(steps.first?["words"] as? [String: String])
            #expect(sentence["en"]?.isEmpty == false && sentence["de"]?.isEmpty == false)
            #expect(try await town.send("GET", Self.root + "/awards/A-1/explanation").status == 400)
            #expect(try await file(town, "one").status == 201)
            let lifted = try await step(
                town, "A-1%2F1", "lift", as: "clerk", "{\"kind\":\"cost\",\"ref\":\"K-99\"}")
            #expect(lifted.status == 422, "\(lifted.text)")
        }
    }
}
