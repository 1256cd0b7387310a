import BuddelOperations
import BuddelStore
import Buddelverein
import Postgres
import Testing

@Suite("Subsidy: who decides on an award, and what that commits")
struct AwardDecisionTests {
    private static let start = Day(year: 2026, month: 2, day: 1)!
    private static let decision = AwardDecision(approvedOn: start, maximum: Money(cents: 500_000))

    /// A user who has nothing but the administrator's role.
    private func administrator(_ town: SubsidyTown) async throws -> BuddelApp {
        try await town.owner.addUser(login: "root", displayName: "root", password: nil)
        try await town.owner.grantRole(.administrator, to: "root", scope: .system, from: Day(parsing: "2020-01-01"))
        let id: Int64 = try await town.pool.transact { transaction in
            try await transaction.query("select id from buddel.users where login = 'root'").one().decode("id")
        }
        return town.owner.acting(as: id)
    }

    @Test("neither the administrator nor the owner decides on an award, not even around the program")
    func administrators() async throws {
        try await SubsidyTown.with { town in
            let administrator = try await administrator(town)
            try await town.treasurer.addAward(Award(code: "A-4", programme: "WEST"), in: "a")
            let granted = SubsidyTown.award("A-5", "WEST", maximum: Money(cents: 100))
            #expect(await refusal { try await administrator.grantAward("A-4", Self.decision, in: "a") } == .notAllowed)
            #expect(await refusal { try await administrator.addAward(granted, in: "a") } == .notAllowed)
            #expect(await refusal { try await town.owner.grantAward("A-4", Self.decision, in: "a") } == .notLoggedIn)
            #expect(await refusal { try await town.owner.addAward(granted, in: "a") } == .notLoggedIn)
            #expect(await refusal { try await town.clerk.grantAward("A-4", Self.decision, in: "a") } == .notAllowed)
            for app in [administrator, town.owner] {
                try await town.expect(
                    app, "update buddel.awards set approved_on = current_date where code = 'A-4'",
                    breaks: "awards_decided_by_town")
                try await town.expect(
                    app, "update buddel.awards set maximum_cents = 1 where code = 'A-1'",
                    breaks: "awards_decided_by_town")
            }
            let history: SQL =
                "update buddel.awards set approved_on = current_date, imported = true where code = 'A-4'"
            try await town.expect(town.approver, history, breaks: "awards_imported_by_administrator")
            try await town.expect(town.treasurer, history, breaks: "awards_imported_by_administrator")
            try await town.expect(administrator, history, breaks: nil)
        }
    }

