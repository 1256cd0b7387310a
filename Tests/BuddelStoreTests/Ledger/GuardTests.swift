import BuddelStore
import Buddelverein
import DatabaseFixture
import Postgres
import Testing

@Suite("Ledger: what could be changed or claimed behind a voucher's back")
struct GuardTests {
    private func constraint(_ pool: Pool, _ sql: SQL) async throws -> String? {
        try await Town.constraint {
            try await pool.transact { transaction async throws in _ = try await transaction.execute(sql) }
        }
    }

    /// Reverses the only entry of `K-1`: gross 119.00 over two segments, so that its transfers differ in more than one field.
    private func reversal(_ transfers: SQL) -> SQL {
        """
        select buddel.post_batch(1, array[e.voucher_id], array['reversal'], array[e.effective_on], array[e.number],
            l.entries, l.debits, l.credits, l.units, l.quantities, l.members, l.segments, l.awards)
        from buddel.entries e join buddel.vouchers v on v.association_id = 1 and v.id = e.voucher_id and v.ref = 'K-1',
        lateral (
            select array_agg(1 order by position) as entries, array_agg(debit order by position) as debits,
                array_agg(credit order by position) as credits, array_agg(t.unit order by position) as units,
                array_agg(quantity order by position) as quantities, array_agg(member_id order by position) as members,
                array_agg(segment_id order by position) as segments, array_agg(award_id order by position) as awards
            from (\(fragment: transfers)) t
        ) l
        where e.association_id = 1
        """
    }

    private func mirrored(
        quantity: SQL = "quantity", segment: SQL = "segment_id", debit: SQL = "credit_account",
        credit: SQL = "debit_account", only: SQL = "true"
    ) -> SQL {
        """
        select position, \(fragment: debit) as debit, \(fragment: credit) as credit, unit, \(fragment: quantity) as quantity,
            member_id, \(fragment: segment) as segment_id, award_id
        from buddel.transfers where association_id = 1 and entry_number = e.number and \(fragment: only)
        """
    }

    @Test("a reversal takes back every transfer of its original, to the cent, for the same segment, and nothing else")
    func mirrors() async throws {
        try await Books.withDatabase { pool async throws in
            try await Books.record(LedgerRecords(costs: [Books.cost("K-1")]), in: pool)
            let more: SQL = """
                \(fragment: mirrored()) union all
                select 100, 'bank', 'income:other', 'eur_cents', 1, null, null, null
                """
            let wrong: [SQL] = [
                mirrored(quantity: "quantity - 1"), mirrored(segment: "null::bigint"), mirrored(only: "position = 1"),
                mirrored(debit: "debit_account", credit: "credit_account"), more,
            ]
            for transfers in wrong {
                #expect(try await constraint(pool, reversal(transfers)) == "transfers_mirror_reversed")
            }
            #expect(try await constraint(pool, reversal(mirrored())) == nil)
        }
    }

    @Test("by login one decides as the member one is, and in no other user's name")
    func deciders() async throws {
        try await Books.withDatabase { pool async throws in
            try await Books.record(LedgerRecords(work: [Books.work("W-1")]), in: pool)
            let user: Int64 = try await Tenant.asOwner(of: pool) { connection async throws in
                try await connection.query(
                    """
                    with u as (insert into buddel.users (login, display_name) values ('lead', 'Lead'), ('else', 'Else') returning id, login),
                    l as (insert into buddel.user_members (user_id, association_id, member_id)
                        select u.id, 1, m.id from u, buddel.members m
                        where u.login = 'lead' and m.association_id = 1 and m.number = 'M-2'),
                    r as (insert into buddel.user_roles (user_id, role, association_id, granted_by, during)
                        select id, 'treasurer', 1, 0, '[2026-01-01,)' from u)
                    select id from u where login = 'lead'
                    """
                ).one().decode("id")
            }
            func decide(by member: String, user: Int64, channel: String = "login") -> SQL {
                """
                insert into buddel.voucher_decisions (association_id, voucher_id, decision, decided_on, member_id, channel, user_id, content_hash)
                select 1, v.id, 'confirmed', buddel.today(), m.id, \(channel), \(user), v.content_hash
                from buddel.vouchers v join buddel.members m on m.association_id = 1 and m.number = \(member)
                where v.association_id = 1 and v.ref = 'W-1'
                """
            }
            func attempt(_ sql: SQL) async throws -> String? {
                try await Town.constraint {
                    try await pool.transact { transaction async throws in
                        try await transaction.execute("select set_config('buddel.user_id', \(String(user)), true)")
                        _ = try await transaction.execute(sql)
                    }
                }
            }
            #expect(try await attempt(decide(by: "M-3", user: user)) == "voucher_decisions_own_member")
            #expect(
                try await attempt(decide(by: "M-2", user: user + 1, channel: "paper")) == "voucher_decisions_own_user")
            #expect(try await attempt(decide(by: "M-2", user: user)) == nil)
        }
    }

    @Test("an invoice that is booked gets no share it had not")
    func lateShares() async throws {
        try await Books.withDatabase { pool async throws in
            var whole = Books.cost("K-1")
            whole.segments = []
            try await Books.record(LedgerRecords(costs: [whole]), in: pool)
            let share: SQL = """
                insert into buddel.cost_allocations (association_id, voucher_id, position, segment_id, share_bp, before_bp)
                select 1, v.id, 1, s.id, 10000, 0 from buddel.vouchers v, buddel.segments s
                where v.association_id = 1 and v.ref = 'K-1' and s.association_id = 1 and s.code = 'S-1'
                """
            #expect(try await constraint(pool, share) == "vouchers_frozen")
        }
    }

    @Test("a document keeps voucher, name and content; what is missing may be added")
    func documents() async throws {
        try await Books.withDatabase { pool async throws in
            var work = Books.work("W-1", confirmedBy: "M-2")
            work.document = "sheet.pdf"
            try await Books.record(LedgerRecords(work: [work]), in: pool)
            let attaching: SQL = """
                with d as (insert into buddel.documents (association_id, sha256, media_type, content, added_by)
                    values (1, sha256('%PDF-1'), 'application/pdf', '%PDF-1', 0) returning id)
                update buddel.voucher_documents set document_id = d.id from d
                """
            #expect(try await constraint(pool, attaching) == nil)
            let renaming: [SQL] = [
                "update buddel.voucher_documents set name = 'else.pdf'",
                "update buddel.voucher_documents set announced = false",
            ]
            for sql in renaming { #expect(try await constraint(pool, sql) == "voucher_documents_named_once") }
            #expect(
                try await constraint(pool, "update buddel.voucher_documents set document_id = null")
                    == "voucher_documents_content_stays")
        }
    }
}
