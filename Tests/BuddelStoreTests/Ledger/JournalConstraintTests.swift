import BuddelStore
import Buddelverein
import DatabaseFixture
import Postgres
import Testing

@Suite("Ledger: what the database refuses of the journal")
struct JournalConstraintTests {
    private func filled(_ body: (Pool, RecordedList) async throws -> Void) async throws {
        try await Books.withDatabase { pool async throws in
            let list = try await Books.record(
                LedgerRecords(work: [Books.work("W-1", confirmedBy: "M-2")], payments: [Books.payment("P-1")]), in: pool
            )
            try await body(pool, list)
        }
    }

    private func constraint(_ pool: Pool, _ sql: SQL) async throws -> String? {
        try await Town.constraint {
            try await pool.transact { transaction async throws in _ = try await transaction.execute(sql) }
        }
    }

    /// Posts one entry with one transfer for the voucher `W-1`, for a reason that a voucher may have several times.
    private func post(
        voucher: SQL = "(select id from buddel.vouchers where ref = 'W-1' and association_id = 1)",
        association: Int64 = 1, reason: String = "grant_revoked", reverses: Int64? = nil, debit: String = "bank",
        credit: String = "income:other", unit: String = "eur_cents", quantity: Int64 = 100, entry: Int32 = 1,
        member: SQL = "null"
    ) -> SQL {
        """
        select buddel.post_batch(\(association), array[\(fragment: voucher)], array[\(reason)], array[date '2026-06-01'],
            array[\(reverses)], array[\(entry)], array[\(debit)], array[\(credit)], array[\(unit)], array[\(quantity)],
            array[\(fragment: member)]::bigint[], array[null]::bigint[], array[null]::bigint[])
        """
    }

    @Test("transfers that no books can hold are refused, and nothing of the batch stays")
    func transfers() async throws {
        try await filled { pool, _ async throws in
            let foreign = "(select id from buddel.members where association_id = 2 limit 1)" as SQL
            let cases: [(String, SQL)] = [
                ("transfers_two_accounts", post(debit: "bank", credit: "bank")),
                ("transfers_quantity_positive", post(quantity: 0)), ("transfers_quantity_positive", post(quantity: -5)),
                ("transfers_debit_fkey", post(debit: "nowhere")), ("transfers_credit_fkey", post(credit: "nowhere")),
                ("transfers_debit_fkey", post(unit: "labour_minutes")),
                ("transfers_member_fkey", post(member: foreign)),
                ("entries_reason_known", post(reason: "whim")),
                ("entries_complete", post(entry: 2)), ("entries_complete", post(voucher: "999999")),
                (
                    "entries_complete",
                    post(
                        voucher: "(select id from buddel.vouchers where ref = 'W-1' and association_id = 1)",
                        association: 2)
                ),
                ("entries_reversal_has_reason", post(reverses: 1)),
                ("entries_reversal_has_reason", post(reason: "reversal")),
                ("entries_reverses_an_original", post(reason: "reversal", reverses: 999)),
            ]
            for (name, sql) in cases { #expect(try await constraint(pool, sql) == name, "\(name)") }
            let head = try await pool.transact { try await JournalChainReader($0, in: 1).fetchHead() }
            #expect(head?.lastEntry == 2)
            #expect(head?.head.batch == 1)
        }
    }

    @Test("a batch without entries, or for books that are not there, is refused")
    func empty() async throws {
        try await filled { pool, _ async throws in
            let nothing: SQL = """
                select buddel.post_batch(1, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')
                """
            #expect(try await constraint(pool, nothing) == "batches_has_entries")
            #expect(try await constraint(pool, post(association: 99)) == "ledgers_writable")
        }
    }

    @Test("a voucher takes effect once, work only when it is confirmed, and a reversal is of its own voucher")
    func justified() async throws {
        try await filled { pool, _ async throws in
            #expect(try await constraint(pool, post(reason: "recorded")) == "entries_once_per_reason")
            #expect(try await constraint(pool, post(reason: "paid")) == nil)
            #expect(try await constraint(pool, post(reason: "paid")) == "entries_once_per_reason")
            let payment = "(select id from buddel.vouchers where ref = 'P-1' and association_id = 1)" as SQL
            #expect(
                try await constraint(pool, post(voucher: payment, reason: "reversal", reverses: 1))
                    == "entries_reverses_an_original")
            _ = try await Books.record(LedgerRecords(work: [Books.work("W-2")]), in: pool)
            let open = "(select id from buddel.vouchers where ref = 'W-2' and association_id = 1)" as SQL
            #expect(try await constraint(pool, post(voucher: open, reason: "recorded")) == "entries_confirmed")
        }
    }

