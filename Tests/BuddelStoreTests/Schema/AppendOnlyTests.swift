import BuddelStore
import DatabaseFixture
import Postgres
import Testing

@Suite("Schema: what is never changed and never deleted")
struct AppendOnlyTests {
    /// Written by hand from DESIGN.md 2 and 3, not read from the catalogue.
    private static let appendOnly = [
        "audit_events", "batches", "entries", "transfers", "voucher_decisions", "cost_payments", "connection_events",
        "segment_events", "claim_lines", "claim_waterfall", "claim_documents", "claim_steps", "claim_step_voids",
        "claim_coverage", "grant_vouchers",
    ]
    /// Changed in one way only, by rules of their own; never deleted.
    private static let neverDeleted = ["claims", "progress"]

    @Test("UPDATE, DELETE and TRUNCATE are refused, to the owner and to the program", arguments: appendOnly)
    func refusesChanges(_ table: String) async throws {
        try await Tenant.withDatabase { pool async throws in
            try await Tenant.asOwner(of: pool) { connection async throws in
                #expect(
                    try await Town.constraint {
                        _ = try await connection.execute(
                            "update buddel.\(identifier: table) set association_id = association_id")
                    } == table + "_append_only")
                #expect(
                    try await Town.constraint {
                        _ = try await connection.execute("delete from buddel.\(identifier: table)")
                    } == table + "_append_only")
                #expect(
                    try await Town.constraint {
                        _ = try await connection.query("truncate buddel.\(identifier: table) cascade")
                    }?.hasSuffix("_append_only") == true)
            }
            let statements: [SQL] = [
                "update buddel.\(identifier: table) set association_id = association_id",
                "delete from buddel.\(identifier: table)", "truncate buddel.\(identifier: table)",
            ]
            for statement in statements {
                let refused = try await Town.constraint {
                    try await pool.transact { transaction async throws in _ = try await transaction.query(statement) }
                }
                #expect(refused == "SQLSTATE 42501", "\(statement)")
            }
        }
    }

    @Test("Claims and stretches are never deleted", arguments: neverDeleted)
    func refusesDeletion(_ table: String) async throws {
        try await Tenant.withDatabase { pool async throws in
            try await Tenant.asOwner(of: pool) { connection async throws in
                #expect(
                    try await Town.constraint {
                        _ = try await connection.execute("delete from buddel.\(identifier: table)")
                    } == table + "_append_only")
                #expect(
                    try await Town.constraint {
                        _ = try await connection.query("truncate buddel.\(identifier: table) cascade")
                    }?.hasSuffix("_append_only") == true)
            }
        }
    }

    @Test("The list is the catalogue's: every table that refuses changes is tried here")
    func list() async throws {
        try await TestCluster.shared.withBuddel { pool async throws in
            let guarded = try await Tenant.asOwner(of: pool) { connection async throws in
                try await connection.query(
                    """
                    select distinct c.relname::text from pg_trigger t join pg_class c on c.oid = t.tgrelid
                    where t.tgfoid = 'buddel.refuse_change'::regproc
                    """
                ).map { try $0.decode(0, as: String.self) }
            }
            #expect(Set(guarded) == Set(Self.appendOnly + Self.neverDeleted))
        }
    }
}
