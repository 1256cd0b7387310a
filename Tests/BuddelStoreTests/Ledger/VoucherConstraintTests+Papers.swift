import BuddelStore
import Buddelverein
import DatabaseFixture
import Postgres
import Testing

// Invoices, their payments, and documents.
extension VoucherConstraintTests {
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

    @Test("a payment closes an invoice once, with its gross amount, and no negative sum")
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
            func close(_ paid: Int64, _ discount: Int64) -> SQL {
                """
                insert into buddel.cost_payments (association_id, voucher_id, paid_on, paid_cents, discount_cents, user_id)
                select 1, c.voucher_id, '2026-06-01', \(paid), \(discount), 0 from buddel.cost_vouchers c
                where not exists (select from buddel.cost_payments p where p.voucher_id = c.voucher_id)
                """
            }
            #expect(try await constraint(pool, close(11_901, -1)) == "cost_payments_at_most_gross")
            #expect(try await constraint(pool, close(5_000_000, 0)) == "cost_payments_closes_gross")
            #expect(try await constraint(pool, close(11_800, 99)) == "cost_payments_closes_gross")
            #expect(try await constraint(pool, close(11_800, 100)) == nil)
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