    @Test("an invoice that is reversed takes no payment")
    func paymentOfReversed() async throws {
        try await Books.withDatabase { pool async throws in
            _ = try await Books.record(LedgerRecords(costs: [Books.cost("K-1")]), in: pool)
            let pay: SQL = """
                insert into buddel.cost_payments (association_id, voucher_id, paid_on, paid_cents, user_id)
                select 1, id, date '2026-06-01', 11900, 0 from buddel.vouchers where ref = 'K-1'
                """
            try await pool.transact { transaction async throws in
                let id: Int64 = try await transaction.query("select id from buddel.vouchers where ref = 'K-1'").one()
                    .decode("id")
                _ = try await JournalStore(transaction).reverse(voucherIDs: [id], associationID: 1)
            }
            #expect(try await constraint(pool, pay) == "cost_payments_standing")
        }
    }

    @Test("an entry is reversed once, and a reversal never")
    func reversals() async throws {
        try await filled { pool, list async throws in
            #expect(try await constraint(pool, post(reason: "reversal", reverses: 1)) == "transfers_mirror_reversed")
            try await pool.transact { transaction async throws in
                _ = try await JournalStore(transaction).reverse(voucherIDs: [list.vouchers[0].id], associationID: 1)
            }
            #expect(try await constraint(pool, post(reason: "reversal", reverses: 1)) == "entries_reversed_once")
            #expect(try await constraint(pool, post(reason: "reversal", reverses: 3)) == "entries_reverses_an_original")
            #expect(list.vouchers.count == 2)
        }
    }

