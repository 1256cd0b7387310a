import BuddelStore
import Buddelverein
import DatabaseFixture
import Postgres
import Testing

@Suite("Ledger: what the database refuses of vouchers")
struct VoucherConstraintTests {
    /// Confirmed work 1, open work 2, invoice 3 (paid), gift 4 (open), payment 5 in association `a`.
    private func filled(_ body: (Pool) async throws -> Void) async throws {
        try await Books.withDatabase { pool async throws in
            var cost = Books.cost("K-1")
            cost.paidOn = Books.day
            var work = [Books.work("W-1", confirmedBy: "M-2"), Books.work("W-2")]
            work[0].document = "sheet.pdf"
            try await Books.record(
                LedgerRecords(work: work, costs: [cost], gifts: [Books.gift("G-1")], payments: [Books.payment("P-1")]),
                in: pool)
            try await body(pool)
        }
    }

    private func constraint(_ pool: Pool, _ sql: SQL) async throws -> String? {
        try await Town.constraint {
            try await pool.transact { transaction async throws in _ = try await transaction.execute(sql) }
        }
    }

    @Test("rows that no voucher can have are refused, each by its own constraint")
    func rows() async throws {
        try await filled { pool async throws in
            func voucher(_ values: SQL) -> SQL {
                """
                insert into buddel.vouchers (association_id, kind, ref, booking_year, number, dated_on, recorded_by, content_hash, salt)
                select \(fragment: values), sha256('x'), null
                """
            }
            let cases: [(String, SQL)] = [
                ("vouchers_kind_known", voucher("1, 'wish', 'X', 2026, 6, date '2026-05-02', 0")),
                ("vouchers_ref_form", voucher("1, 'work', 'a b', 2026, 6, date '2026-05-02', 0")),
                ("vouchers_ref_key", voucher("1, 'work', 'W-1', 2026, 6, date '2026-05-02', 0")),
                ("vouchers_number_key", voucher("1, 'work', 'X', 2026, 5, date '2026-05-02', 0")),
                ("vouchers_number_without_gap", voucher("1, 'work', 'X', 2026, 7, date '2026-05-02', 0")),
                ("vouchers_number_positive", voucher("1, 'work', 'X', 2026, 0, date '2026-05-02', 0")),
                ("vouchers_recorded_by_fkey", voucher("1, 'work', 'X', 2026, 6, date '2026-05-02', 99")),
                (
                    "vouchers_hash_length",
                    """
                    insert into buddel.vouchers (association_id, kind, ref, booking_year, number, dated_on, recorded_by, content_hash)
                    values (1, 'work', 'X', 2026, 6, '2026-05-02', 0, 'x')
                    """
                ),
                (
                    "vouchers_salt_length",
                    """
                    insert into buddel.vouchers (association_id, kind, ref, booking_year, number, dated_on, recorded_by, content_hash, salt)
                    values (1, 'work', 'X', 2026, 6, '2026-05-02', 0, sha256('x'), 'x')
                    """
                ),
                ("voucher_counters_year_range", "insert into buddel.voucher_counters values (1, 1899, 1)"),
                ("voucher_counters_last_number_positive", "insert into buddel.voucher_counters values (1, 2020, -1)"),
            ]
            for (name, sql) in cases { #expect(try await constraint(pool, sql) == name) }
        }
    }

    @Test("details that contradict themselves or name what is not there are refused")
    func details() async throws {
        try await Books.withDatabase { pool async throws in
            // Each case records one voucher and then its details.
            func details(_ kind: String, _ sql: SQL) async throws -> String? {
                try await Town.constraint {
                    try await pool.transact { transaction async throws in
                        try await transaction.execute(
                            """
                            insert into buddel.vouchers (association_id, kind, ref, booking_year, number, dated_on, recorded_by, content_hash)
                            values (1, \(kind), 'X-1', 2026, 1, '2026-05-02', 0, sha256('x'))
                            """)
                        try await transaction.execute(
                            """
                            with v as (select id from buddel.vouchers where association_id = 1) \(fragment: sql)
                            """)
                    }
                }
            }
            func work(_ values: SQL) -> SQL {
                """
                insert into buddel.work_vouchers (association_id, voucher_id, kind, task, minutes, member_id, helper_id,
                    segment_id, machine_class) select 1, v.id, \(fragment: values) from v
                """
            }
            func cost(_ values: SQL) -> SQL {
                """
                insert into buddel.cost_vouchers (association_id, voucher_id, supplier, invoice_number, category, net_cents,
                    vat_rate_bp, tax_cents, gross_cents, allocation_count) select 1, v.id, \(fragment: values) from v
                """
            }
            func gift(_ values: SQL) -> SQL {
                """
                insert into buddel.gift_vouchers (association_id, voucher_id, member_id, what, value_cents, category, segment_id)
                select 1, v.id, \(fragment: values) from v
                """
            }
            func payment(_ values: SQL) -> SQL {
                """
                insert into buddel.payment_vouchers (association_id, voucher_id, member_id, amount_cents, purpose)
                select 1, v.id, \(fragment: values) from v
                """
            }
            let member = "(select id from buddel.members where association_id = 1 and number = 'M-1')" as SQL
            let foreign = "(select id from buddel.members where association_id = 2 and number = 'M-1')" as SQL
            let foreignSegment = "(select id from buddel.segments where association_id = 2)" as SQL
            let cases: [(String, String, SQL)] = [
                (
                    "work_vouchers_kind_known", "work",
                    work("'prayer', 'digging', 60, \(fragment: member), null, null, null")
                ),
                (
                    "work_vouchers_task_fkey", "work",
                    work("'labour', 'singing', 60, \(fragment: member), null, null, null")
                ),
                (
                    "work_vouchers_minutes_range", "work",
                    work("'labour', 'digging', 0, \(fragment: member), null, null, null")
                ),
                (
                    "work_vouchers_minutes_range", "work",
                    work("'labour', 'digging', 1441, \(fragment: member), null, null, null")
                ),
                ("work_vouchers_by_someone", "work", work("'labour', 'digging', 60, null, null, null, null")),
                (
                    "work_vouchers_machine_has_class", "work",
                    work("'machine', 'digging', 60, \(fragment: member), null, null, null")
                ),
                (
                    "work_vouchers_machine_has_class", "work",
                    work("'labour', 'digging', 60, \(fragment: member), null, null, 'tractor'")
                ),
                (
                    "work_vouchers_class_fkey", "work",
                    work("'machine', 'digging', 60, \(fragment: member), null, null, 'rocket'")
                ),
                (
                    "work_vouchers_member_fkey", "work",
                    work("'labour', 'digging', 60, \(fragment: foreign), null, null, null")
                ),
                ("work_vouchers_helper_fkey", "work", work("'labour', 'digging', 60, null, 999, null, null")),
                (
                    "work_vouchers_segment_fkey", "work",
                    work("'labour', 'digging', 60, \(fragment: member), null, \(fragment: foreignSegment), null")
                ),
                (
                    "work_vouchers_voucher_fkey", "gift",
                    work("'labour', 'digging', 60, \(fragment: member), null, null, null")
                ),
                ("cost_vouchers_supplier_given", "cost", cost("'', '1', 'conduit', 1, 0, 0, 1, null")),
                ("cost_vouchers_number_given", "cost", cost("'R', '', 'conduit', 1, 0, 0, 1, null")),
                ("cost_vouchers_category_fkey", "cost", cost("'R', '1', 'gold', 1, 0, 0, 1, null")),
                ("cost_vouchers_vat_range", "cost", cost("'R', '1', 'conduit', 1, 10001, 0, 1, null")),
                ("cost_vouchers_gross_positive", "cost", cost("'R', '1', 'conduit', 0, 0, 0, 0, null")),
                ("cost_vouchers_net_plus_tax", "cost", cost("'R', '1', 'conduit', 100, 0, 18, 119, null")),
                (
                    "cost_vouchers_allocation_count_positive", "cost",
                    cost("'R', '1', 'conduit', 1, 0, 0, 1, 0::smallint")
                ),
                ("cost_vouchers_allocations_add_up", "cost", cost("'R', '1', 'conduit', 1, 0, 0, 1, 1::smallint")),
                ("cost_vouchers_voucher_fkey", "work", cost("'R', '1', 'conduit', 1, 0, 0, 1, null")),
                ("gift_vouchers_value_positive", "gift", gift("\(fragment: member), 'sand', 0, null, null")),
                ("gift_vouchers_category_fkey", "gift", gift("\(fragment: member), 'sand', 1, 'gold', null")),
                ("gift_vouchers_member_fkey", "gift", gift("\(fragment: foreign), 'sand', 1, null, null")),
                (
                    "gift_vouchers_segment_fkey", "gift",
                    gift("\(fragment: member), 'sand', 1, null, \(fragment: foreignSegment)")
                ),
                ("gift_vouchers_voucher_fkey", "payment", gift("\(fragment: member), 'sand', 1, null, null")),
                ("payment_vouchers_not_zero", "payment", payment("null, 0, 'donation'")),
                ("payment_vouchers_purpose_known", "payment", payment("null, 1, 'bribe'")),
                ("payment_vouchers_member_fkey", "payment", payment("\(fragment: foreign), 1, 'levy'")),
                ("payment_vouchers_voucher_fkey", "cost", payment("null, 1, 'donation'")),
            ]
            for (name, kind, sql) in cases { #expect(try await details(kind, sql) == name, "\(name)") }
        }
    }

    @Test("shares that leave out a part, overlap or come twice are refused when the transaction ends")
    func allocations() async throws {
        try await Books.withDatabase { pool async throws in
            func shares(_ shares: [(String, Int64)]) async throws -> String? {
                try await Town.constraint {
                    var cost = Books.cost("K-1")
                    cost.segments = shares.map { Allocation(segment: $0.0, share: BasisPoints(basisPoints: $0.1)) }
                    try await Books.record(LedgerRecords(costs: [cost]), in: pool)
                }
            }
            #expect(try await shares([("S-1", 6000), ("S-2", 3999)]) == "cost_vouchers_allocations_add_up")
            #expect(try await shares([("S-1", 6000), ("S-2", 4001)]) == "cost_allocations_through_range")
            #expect(try await shares([("S-1", 6000), ("S-1", 4000)]) == "cost_allocations_segment_once")
            #expect(try await shares([("S-1", 0), ("S-2", 10_000)]) == "cost_allocations_share_range")
            #expect(try await shares([("S-1", 6000), ("S-2", 4000)]) == nil)
            let late: SQL = """
                insert into buddel.cost_allocations (association_id, voucher_id, position, segment_id, share_bp, before_bp)
                select 1, voucher_id, 4, segment_id, 1, 10000 from buddel.cost_allocations limit 1
                """
            #expect(try await constraint(pool, late) == "cost_allocations_through_range")
        }
    }

    @Test("a decision is one of three, by a second person, on what was shown, once, on work and gifts alone")
    func decisions() async throws {
        try await filled { pool async throws in
            func decide(
                _ ref: String, _ decision: String, by member: String?, hash: SQL = "v.content_hash",
                channel: String = "import", user: Int64 = 0
            ) async throws -> String? {
                try await constraint(
                    pool,
                    """
                    insert into buddel.voucher_decisions (association_id, voucher_id, decision, decided_on, member_id, channel, user_id, content_hash)
                    select 1, v.id, \(decision), '2026-05-03', (select id from buddel.members where association_id = 1
                        and number = \(member)), \(channel), \(user), \(fragment: hash)
                    from buddel.vouchers v where v.association_id = 1 and v.ref = \(ref)
                    """)
            }
            #expect(try await decide("W-2", "perhaps", by: "M-2") == "voucher_decisions_decision_known")
            #expect(
                try await decide("W-2", "confirmed", by: "M-2", channel: "rumour", user: 99)
                    == "voucher_decisions_channel_known")
            #expect(try await decide("W-2", "confirmed", by: nil) == "voucher_decisions_confirmed_by_member")
            #expect(try await decide("W-2", "confirmed", by: "M-1") == "voucher_decisions_second_person")
            #expect(try await decide("G-1", "confirmed", by: "M-1") == "voucher_decisions_second_person")
            #expect(
                try await decide("W-2", "confirmed", by: "M-2", hash: "sha256('else')")
                    == "voucher_decisions_same_content")
            #expect(try await decide("K-1", "confirmed", by: "M-2") == "voucher_decisions_work_or_gift")
            #expect(try await decide("W-2", "confirmed", by: "M-2", channel: "login") == "voucher_decisions_by_login")
            #expect(try await decide("W-2", "refused", by: nil, channel: "paper") == "voucher_decisions_by_login")
            #expect(try await decide("W-2", "confirmed", by: "M-2", user: 99) == "voucher_decisions_user_fkey")
            #expect(try await decide("W-1", "refused", by: "M-3") == "voucher_decisions_pkey")
            #expect(try await decide("W-2", "withdrawn", by: nil, channel: "login") == nil)
            #expect(try await decide("W-2", "confirmed", by: "M-2") == "voucher_decisions_pkey")
        }
    }

