import BuddelStore
import Buddelverein
import DatabaseFixture
import Postgres
import Testing

@Suite("Ledger: what the database refuses of vouchers")
struct VoucherConstraintTests {
    /// Confirmed work 1, open work 2, invoice 3 (paid), gift 4 (open), payment 5 in association `a`.
    func filled(_ body: (Pool) async throws -> Void) async throws {
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

    func constraint(_ pool: Pool, _ sql: SQL) async throws -> String? {
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
                ("vouchers_dated_on_range", voucher("1, 'work', 'X', 1999, 1, date '1999-12-31', 0")),
                ("vouchers_dated_on_range", voucher("1, 'work', 'X', 3000, 1, date '3000-01-01', 0")),
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
                (
                    "cost_vouchers_gross_bounded", "cost",
                    cost("'R', '1', 'conduit', 10000000000, 0, 1, 10000000001, null")
                ),
                ("cost_vouchers_net_range", "cost", cost("'R', '1', 'conduit', 10000000001, 0, -2, 9999999999, null")),
                ("cost_vouchers_net_range", "cost", cost("'R', '1', 'conduit', -1, 0, 2, 1, null")),
                ("cost_vouchers_net_plus_tax", "cost", cost("'R', '1', 'conduit', 100, 0, 18, 119, null")),
                (
                    "cost_vouchers_allocation_count_positive", "cost",
                    cost("'R', '1', 'conduit', 1, 0, 0, 1, 0::smallint")
                ),
                ("cost_vouchers_allocations_add_up", "cost", cost("'R', '1', 'conduit', 1, 0, 0, 1, 1::smallint")),
                ("cost_vouchers_voucher_fkey", "work", cost("'R', '1', 'conduit', 1, 0, 0, 1, null")),
                ("gift_vouchers_value_positive", "gift", gift("\(fragment: member), 'sand', 0, null, null")),
                (
                    "gift_vouchers_value_bounded", "gift",
                    gift("\(fragment: member), 'sand', 10000000001, null, null")
                ),
                ("gift_vouchers_category_fkey", "gift", gift("\(fragment: member), 'sand', 1, 'gold', null")),
                ("gift_vouchers_member_fkey", "gift", gift("\(fragment: foreign), 'sand', 1, null, null")),
                (
                    "gift_vouchers_segment_fkey", "gift",
                    gift("\(fragment: member), 'sand', 1, null, \(fragment: foreignSegment)")
                ),
                ("gift_vouchers_voucher_fkey", "payment", gift("\(fragment: member), 'sand', 1, null, null")),
                ("payment_vouchers_not_zero", "payment", payment("null, 0, 'donation'")),
                ("payment_vouchers_amount_bounded", "payment", payment("null, 10000000001, 'donation'")),
                ("payment_vouchers_amount_bounded", "payment", payment("null, -10000000001, 'refund'")),
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
}