    @Test("journal, decisions, payments of invoices and the audit trail take no change from program or owner")
    func appendOnly() async throws {
        try await TestCluster.shared.withDatabase(.buddel) { owner async throws in
            try await owner.transact { transaction async throws in
                _ = try await MunicipalityStore(transaction).upsert(Town.municipalities)
                let id = try await AssociationStore(transaction).insert(Town.profile("a"))
                try await MemberStore(transaction, in: id).insert([Town.member("M-1"), Town.member("M-2")])
                try await SegmentStore(transaction, in: id).insert([Town.segment("S-1"), Town.segment("S-2")])
                var cost = Books.cost("K-1")
                cost.paidOn = Books.day
                _ = try await LedgerStore(transaction).insert(
                    LedgerRecords(work: [Books.work("W-1", confirmedBy: "M-2")], costs: [cost]), terms: Books.terms,
                    recording: .imported)
                try await AuditStore(transaction).insert(userID: 0, action: "test.act")
            }
            let tables = ["batches", "entries", "transfers", "voucher_decisions", "cost_payments", "audit_events"]
            for table in tables {
                let deletion: SQL = "delete from buddel.\(identifier: table)"
                let column = ["batches": "hash", "entries": "digest", "transfers": "quantity"][table] ?? "user_id"
                let update: SQL = "update buddel.\(identifier: table) set \(identifier: column) = \(identifier: column)"
                for sql in [deletion, update] {
                    // The owner is stopped by the trigger, the program by its missing privilege.
                    #expect(try await constraint(owner, sql) == "\(table)_append_only")
                    let asProgram = try await Town.constraint {
                        try await owner.transact { transaction async throws in
                            try await transaction.execute("set local role buddel_app")
                            try await transaction.execute(sql)
                        }
                    }
                    #expect(asProgram == "SQLSTATE 42501", "\(table)")
                }
            }
            for table in ["batches", "entries", "transfers", "audit_events"] {
                #expect(
                    try await constraint(owner, "truncate buddel.\(identifier: table) cascade")?.hasSuffix(
                        "_append_only")
                        == true)
            }
            for table in ["batches", "entries", "transfers"] {
                let insertion = try await Town.constraint {
                    try await owner.transact { transaction async throws in
                        try await transaction.execute("set local role buddel_app")
                        try await transaction.execute(
                            "insert into buddel.\(identifier: table) select * from buddel.\(identifier: table)")
                    }
                }
                #expect(insertion != nil)
            }
        }
    }

    @Test("a closed period stays closed: bookings go to the next open day, and nobody opens it again")
    func closing() async throws {
        try await filled { pool, _ async throws in
            let end = try Day(parsing: "2026-06-30")
            try await pool.transact { try await BooksStore($0).close(associationID: 1, through: end) }
            #expect(
                try await Town.constraint {
                    try await pool.transact { try await BooksStore($0).close(associationID: 1, through: end) }
                } == "ledgers_close_forward")
            try await Books.record(LedgerRecords(payments: [Books.payment("P-2")]), in: pool)
            let entries = try await pool.transact {
                try await JournalEntryStore($0, in: 1).list(after: 2, limit: 10).map(\.entry)
            }
            #expect(entries.map(\.effectiveOn) == [Books.day])
            #expect(entries.map(\.bookedOn) == [try end.adding(days: 1)])
            #expect(
                try await constraint(pool, "update buddel.ledgers set closed_through = null") == "SQLSTATE 42501")
        }
    }

    @Test("even the owner of the database can't book into a closed period")
    func closedForOwner() async throws {
        try await TestCluster.shared.withDatabase(.buddel) { owner async throws in
            try await owner.transact { transaction async throws in
                _ = try await MunicipalityStore(transaction).upsert(Town.municipalities)
                let id = try await AssociationStore(transaction).insert(Town.profile("a"))
                try await MemberStore(transaction, in: id).insert([Town.member("M-1"), Town.member("M-2")])
                _ = try await LedgerStore(transaction).insert(
                    LedgerRecords(payments: [Books.payment("P-1")]), terms: Books.terms, recording: .imported)
                try await transaction.execute("update buddel.ledgers set closed_through = '2026-12-31'")
            }
            let entry: SQL = """
                insert into buddel.entries (association_id, number, batch_number, voucher_id, reason, effective_on, booked_on, digest)
                select 1, 2, 1, voucher_id, 'paid', '2026-12-31', '2026-12-31', digest from buddel.entries
                """
            #expect(try await constraint(owner, entry) == "entries_open_period")
            let early: SQL = """
                insert into buddel.entries (association_id, number, batch_number, voucher_id, reason, effective_on, booked_on, digest)
                select 1, 2, 1, voucher_id, 'paid', '2027-02-01', '2027-01-31', digest from buddel.entries
                """
            #expect(try await constraint(owner, early) == "entries_booked_not_before")
        }
    }

    @Test("a decided or booked voucher is frozen, its details too; an open one is not")
    func frozen() async throws {
        try await filled { pool, _ async throws in
            try await Books.record(LedgerRecords(work: [Books.work("W-2")], costs: [Books.cost("K-1")]), in: pool)
            let frozen: [SQL] = [
                "update buddel.vouchers set dated_on = '2026-01-01' where ref = 'W-1'",
                "update buddel.work_vouchers set minutes = 1 where voucher_id = (select id from buddel.vouchers where ref = 'W-1')",
                "update buddel.payment_vouchers set amount_cents = 1",
                "update buddel.cost_vouchers set net_cents = net_cents",
                "delete from buddel.cost_allocations",
            ]
            for sql in frozen { #expect(try await constraint(pool, sql) == "vouchers_frozen") }
            let erasing: SQL = "update buddel.vouchers set salt = null where ref = 'W-1' and association_id = 1"
            #expect(try await constraint(pool, erasing) == "vouchers_salt_kept")
            // Erasing a person, as the database's owner, empties the salt and nothing else.
            _ = try await Tenant.asOwner(of: pool) { try await $0.execute(erasing) }
            let salting: SQL = "update buddel.vouchers set salt = substr(content_hash, 1, 16) where ref = 'W-1'"
            #expect(try await constraint(pool, salting) == "vouchers_frozen")
            let open: SQL = """
                update buddel.work_vouchers set minutes = 1
                where voucher_id = (select id from buddel.vouchers where ref = 'W-2')
                """
            #expect(try await constraint(pool, open) == nil)
        }
    }
}
