import BuddelStore
import Buddelverein
import DatabaseFixture
import Postgres
import Testing

/// Every table is tried, as the catalogue lists them; a new table that nobody guarded fails here.
@Suite("Access: who sees and changes which rows")
struct RowLevelSecurityTests {
    @Test("A treasurer sees, adds, changes and deletes no row of another association, in any table")
    func otherAssociation() async throws {
        try await Tenant.withDatabase { pool async throws in
            let tables = try await Tables.fetchTenantTables(pool)
            #expect(tables.count >= 47)
            for table in tables {
                let given = try await Tables.rows(of: table, Tenant.b.association, pool)
                try #require(!given.isEmpty, "no row to try with in \(table.name)")
                let access = Attempt(pool, as: Tenant.a.user, table)
                #expect(try await access.visible(Tenant.b.association) == 0, "\(table.name) is read")
                #expect(try await access.insert(given[0]) == .refused, "\(table.name) takes a row")
                #expect(try await access.update(Tenant.b.association) == .refused, "\(table.name) is changed")
                #expect(try await access.delete(Tenant.b.association) == .refused, "\(table.name) loses a row")
            }
        }
    }

    @Test("A treasurer sees the rows of his own association, in every table of its books")
    func ownAssociation() async throws {
        try await Tenant.withDatabase { pool async throws in
            for table in try await Tables.fetchTenantTables(pool) {
                let access = Attempt(pool, as: Tenant.a.user, table)
                #expect(try await access.visible(Tenant.a.association) > 0, "\(table.name) is hidden")
            }
        }
    }

    @Test("An auditor reads everything of his association and changes nothing")
    func auditor() async throws {
        try await Tenant.withDatabase { pool async throws in
            for table in try await Tables.fetchTenantTables(pool) {
                let given = try await Tables.rows(of: table, Tenant.b.association, pool)
                let access = Attempt(pool, as: Tenant.auditorOfB, table)
                // Ties and tokens are personal: his own, and nobody else's.
                if table.name != "declared_ties" {
                    #expect(try await access.visible(Tenant.b.association) > 0, "\(table.name) is hidden")
                }
                #expect(try await access.insert(given[0]) == .refused, "\(table.name) takes a row")
                #expect(try await access.update(Tenant.b.association) == .refused, "\(table.name) is changed")
                #expect(try await access.delete(Tenant.b.association) == .refused, "\(table.name) loses a row")
            }
        }
    }

    @Test("A town sees the claims that were submitted to it with what is frozen in them, and nothing of the books")
    func clerk() async throws {
        let shared: Set = [
            "awards", "claims", "claim_lines", "claim_waterfall", "claim_documents", "claim_steps", "claim_step_voids",
            "claim_cuts", "claim_coverage", "documents",
        ]
        try await Tenant.withDatabase { pool async throws in
            for table in try await Tables.fetchTenantTables(pool) {
                let here = try await Attempt(pool, as: Tenant.clerk, table).visible(Tenant.b.association)
                #expect((here > 0) == shared.contains(table.name), "\(table.name): \(here) rows for the clerk")
                let elsewhere = try await Attempt(pool, as: Tenant.clerkElsewhere, table).visible(Tenant.b.association)
                #expect(elsewhere == 0, "\(table.name) is read by another town")
            }
        }
    }

    @Test("A withdrawn claim is gone from the town's sight")
    func withdrawn() async throws {
        try await Tenant.withDatabase { pool async throws in
            try await Tenant.asOwner(of: pool) {
                // A claim moves by its steps; here only what the town sees afterwards is at stake.
                _ = try await $0.execute("alter table buddel.claims disable trigger claims_life_cycle")
                _ = try await $0.execute("update buddel.claims set state = 'withdrawn' where association_id = 2")
            }
            let tables = try await Tables.fetchTenantTables(pool).filter { $0.name.hasPrefix("claim") }
            #expect(tables.count == 8)
            for table in tables {
                #expect(try await Attempt(pool, as: Tenant.clerk, table).visible(2) == 0, "\(table.name)")
            }
        }
    }

    @Test("The association reads what the town cut and can't take it back")
    func cuts() async throws {
        try await Tenant.withDatabase { pool async throws in
            let table = try #require(try await Tables.fetchAll(pool).first { $0.name == "claim_cuts" })
            let row = try await Tables.rows(of: table, Tenant.b.association, pool)[0]
            let treasurer = Attempt(pool, as: Tenant.b.user, table)
            #expect(try await treasurer.visible(Tenant.b.association) == 1)
            #expect(try await treasurer.insert(row) == .refused)
            #expect(try await treasurer.update(Tenant.b.association) == .refused)
            #expect(try await treasurer.delete(Tenant.b.association) == .refused)
            #expect(try await Attempt(pool, as: Tenant.clerk, table).update(Tenant.b.association) == .done)
        }
    }

    @Test("Who is not logged in sees no row of any table and adds none", arguments: [nil, "", "-1"])
    func nobody(_ setting: String?) async throws {
        try await Tenant.withDatabase { pool async throws in
            for table in try await Tables.fetchAll(pool) {
                let access = Attempt(pool, setting: setting, table)
                #expect(try await access.visible() == 0, "\(table.name) is read")
                let given = try await Tables.rows(of: table, nil, pool)
                let row = try #require(given.first, "no row to try with in \(table.name)")
                #expect(try await access.insert(row) == .refused, "\(table.name) takes a row")
            }
        }
    }

    @Test("Only an administrator adds users, roles, municipalities, programmes' towns and reference data")
    func administrators() async throws {
        let governed = [
            "users", "user_roles", "user_members", "municipalities", "associations", "cost_categories", "tasks",
            "machine_classes", "base_rates", "account_templates",
        ]
        try await Tenant.withDatabase { pool async throws in
            for table in try await Tables.fetchAll(pool).filter({ governed.contains($0.name) }) {
                let row = try await Tables.rows(of: table, nil, pool)[0]
                for user in [Tenant.b.user, Tenant.auditorOfB, Tenant.clerk, Tenant.memberOfB] {
                    #expect(
                        try await Attempt(pool, as: user, table).insert(row) == .refused, "\(table.name), user \(user)")
                }
            }
        }
    }

    @Test("A role counts from its first day until the day before its end, by the transaction's day")
    func days() async throws {
        try await Tenant.withDatabase { pool async throws in
            try await Tenant.asOwner(of: pool) {
                _ = try await $0.execute(
                    "update buddel.user_roles set during = '[2026-03-01,2026-04-01)' where user_id = 11")
            }
            for (day, expected) in [("2026-02-28", 0), ("2026-03-01", 1), ("2026-03-31", 1), ("2026-04-01", 0)] {
                let seen = try await pool.transact(as: Tenant.a.user) { transaction async throws in
                    try await transaction.query("select set_config('buddel.today', \(day), true)")
                    return try await transaction.query("select from buddel.associations").count
                }
                #expect(seen == expected, "\(day)")
            }
        }
    }
}
