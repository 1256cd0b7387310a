import BuddelStore
import DatabaseFixture
import Postgres

/// An association with one row in every table that knows associations, and the people around it.
struct Tenant: Sendable {
    var association: Int64
    /// Its treasurer.
    var user: Int64

    static let a = Tenant(association: 1, user: 11)
    static let b = Tenant(association: 2, user: 12)
    /// Reads the books of `b`, changes nothing.
    static let auditorOfB: Int64 = 13
    /// Of the town that administers the programme of both, and of another one.
    static let clerk: Int64 = 14
    static let clerkElsewhere: Int64 = 15
    static let administrator: Int64 = 16
    /// Is member `M-1` of `b`; and one of whom nobody said which member he is.
    static let memberOfB: Int64 = 17
    static let unlinkedMemberOfB: Int64 = 18
    static let chairOfB: Int64 = 19
    static let areaLeadOfB: Int64 = 20
    static let approver: Int64 = 21
    static let cashier: Int64 = 22

    /// Lends a database with both associations and their people; the rows are written past triggers and keys, since
    /// only who sees and changes them matters here.
    @discardableResult
    static func withDatabase<T>(_ body: (Pool) async throws -> T) async throws -> T {
        try await Town.withDatabase { pool async throws in
            let database = pool.configuration.database!
            let superuser = try await TestCluster.shared.configuration(database: database)
            try await PostgresConnection.withConnection(superuser) { connection async throws in
                try await connection.withTransaction { transaction async throws in
                    try await transaction.executeScript(people, name: "people")
                    for tenant in [a, b] { try await transaction.executeScript(rows(of: tenant), name: "rows") }
                }
            }
            return try await body(pool)
        }
    }

    /// Runs a closure on a connection as the owner of the schema, whom policies don't bind.
    static func asOwner<T: Sendable>(
        of pool: Pool, _ body: nonisolated(nonsending) (PostgresConnection) async throws -> T
    ) async throws -> T {
        let owner = try await TestCluster.shared.configuration(
            database: pool.configuration.database!, user: Schema.ownerRole)
        return try await PostgresConnection.withConnection(owner, body)
    }

    private static let people = """
        set local session_replication_role = replica;
        truncate buddel.persons, buddel.members, buddel.settlement_rules, buddel.settlement_keys, buddel.ledgers,
            buddel.accounts cascade;
        insert into buddel.users (id, login, display_name)
        select i, 'user' || i, 'User ' || i from generate_series(11, 22) as i;
        insert into buddel.user_roles (user_id, role, association_id, ags, granted_by, during) values
            (11, 'treasurer', 1, null, 0, '[2025-01-01,)'), (12, 'treasurer', 2, null, 0, '[2025-01-01,)'),
            (13, 'auditor', 2, null, 0, '[2025-01-01,)'), (14, 'clerk', null, '05978032', 0, '[2025-01-01,)'),
            (15, 'clerk', null, '05558036', 0, '[2025-01-01,)'), (16, 'administrator', null, null, 0, '[2025-01-01,)'),
            (17, 'member', 2, null, 0, '[2025-01-01,)'), (18, 'member', 2, null, 0, '[2025-01-01,)'),
            (19, 'chair', 2, null, 0, '[2025-01-01,)'), (20, 'area_lead', 2, null, 0, '[2025-01-01,)'),
            (21, 'approver', null, '05978032', 0, '[2025-01-01,)'), (22, 'cashier', null, '05978032', 0, '[2025-01-01,)');
        insert into buddel.user_members (user_id, association_id, member_id) values (17, 2, 1);
        insert into buddel.programmes (id, code, funder, title, territory_key, administered_by, terms)
        overriding system value values (1, 'P-1', 'Town', 'Programme', '05978032', '05978032', '{}');
        insert into buddel.programme_budgets (programme_id, year, amount_cents) values (1, 2026, 100000);
        insert into buddel.access_tokens (user_id, token_hash, expires_at)
        select i, sha256(convert_to(i::text, 'UTF8')), now() + interval '1 hour' from generate_series(11, 22) as i;
        insert into buddel.user_identities (user_id, issuer, subject, linked_by) values (14, 'https://login.example', 's-14', 0);
        insert into buddel.pending_logins (state_hash, browser_hash, issuer, nonce, verifier, begun_at, expires_at) values
            (sha256('s'), sha256('b'), 'https://login.example', repeat('n', 43), repeat('v', 43), now(),
            now() + interval '5 minutes');
        insert into buddel.second_factors (user_id, secret, made_at, confirmed_at, last_step)
        select i, decode(repeat('07', 20), 'hex'), now(), now(), 7 from generate_series(11, 22) as i;
        insert into buddel.recovery_codes (user_id, code_hash)
        select i, sha256(convert_to(i::text, 'UTF8')) from generate_series(11, 22) as i;
        insert into buddel.idempotency_keys (user_id, key, fingerprint, expires_at)
        select i, 'k', sha256('k'), now() + interval '1 hour' from generate_series(11, 22) as i;
        """