    @Test("a member of the helper's household is no second person")
    func household() async throws {
        try await Books.withDatabase { pool async throws in
            var work = Books.work("W-1", confirmedBy: "M-1")
            work.memberNumber = "M-2"
            work.worker = "H-1"
            #expect(
                try await Town.constraint { try await Books.record(LedgerRecords(work: [work]), in: pool) }
                    == "voucher_decisions_second_person")
            work.worker = "H-2"
            #expect(try await Town.constraint { try await Books.record(LedgerRecords(work: [work]), in: pool) } == nil)
        }
    }

    @Test("an invoice stands once, and may be recorded anew when it was reversed")
    func invoices() async throws {
        try await Books.withDatabase { pool async throws in
            let first = try await Books.record(LedgerRecords(costs: [Books.cost("K-1", number: "R-1")]), in: pool)
            var other = Books.cost("K-2", number: "R-1")
            other.supplier = "ROHRWERK"
            func record(_ ref: String) async throws -> String? {
                other.ref = ref
                return try await Town.constraint { try await Books.record(LedgerRecords(costs: [other]), in: pool) }
            }
            #expect(try await record("K-2") == "cost_vouchers_invoice_key")
            try await pool.transact { transaction async throws in
                _ = try await JournalStore(transaction).reverse(voucherIDs: [first.vouchers[0].id], associationID: 1)
            }
            #expect(try await record("K-2") == nil)
            #expect(try await record("K-3") == "cost_vouchers_invoice_key")
        }
    }

    @Test("a payment closes an invoice once, with no negative sum")
    func payments() async throws {
        try await filled { pool async throws in
            let again: SQL = """
                insert into buddel.cost_payments (association_id, voucher_id, paid_on, paid_cents, user_id)
                select 1, voucher_id, '2026-06-01', 1, 0 from buddel.cost_vouchers where association_id = 1
                """
            #expect(try await constraint(pool, again) == "cost_payments_pkey")
            try await Books.record(LedgerRecords(costs: [Books.cost("K-2")]), in: pool)
            let negative: SQL = """
                insert into buddel.cost_payments (association_id, voucher_id, paid_on, paid_cents, user_id)
                select 1, c.voucher_id, '2026-06-01', -1, 0 from buddel.cost_vouchers c
                where not exists (select from buddel.cost_payments p where p.voucher_id = c.voucher_id)
                """
            #expect(try await constraint(pool, negative) == "cost_payments_not_negative")
        }
    }

    @Test("documents are of three types, bounded, under honest names, once by content")
    func documents() async throws {
        try await filled { pool async throws in
            func document(_ content: SQL, type: String = "application/pdf", hash: SQL? = nil) -> SQL {
                """
                insert into buddel.documents (association_id, sha256, media_type, content, added_by)
                values (1, \(fragment: hash ?? "sha256(\(fragment: content))"), \(type), \(fragment: content), 0)
                """
            }
            #expect(try await constraint(pool, document("'%PDF-'", type: "text/html")) == "documents_type_known")
            #expect(try await constraint(pool, document("''")) == "documents_size")
            #expect(
                try await constraint(pool, document("'%PDF-'", hash: "sha256('else')")) == "documents_hash_of_content")
            #expect(try await constraint(pool, document("'%PDF-'", hash: "'short'::bytea")) == "documents_hash_length")
            #expect(
                try await constraint(pool, document("convert_to(repeat('x', 20971521), 'UTF8')")) == "documents_size")
            #expect(try await constraint(pool, document("'%PDF-'::bytea")) == nil)
            #expect(try await constraint(pool, document("'%PDF-'::bytea")) == "documents_content_key")
            func name(_ name: String, announced: Bool = false) -> SQL {
                """
                insert into buddel.voucher_documents (association_id, voucher_id, name, announced)
                select 1, id, \(name), \(announced) from buddel.vouchers where association_id = 1 and ref = 'W-1'
                """
            }
            for wrong in ["", "/etc/passwd", "../up.pdf", "a\nb"] {
                #expect(try await constraint(pool, name(wrong)) == "voucher_documents_name_form")
            }
            #expect(
                try await constraint(pool, name("second.pdf", announced: true)) == "voucher_documents_announced_once")
            #expect(try await constraint(pool, name("sheet.pdf")) == "voucher_documents_pkey")
        }
    }
}
