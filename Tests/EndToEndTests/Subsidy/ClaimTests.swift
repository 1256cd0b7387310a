import Foundation
import Testing

@Suite("Subsidy: the way of a claim with the built binary")
struct ClaimTests {
    private struct Staff {
        let treasurer, chair, clerk, approver, small, cashier, second: ExampleTown.Person

        init(_ town: ExampleTown) throws {
            treasurer = try town.person("tina", "treasurer", "--association", "kiebitzbrook", "--member", "M-2")
            chair = try town.person("carl", "chair", "--association", "kiebitzbrook", "--member", "M-1")
            clerk = try town.person("clara", "clerk", "--municipality", "05978032")
            approver = try town.person("anna", "approver", "--municipality", "05978032", "--limit", "50000.00")
            small = try town.person("arno", "approver", "--municipality", "05978032", "--limit", "10.00")
            cashier = try town.person("karl", "cashier", "--municipality", "05978032")
            second = try town.person("kira", "cashier", "--municipality", "05978032")
        }
    }

    @Test("questions and answers, cuts, a reduction with its reason, two releases, payment, revocation, a lifted cut")
    func wholeWay() throws {
        try ExampleTown.with { town in
            let staff = try Staff(town)
            try staff.chair.refused(3, "not_allowed", "claim file A-1 --cutoff 2026-08-31")
            let filed = try staff.treasurer.done("claim file A-1 --cutoff 2026-08-31 --idempotency-key k-1")
            let again = try staff.treasurer.done("claim file A-1 --cutoff 2026-08-31 --idempotency-key k-1")
            #expect(filed["hash"] as? String == again["hash"] as? String && filed["code"] as? String == "A-1/1")
            try staff.treasurer.refused(5, "key_reused", "claim file A-1 --cutoff 2026-08-30 --idempotency-key k-1")
            try staff.treasurer.refused(3, "not_allowed", "claim certify A-1/1")
            try staff.chair.refused(5, "content_changed", "claim certify A-1/1 --hash 00000000")
            try staff.chair.done("claim certify A-1/1")
            try staff.clerk.refused(4, "not_found", "claim check A-9/1 --accept-rest")
            try staff.clerk.done("claim return A-1/1", "--question", "Where is the receipt of K-5?")
            try staff.clerk.refused(5, "move_not_allowed", "claim check A-1/1 --accept-rest")
            try staff.treasurer.done("claim answer A-1/1", "--answer", "It is attached now.")
            try staff.chair.done("claim certify A-1/1")
            try staff.clerk.refused(2, "invalid_arguments", "claim check A-1/1 --cut cost:K-5")
            try staff.clerk.refused(1, "invalid_value", "claim check A-1/1", "--cut", "cost:K-999:0.00:no such line")
            let checked = try staff.clerk.done("claim check A-1/1", "--cut", "cost:K-5:5000.00:private access road")
            let claimable = try #require(checked["claimable"] as? String)
            try staff.clerk.refused(3, "not_allowed", "claim approve A-1/1")
            try staff.small.refused(3, "above_limit", "claim approve A-1/1")
            try staff.approver.refused(1, "above_claimable", "claim approve A-1/1 --amount 49999.99")
            try staff.approver.refused(1, "missing_value", "claim approve A-1/1 --amount 100.00")
            try staff.approver.done("claim approve A-1/1 --amount 100.00", "--why", "rest next year")
            #expect(claimable != "100.00")
            try staff.cashier.refused(5, "move_not_allowed", "claim pay A-1/1")
            try staff.cashier.done("claim release A-1/1")
            try staff.cashier.refused(3, "same_person", "claim release A-1/1")
            try staff.second.done("claim release A-1/1")
            let paid = try staff.cashier.done("claim pay A-1/1 --idempotency-key k-2")
            #expect(paid["paid"] as? String == "100.00")
            #expect(try staff.cashier.done("claim pay A-1/1 --idempotency-key k-2")["paid"] as? String == "100.00")
            try staff.approver.done("claim revoke A-1/1 --amount 40.00 --idempotency-key k-3", "--why", "overpaid")
            try staff.approver.done("claim revoke A-1/1 --amount 40.00 --idempotency-key k-3", "--why", "overpaid")
            try staff.approver.refused(1, "above_claimable", "claim revoke A-1/1 --amount 60.01", "--why", "too much")
            try staff.clerk.refused(1, "invalid_value", "claim lift A-1/1 --line cost:K-1")
            try staff.clerk.refused(2, "invalid_arguments", "claim lift A-1/1 --line K-5")
            try staff.clerk.done("claim lift A-1/1 --line cost:K-5")
            #expect(try town.program.run("check") == Program.Outcome(status: 0, output: "", errors: ""))
            #expect(try town.program.run("audit", "verify").status == 0)
        }
    }

    @Test("rejected and withdrawn claims free the evidence; lists come as table, JSON and CSV, in both languages")
    func otherEnds() throws {
        try ExampleTown.with { town in
            let staff = try Staff(town)
            try staff.treasurer.done("claim file A-1 --cutoff 2026-08-31")
            try staff.treasurer.refused(5, "undecided_claim", "claim file A-1 --cutoff 2026-09-30")
            try staff.treasurer.done("claim withdraw A-1/1 --yes")
            try staff.treasurer.done("claim file A-1 --cutoff 2026-08-31")
            try staff.chair.done("claim certify A-1/2")
            try staff.clerk.done("claim check A-1/2 --accept-rest")
            try staff.approver.refused(2, "missing_flag", "claim reject A-1/2")
            try staff.approver.done("claim reject A-1/2", "--why", "the area is not eligible")
            let csv = try staff.treasurer("claim list --csv")
            #expect(csv.status == 0 && csv.output.contains("A-1/1,") && csv.output.contains("rejected"))
            let json = try staff.treasurer("claim list --json")
            let rows = try #require(JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
            #expect(rows.map { $0["code"] as? String } == ["A-1/1", "A-1/2"])
            let german = try staff.clerk("claim show A-1/2", language: "de")
            #expect(german.status == 0 && german.output.contains("abgelehnt"))
            let explained = try staff.treasurer("claim explain A-1 --cutoff 2026-08-31")
            #expect(explained.status == 0 && explained.output.contains("A-1"))
            #expect(try town.program.run("check") == Program.Outcome(status: 0, output: "", errors: ""))
        }
    }
}
