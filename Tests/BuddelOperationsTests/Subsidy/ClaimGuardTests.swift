import BuddelOperations
import BuddelStore
import Buddelverein
import Postgres
import Testing

@Suite("Subsidy: what operations and database refuse in the life of a claim")
struct ClaimGuardTests {
    private func filed(_ body: (SubsidyTown) async throws -> Void) async throws {
        try await SubsidyTown.with { town in
            _ = try await town.treasurer.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff)
            try await body(town)
        }
    }

    @Test("submitter and certifier, checker and approver, and the two releasers differ")
    func persons() async throws {
        try await filed { town in
            try await town.owner.grantRole(
                .chair, to: "treasurer", scope: .association("a"), from: Day(parsing: "2020-01-01"))
            let west = BuddelApp.RoleScope.municipality(TownApp.ags)
            try await town.owner.grantRole(.approver, to: "clerk", scope: west, from: Day(parsing: "2020-01-01"))
            #expect(await refusal { try await town.treasurer.certifyClaim("A-1/1") } == .samePerson)
            let distinct = "claim_steps_distinct_persons"
            try await town.expect(town.treasurer, SubsidyTown.insert("certify", as: town.treasurer), breaks: distinct)
            try await town.bring("A-1/1", to: .checked)
            #expect(await refusal { _ = try await town.clerk.approveClaim("A-1/1") } == .samePerson)
            #expect(await refusal { try await town.clerk.rejectClaim("A-1/1", reason: "no") } == .samePerson)
            try await town.expect(town.clerk, SubsidyTown.insert("approve", as: town.clerk, cents: 1), breaks: distinct)
            try await town.expect(
                town.clerk, SubsidyTown.insert("reject", as: town.clerk, note: "no"), breaks: distinct)
            _ = try await town.approver.approveClaim("A-1/1")
            _ = try await town.cashier.releaseClaim("A-1/1")
            #expect(await refusal { _ = try await town.cashier.releaseClaim("A-1/1") } == .samePerson)
            try await town.expect(town.cashier, SubsidyTown.insert("release", as: town.cashier), breaks: distinct)
        }
    }

    @Test("a decision, a payment and a revocation lie between the step before and today")
    func days() async throws {
        try await filed { town in
            let (yesterday, tomorrow) = (TownApp.day(-1), TownApp.day(1))
            func ordered(_ step: String, as app: BuddelApp, _ day: SQL, cents: Int64?) -> SQL {
                """
                insert into buddel.claim_steps (association_id, claim_id, step, user_id, content_hash, amount_cents, note,
                    effective_on)
                select c.association_id, c.id, \(step), \(app.userID), c.content_hash, \(cents), 'why', \(fragment: day)
                from buddel.claims c where c.association_id = 1 and c.code = 'A-1/1'
                """
            }
            try await town.bring("A-1/1", to: .checked)
            #expect(await refusal { _ = try await town.approver.approveClaim("A-1/1", on: yesterday) } == .invalidOrder)
            #expect(await refusal { _ = try await town.approver.approveClaim("A-1/1", on: tomorrow) } == .futureDate)
            for day in ["date '2020-01-01'", "buddel.today() + 1"] as [SQL] {
                try await town.expect(
                    town.approver, ordered("approve", as: town.approver, day, cents: 1), breaks: "claim_steps_in_order")
            }
            _ = try await town.approver.approveClaim("A-1/1", on: TownApp.today)
            func revoke(_ day: Day) async -> RefusalCode? {
                await refusal {
                    try await town.approver.revokeClaim(
                        "A-1/1", amount: Money(cents: 1), reason: "overpaid", on: day)
                }
            }
            #expect(await revoke(yesterday) == .invalidOrder)
            #expect(await revoke(tomorrow) == .futureDate)
            _ = try await town.cashier.releaseClaim("A-1/1")
            _ = try await town.secondCashier.releaseClaim("A-1/1")
            #expect(await refusal { _ = try await town.cashier.payClaim("A-1/1", on: yesterday) } == .invalidOrder)
            #expect(await refusal { _ = try await town.cashier.payClaim("A-1/1", on: tomorrow) } == .futureDate)
            try await town.expect(
                town.cashier, ordered("pay", as: town.cashier, "date '2020-01-01'", cents: nil),
                breaks: "claim_steps_in_order")
            _ = try await town.cashier.payClaim("A-1/1", on: TownApp.today)
            #expect(await revoke(TownApp.today) == nil)
        }
    }

    @Test("who answered the questions does not certify either")
    func answered() async throws {
        try await filed { town in
            try await town.owner.grantRole(
                .treasurer, to: "chair", scope: .association("a"), from: Day(parsing: "2020-01-01"))
            try await town.clerk.returnClaim("A-1/1", questions: "Which field?")
            try await town.chair.answerClaim("A-1/1", answer: "The northern one.")
            #expect(await refusal { try await town.chair.certifyClaim("A-1/1") } == .samePerson)
            try await town.expect(
                town.chair, SubsidyTown.insert("certify", as: town.chair), breaks: "claim_steps_distinct_persons")
        }
    }

    @Test("declared and known ties keep the town's staff away", arguments: ["declared", "member", "office"])
    func ties(_ kind: String) async throws {
        try await filed { town in
            try await town.bring("A-1/1", to: .certified)
            switch kind {
            case "declared": try await town.owner.declareTie(to: "a", of: "clerk")
            case "member":
                let number: String = try await town.pool.transact { transaction in
                    try await transaction.query("select number from buddel.members order by id limit 1").one().decode(
                        "number")
                }
                try await town.owner.linkUser("clerk", toMember: number, of: "a")
            default:
                try await town.owner.grantRole(
                    .auditor, to: "clerk", scope: .association("a"), from: Day(parsing: "2020-01-01"),
                    until: Day(parsing: "2021-01-01"))
            }
            #expect(await refusal { _ = try await town.clerk.checkClaim("A-1/1", cuts: []) } == .tiedToAssociation)
            try await town.expect(
                town.clerk, SubsidyTown.insert("check", as: town.clerk), breaks: "claim_steps_no_ties")
            let cut: SQL = """
                insert into buddel.claim_cuts (association_id, claim_id, kind, ref, left_quantity, why, user_id)
                select association_id, id, 'cost', 'K-1', 0, 'spite', \(town.clerk.userID) from buddel.claims
                """
            try await town.expect(town.clerk, cut, breaks: "claim_steps_no_ties")
            _ = try await town.secondClerk.checkClaim("A-1/1", cuts: [])
        }
    }

    @Test("each step has its role and its town")
    func roles() async throws {
        try await filed { town in
            #expect(await refusal { try await town.auditor.certifyClaim("A-1/1") } == .notAllowed)
            #expect(await refusal { try await town.owner.certifyClaim("A-1/1") } == .notLoggedIn)
            #expect(await refusal { try await town.otherChair.certifyClaim("A-1/1") } == .notFound)
            #expect(await refusal { _ = try await town.eastClerk.checkClaim("A-1/1", cuts: []) } == .notFound)
            try await town.bring("A-1/1", to: .checked)
            #expect(await refusal { _ = try await town.cashier.approveClaim("A-1/1") } == .notAllowed)
            for app in [town.treasurer, town.clerk, town.cashier] {
                try await town.expect(app, SubsidyTown.insert("approve", as: app, cents: 1), breaks: "claim_steps_role")
            }
            try await town.expect(
                town.approver, SubsidyTown.insert("approve", as: town.approver, cents: 1, user: 1),
                breaks: "claim_steps_by_login")
        }
    }

    @Test("an approver's limit, the order of steps, and the hash of what was shown hold in the database")
    func steps() async throws {
        try await filed { town in
            let approve = { (cents: Int64) in SubsidyTown.insert("approve", as: town.smallApprover, cents: cents) }
            try await town.expect(town.smallApprover, approve(1), breaks: "claims_life_cycle")
            #expect(await refusal { _ = try await town.smallApprover.approveClaim("A-1/1") } == .moveNotAllowed)
            try await town.bring("A-1/1", to: .checked)
            try await town.expect(town.smallApprover, approve(10_001), breaks: "claim_steps_within_limit")
            let stale = SubsidyTown.insert("approve", as: town.approver, cents: 1, hash: "sha256('other')")
            try await town.expect(town.approver, stale, breaks: "claim_steps_same_content")
            let reject = SubsidyTown.insert("reject", as: town.approver)
            try await town.expect(town.approver, reject, breaks: "claim_steps_reason_given")
            let everything = SubsidyTown.insert("approve", as: town.approver, cents: 1_500_001)
            try await town.expect(town.approver, everything, breaks: "awards_not_exceeded")
            let again = SubsidyTown.insert("file", as: town.treasurer)
            try await town.expect(town.treasurer, again, breaks: "claims_life_cycle")
        }
    }

    @Test("what was filed and what the program counts is changed by nobody")
    func frozen() async throws {
        try await filed { town in
            let denied = "42501"
            for app in [town.treasurer, town.approver, town.owner] {
                try await town.expect(
                    app, "update buddel.claims set state = 'approved', approved_cents = 1", breaks: denied)
                try await town.expect(app, "update buddel.claim_lines set amount_cents = 1", breaks: denied)
                try await town.expect(app, "delete from buddel.claim_steps", breaks: denied)
                try await town.expect(app, "update buddel.awards set granted_cents = 1", breaks: denied)
                try await town.expect(app, "update buddel.programme_budgets set committed_cents = 0", breaks: denied)
                try await town.expect(
                    app, "insert into buddel.award_coverage values (1, 1, 'cost', 'K-1', 'x', 1)", breaks: denied)
                try await town.expect(
                    app,
                    """
                    insert into buddel.claim_step_voids (association_id, claim_id, position, voided_by, why)
                    select association_id, id, 1, \(app.userID), 'returned' from buddel.claims
                    """, breaks: denied)
            }
            let line: SQL = """
                insert into buddel.claim_lines (association_id, claim_id, position, kind, ref, reasons, amount_cents)
                select association_id, id, 99, 'cost', 'K-99', '{}', 1 from buddel.claims
                """
            try await town.expect(town.treasurer, line, breaks: "claims_frozen")
        }
    }

    @Test("cuts are the clerk's, and only while he checks")
    func cuts() async throws {
        try await filed { town in
            func cut(_ ref: String, by app: BuddelApp) -> SQL {
                """
                insert into buddel.claim_cuts (association_id, claim_id, kind, ref, left_quantity, why, user_id)
                select association_id, id, 'cost', \(ref), 0, 'private', \(app.userID) from buddel.claims
                """
            }
            try await town.expect(town.clerk, cut("K-1", by: town.clerk), breaks: "claim_cuts_while_checked")
            try await town.expect(town.treasurer, cut("K-1", by: town.treasurer), breaks: "claim_cuts_by_clerk")
            try await town.bring("A-1/1", to: .checked)
            try await town.expect(town.clerk, cut("K-99", by: town.clerk), breaks: "claim_cuts_line_fkey")
            try await town.expect(town.clerk, cut("K-1", by: town.clerk), breaks: nil)
            // The check that was made before the cut no longer counts.
            #expect(try await town.status("A-1/1") == .certified)
            #expect(await refusal { _ = try await town.approver.approveClaim("A-1/1") } == .moveNotAllowed)
        }
    }

    @Test("claims are filed by a step, one at a time, each later than the one before; history is the administrator's")
    func filing() async throws {
        try await filed { town in
            func copy(
                _ number: Int, cutoff day: Int, imported: Bool = false, state: String = "submitted",
                approved: Int64? = nil
            )
                -> SQL
            {
                """
                insert into buddel.claims (association_id, award_id, code, number, cutoff_on, state, imported, rules_version,
                    programme_version, journal_batch, journal_hash, frozen, filed_hash, content_hash, claimed_cents, approved_cents)
                select association_id, award_id, \("A-1/\(number)"), \(number), \(SubsidyTown.cutoff.adding(later: day)), \(state), \(imported),
                    rules_version, programme_version, journal_batch, journal_hash, frozen, filed_hash, filed_hash, 1, \(approved)
                from buddel.claims where number = 1
                """
            }
            let user = town.treasurer
            try await town.expect(user, copy(2, cutoff: 1), breaks: "claims_one_undecided")
            try await town.expect(user, copy(2, cutoff: 1, state: "approved", approved: 1), breaks: "claims_life_cycle")
            try await town.expect(
                user, copy(2, cutoff: 1, imported: true, state: "approved", approved: 1),
                breaks: "claims_imported_by_administrator")
            try await town.bring("A-1/1", to: .approved)
            try await town.expect(user, copy(2, cutoff: 0), breaks: "claims_cutoff_later")
            try await town.expect(user, copy(2, cutoff: 1), breaks: "claims_filed_by_step")
        }
    }

    @Test("a password reset voids what its owner had certified, checked or released")
    func passwordReset() async throws {
        try await filed { town in
            try await town.bring("A-1/1", to: .checked)
            try await town.owner.setPassword(of: "chair", to: "a quite new one")
            #expect(try await town.status("A-1/1") == .submitted)
            let steps = try await town.treasurer.claim("A-1/1").steps
            #expect(steps.filter { $0.voided == .passwordReset }.map(\.step) == [.certify, .check])
        }
    }
}

extension Day {
    fileprivate func adding(later days: Int) -> Day { Day(number: number + days) }
}