    private static func rows(of tenant: Tenant) -> String {
        """
        insert into buddel.persons (id, association_id, name) overriding system value values
            (1, \(tenant.association), 'Person');
        insert into buddel.members (id, association_id, number, person_id, kind,
            joined_on) overriding system value values
            (1, \(tenant.association), 'M-1', 1, 'farm', '2025-01-01');
        insert into buddel.helpers (id, association_id, code, person_id, member_id) overriding system value values
            (1, \(tenant.association), 'H-1', 1, 1);
        insert into buddel.offices (id, association_id, member_id, office, during) overriding system value values
            (1, \(tenant.association), 1, 'chair', '[2025-01-01,)');
        insert into buddel.mandates (id, association_id, member_id, reference,
            during) overriding system value values
            (1, \(tenant.association), 1, 'R-1', '[2025-01-01,)');
        insert into buddel.user_members (user_id, association_id, member_id) values
            (\(tenant.user), \(tenant.association), 1);
        insert into buddel.settlement_rules (id, association_id, key_count) overriding system value values
            (1, \(tenant.association), 1);
        insert into buddel.settlement_keys (association_id, rule_id, position, kind, share_bp, before_bp) values
            (\(tenant.association), 1, 1, 'member', 10000, 0);
        insert into buddel.settlement_machine_rates (association_id, rule_id, machine_class,
            rate_cents_per_hour) values
            (\(tenant.association), 1, 'tractor', 3500);
        insert into buddel.areas (id, association_id, code, name, border) overriding system value values
            (1, \(tenant.association), 'G-1', 'Area', st_geomfromtext('POLYGON((0 0, 0 9, 9 9, 9 0, 0 0))',
            25832));
        insert into buddel.connections (id, association_id, code, kind, location, longitude,
            latitude) overriding system value values
            (1, \(tenant.association), 'C-1', 'active', st_geomfromtext('POINT(1 1)', 25832), 7.4, 51.6);
        insert into buddel.connection_events (association_id, connection_id, state, user_id) values
            (\(tenant.association), 1, 'planned', 0);
        insert into buddel.holdings (id, association_id, connection_id, member_id,
            during) overriding system value values
            (1, \(tenant.association), 1, 1, '[2025-01-01,)');
        insert into buddel.segments (id, association_id, code, kind) overriding system value values
            (1, \(tenant.association), 'S-1', 'trunk');
        insert into buddel.segment_versions (association_id, segment_id, number, line, line_wgs84, length_cm,
            part_count) values
            (\(tenant.association), 1, 1, st_geomfromtext('LINESTRING(0 0, 0 9)', 25832),
            st_geomfromtext('LINESTRING(7.4 51.6, 7.4 51.7)', 4326), 900, 1);
        insert into buddel.segment_parts (association_id, segment_id, version_number, position, length_cm,
            before_cm) values
            (\(tenant.association), 1, 1, 1, 900, 0);
        insert into buddel.segment_events (association_id, segment_id, state, user_id) values
            (\(tenant.association), 1, 'planned', 0);
        insert into buddel.clearances (id, association_id, segment_id, kind) overriding system value values
            (1, \(tenant.association), 1, 'road');
        insert into buddel.progress (id, association_id, ref, segment_id, on_date, from_cm, to_cm,
            user_id) overriding system value values
            (1, \(tenant.association), 'B-1', 1, '2026-01-01', 0, 100, 0);
        insert into buddel.documents (id, association_id, sha256, media_type, content,
            added_by) overriding system value values
            (1, \(tenant.association), sha256('x'), 'application/pdf', 'x', 0);
        insert into buddel.voucher_counters (association_id, booking_year, last_number) values
            (\(tenant.association), 2026, 5);
        insert into buddel.vouchers (id, association_id, kind, ref, booking_year, number, dated_on, recorded_by,
            content_hash) overriding system value
            select i, \(tenant.association), kind, 'V-' || i, 2026, i, '2026-01-01', 0,
            sha256('v') from unnest(array['work', 'cost', 'gift', 'payment',
            'grant']) with ordinality as k (kind, i);
        insert into buddel.voucher_documents (association_id, voucher_id, name, document_id) values
            (\(tenant.association), 2, 'r.pdf', 1), (\(tenant.association), 1, 'sheet.pdf', null);
        insert into buddel.work_vouchers (association_id, voucher_id, kind, task, minutes, member_id) values
            (\(tenant.association), 1, 'labour', 'digging', 60, 1);
        insert into buddel.cost_vouchers (association_id, voucher_id, supplier, invoice_number, category,
            net_cents, vat_rate_bp, tax_cents, gross_cents, allocation_count) values
            (\(tenant.association), 2, 'Rohr', 'R-1', 'conduit', 100, 1900, 19, 119, 1);
        insert into buddel.cost_allocations (association_id, voucher_id, position, segment_id, share_bp,
            before_bp) values
            (\(tenant.association), 2, 1, 1, 10000, 0);
        insert into buddel.cost_payments (association_id, voucher_id, paid_on, paid_cents, user_id) values
            (\(tenant.association), 2, '2026-01-02', 119, 0);
        insert into buddel.gift_vouchers (association_id, voucher_id, member_id, what, value_cents) values
            (\(tenant.association), 3, 1, 'sand', 100);
        insert into buddel.payment_vouchers (association_id, voucher_id, member_id, amount_cents, purpose) values
            (\(tenant.association), 4, 1, 100, 'levy');
        insert into buddel.voucher_decisions (association_id, voucher_id, decision, decided_on, member_id,
            channel, user_id, content_hash) values
            (\(tenant.association), 1, 'confirmed', '2026-01-02', 1, 'import', 0, sha256('v'));
        insert into buddel.ledgers (association_id, last_hash) values (\(tenant.association), sha256('0'));
        insert into buddel.accounts (association_id, code, number, unit, kind, name_en, name_de) values
            (\(tenant.association), 'bank', '1', 'eur_cents', 'asset', 'Bank', 'Bank');
        insert into buddel.batches (association_id, number, first_entry, last_entry, previous_hash, hash,
            user_id) values
            (\(tenant.association), 1, 1, 1, sha256('0'), sha256('1'), 0);
        insert into buddel.entries (association_id, number, batch_number, voucher_id, reason, effective_on,
            booked_on, digest) values
            (\(tenant.association), 1, 1, 1, 'recorded', '2026-01-01', '2026-01-01', sha256('d'));
        insert into buddel.transfers (association_id, entry_number, position, debit_account, credit_account,
            unit, quantity, member_id) values
            (\(tenant.association), 1, 1, 'work:labour', 'given:labour', 'labour_minutes', 60, 1);
        insert into buddel.awards (id, association_id, programme_id, code) overriding system value values
            (\(tenant.association), \(tenant.association), 1, 'A-1');
        insert into buddel.claims (id, association_id, award_id, code, number, cutoff_on, state, rules_version,
            programme_version, journal_batch, journal_hash, frozen, content_hash, filed_hash,
            claimed_cents) overriding system value values
            (\(tenant.association), \(tenant.association), \(tenant.association), 'A-1/1', 1, '2026-06-30',
            'checked', '1', 1, 1, sha256('1'), '{}', sha256('c'), sha256('c'), 100);
        insert into buddel.claim_lines (association_id, claim_id, position, kind, ref, reasons) values
            (\(tenant.association), \(tenant.association), 1, 'cost', 'V-2', '{}'), (\(tenant.association),
            \(tenant.association), 2, 'labour', 'V-1', '{}');
        insert into buddel.claim_waterfall (association_id, claim_id, position, step, result_cents) values
            (\(tenant.association), \(tenant.association), 1, 'eligible', 100);
        insert into buddel.claim_documents (association_id, claim_id, line_position, name, document_id,
            sha256) values
            (\(tenant.association), \(tenant.association), 1, 'r.pdf', 1, sha256('x'));
        insert into buddel.claim_steps (association_id, claim_id, position, step, user_id, content_hash) values
            (\(tenant.association), \(tenant.association), 1, 'file', \(tenant.user), sha256('c'));
        insert into buddel.claim_step_voids (association_id, claim_id, position, voided_by, why) values
            (\(tenant.association), \(tenant.association), 1, \(tenant.user), 'returned');
        insert into buddel.claim_cuts (association_id, claim_id, kind, ref, left_quantity, why, user_id) values
            (\(tenant.association), \(tenant.association), 'cost', 'V-2', 0, 'not needed', \(tenant.user));
        insert into buddel.coverage_parts (association_id, kind, ref, part, covered_bp) values
            (\(tenant.association), 'cost', 'V-2', '05978032', 6000);
        insert into buddel.award_coverage (association_id, award_id, kind, ref, part, bp) values
            (\(tenant.association), \(tenant.association), 'cost', 'V-2', '05978032', 6000);
        insert into buddel.claim_coverage (association_id, claim_id, kind, ref, part, bp) values
            (\(tenant.association), \(tenant.association), 'cost', 'V-2', '05978032', 6000);
        insert into buddel.grant_vouchers (association_id, voucher_id, claim_id, amount_cents) values
            (\(tenant.association), 5, \(tenant.association), 100);
        insert into buddel.declared_ties (user_id, association_id, declared_by) values
            (\(tenant.user), \(tenant.association), 0);
        insert into buddel.audit_events (user_id, action, association_id) values
            (\(tenant.user), 'claim.file', \(tenant.association));
        """
    }
}