    @Test("an approver with ties to the association does not grant")
    func ties() async throws {
        try await SubsidyTown.with { town in
            try await town.treasurer.addAward(Award(code: "A-4", programme: "WEST"), in: "a")
            try await town.owner.declareTie(to: "a", of: "approver")
            #expect(
                await refusal { try await town.approver.grantAward("A-4", Self.decision, in: "a") }
                    == .tiedToAssociation)
            try await town.expect(
                town.approver, "update buddel.awards set approved_on = current_date where code = 'A-4'",
                breaks: "awards_decided_by_town")
        }
    }

    @Test("an approver grants up to his limit, in the program and around it; a larger one stands for who has one")
    func limits() async throws {
        try await SubsidyTown.with { town in
            let granted = SubsidyTown.award("A-5", "WEST", maximum: Money(cents: 10_001))
            for code in ["A-4", "A-6"] {
                try await town.treasurer.addAward(Award(code: code, programme: "WEST"), in: "a")
            }
            func grant(_ app: BuddelApp, _ code: String, _ cents: Int64?) async -> RefusalCode? {
                let decision = AwardDecision(approvedOn: Self.start, maximum: cents.map(Money.init(cents:)))
                return await refusal { try await app.grantAward(code, decision, in: "a") }
            }
            #expect(await grant(town.smallApprover, "A-4", 10_001) == .aboveLimit)
            #expect(await refusal { try await town.smallApprover.addAward(granted, in: "a") } == .aboveLimit)
            let around = { (cents: Int64) -> SQL in
                "update buddel.awards set approved_on = current_date, maximum_cents = \(cents) where code = 'A-4'"
            }
            try await town.expect(town.smallApprover, around(10_001), breaks: "awards_within_limit")
            #expect(await grant(town.smallApprover, "A-4", 10_000) == nil)
            let raise: SQL = "update buddel.awards set maximum_cents = 10001 where code = 'A-4'"
            try await town.expect(town.smallApprover, raise, breaks: "awards_within_limit")
            try await town.expect(town.approver, raise, breaks: nil)
            try await town.expect(
                town.smallApprover, "update buddel.awards set eligible_until = '2027-01-01' where code = 'A-4'",
                breaks: nil)
            // Without a maximum nothing is committed until a claim is approved, and there the limit holds too.
            #expect(await grant(town.smallApprover, "A-6", nil) == nil)
        }
    }

    @Test("an early start commits nothing; the limit is asked when the award is granted")
    func earlyStart() async throws {
        try await SubsidyTown.with { town in
            var application = Award(code: "A-4", programme: "WEST")
            application.maximum = Money(cents: 50_000)
            try await town.treasurer.addAward(application, in: "a")
            try await town.smallApprover.grantAward("A-4", AwardDecision(earlyStartOn: Self.start), in: "a")
            let approval = AwardDecision(approvedOn: Self.start)
            #expect(await refusal { try await town.smallApprover.grantAward("A-4", approval, in: "a") } == .aboveLimit)
            #expect(await refusal { try await town.approver.grantAward("A-4", approval, in: "a") } == nil)
        }
    }

    @Test("the budget follows the decision alone; nobody moves it by hand")
    func commitment() async throws {
        try await SubsidyTown.with { town in
            func committed() async throws -> Int64 {
                try await town.count(
                    """
                    select b.committed_cents as n from buddel.programme_budgets b
                    join buddel.programmes p on p.id = b.programme_id where p.code = 'WEST'
                    """)
            }
            #expect(try await committed() == 1_500_000)
            for app in [town.clerk, town.cashier, town.approver, town.owner] {
                try await town.expect(app, "select buddel.move_commitment(1, -5)", breaks: "42501")
                try await town.expect(app, "select buddel.commit_award(1, -5)", breaks: "42883")
            }
            let change = { (cents: Int64) -> SQL in
                "update buddel.awards set maximum_cents = \(cents) where code = 'A-1'"
            }
            try await town.expect(town.approver, change(2_000_001), breaks: "programme_budgets_not_exceeded")
            try await town.expect(town.approver, change(1_600_000), breaks: nil)
            #expect(try await committed() == 1_600_000)
            try await town.expect(town.approver, change(100), breaks: nil)
            #expect(try await committed() == 100)
        }
    }

    @Test("a revocation between two releases voids the first, a password reset also those of an unpaid claim")
    func releases() async throws {
        try await SubsidyTown.with { town in
            _ = try await town.treasurer.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff)
            try await town.bring("A-1/1", to: .approved)
            #expect(try await !town.cashier.releaseClaim("A-1/1"))
            try await town.approver.revokeClaim("A-1/1", amount: Money(cents: 9_000), reason: "Sold.")
            #expect(try await !town.secondCashier.releaseClaim("A-1/1"))
            #expect(try await town.status("A-1/1") == .approved)
            #expect(try await town.cashier.releaseClaim("A-1/1"))
            try await town.approver.revokeClaim("A-1/1", amount: Money(cents: 1_000), reason: "Sold.")
            #expect(try await town.status("A-1/1") == .approved)
            let voided = try await town.treasurer.claim("A-1/1").steps.filter { $0.voided == .revoked }
            #expect(voided.map(\.step) == [.release, .release, .release])

            _ = try await town.cashier.releaseClaim("A-1/1")
            _ = try await town.secondCashier.releaseClaim("A-1/1")
            #expect(try await town.status("A-1/1") == .released)
            try await town.owner.setPassword(of: "cashier", to: "a quite new one")
            #expect(try await town.status("A-1/1") == .approved)
            _ = try await town.approver.releaseClaim("A-1/1")
            _ = try await town.secondCashier.releaseClaim("A-1/1")
            #expect(try await town.secondCashier.payClaim("A-1/1") == Money(cents: 599_000))
        }
    }
}
