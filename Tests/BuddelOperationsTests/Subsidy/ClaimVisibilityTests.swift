import BuddelOperations
import BuddelStore
import Buddelverein
import Postgres
import Testing

@Suite("Subsidy: who sees what")
struct ClaimVisibilityTests {
    @Test("the town sees what was submitted to it and nothing of the books; the next town and association nothing")
    func town() async throws {
        try await SubsidyTown.with { town in
            #expect(try await town.clerk.listClaims().isEmpty)
            _ = try await town.treasurer.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff)
            #expect(try await town.clerk.listClaims().map(\.claim.code) == ["A-1/1"])
            for app in [town.eastClerk, town.otherTreasurer] {
                #expect(try await app.listClaims().isEmpty)
                #expect(await refusal { _ = try await app.claim("A-1/1") } == .notFound)
            }
            // Counts the rows of association a alone.
            func rows(_ app: BuddelApp, _ table: String) async throws -> Int64 {
                try await town.pool.transact(as: app.userID) { transaction in
                    try await transaction.query(
                        "select count(*) as n from buddel.\(identifier: table) where association_id = 1"
                    ).one().decode("n")
                }
            }
            for table in ["vouchers", "cost_vouchers", "entries", "transfers", "members", "persons", "coverage_parts"] {
                for app in [town.clerk, town.eastClerk, town.otherTreasurer] {
                    #expect(try await rows(app, table) == 0)
                }
                #expect(try await rows(town.treasurer, table) > 0)
            }
            for table in ["claims", "claim_lines", "claim_waterfall", "claim_steps", "claim_coverage"] {
                #expect(try await rows(town.clerk, table) > 0)
                #expect(try await rows(town.eastClerk, table) == 0)
                #expect(try await rows(town.otherTreasurer, table) == 0)
            }
            #expect(
                await refusal { _ = try await town.clerk.assess(award: "A-1", cutoffOn: SubsidyTown.cutoff) }
                    == .notAllowed)
            try await town.treasurer.withdrawClaim("A-1/1")
            #expect(try await town.clerk.listClaims().isEmpty)
            #expect(try await rows(town.clerk, "claim_lines") == 0)
        }
    }

    @Test("an auditor reads and changes nothing")
    func auditor() async throws {
        try await SubsidyTown.with { town in
            _ = try await town.treasurer.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff)
            #expect(try await town.auditor.claim("A-1/1").claim.code == "A-1/1")
            #expect(await refusal { try await town.auditor.withdrawClaim("A-1/1") } == .notAllowed)
            try await town.expect(
                town.auditor, SubsidyTown.insert("withdraw", as: town.auditor), breaks: "claim_steps_role")
            let award: SQL =
                "insert into buddel.awards (association_id, programme_id, code) select 1, id, 'X' from buddel.programmes limit 1"
            try await town.expect(town.auditor, award, breaks: "42501")
            try await town.pool.transact(as: town.auditor.userID) { transaction in
                let changed = try await transaction.execute("update buddel.awards set own_funds_cents = 1")
                #expect(changed == 0)
            }
        }
    }

    @Test("a treasurer can't grant himself an award, not even around the program")
    func awards() async throws {
        try await SubsidyTown.with { town in
            let decided = "awards_decided_by_town"
            try await town.expect(
                town.treasurer, "update buddel.awards set maximum_cents = 9000000 where association_id = 1",
                breaks: decided)
            try await town.expect(
                town.treasurer,
                """
                insert into buddel.awards (association_id, programme_id, code, approved_on)
                select 1, id, 'X', current_date from buddel.programmes limit 1
                """, breaks: decided)
        }
    }
}
