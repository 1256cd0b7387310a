import BuddelStore
import DatabaseFixture
import Postgres
import Testing

/// One statement that must fail for every constraint of the tables of Access, of the reference data and of the feed.
@Suite("Schema: the statement that must fail, of users, reference data and publications")
struct ConstraintTests {
    struct Broken: Sendable {
        var constraint: String
        var statement: String
    }

    private static let all = users + traces + factors + identities + reference

    @Test("Each is refused by the constraint that is meant")
    func refused() async throws {
        try await Tenant.withDatabase { pool async throws in
            try await Tenant.asOwner(of: pool) { connection async throws in
                for broken in Self.all {
                    let refused = try await Town.constraint {
                        try await connection.executeScript(broken.statement, name: broken.constraint)
                    }
                    #expect(refused == broken.constraint)
                }
            }
        }
    }

    @Test("The list is the catalogue's: no constraint of these tables is left untried")
    func list() async throws {
        try await TestCluster.shared.withBuddel { pool async throws in
            let named = try await Tenant.asOwner(of: pool) { connection async throws in
                try await connection.query(
                    """
                    select conname::text from pg_constraint where contype <> 't' and conrelid = any (array[
                        'buddel.municipalities', 'buddel.associations', 'buddel.users', 'buddel.user_roles',
                        'buddel.declared_ties', 'buddel.access_tokens', 'buddel.second_factors', 'buddel.recovery_codes',
                        'buddel.user_identities', 'buddel.pending_logins', 'buddel.audit_events', 'buddel.idempotency_keys',
                        'buddel.installation', 'buddel.cost_categories', 'buddel.tasks', 'buddel.machine_classes',
                        'buddel.base_rates', 'buddel.ledger_units', 'buddel.account_templates', 'feed.publications',
                        'feed.files', 'buddel.publication_settings']::regclass[])
                    """
                ).map { try $0.decode(0, as: String.self) }
            }
            // Free texts are tried column by column elsewhere.
            let texts = Set(TextConstraintTests.columns.map { "\($0.table)_\($0.name)_plain" })
            #expect(Set(named).subtracting(texts) == Set(Self.all.map(\.constraint)))
        }
    }
}
