import BuddelStore
import Buddelverein
import DatabaseFixture
import Postgres
import Testing

// Decisions: whose, when, and on what.
extension VoucherConstraintTests {
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

    @Test("by login one decides today, on paper not before the voucher and not tomorrow; history is left as it came")
    func decisionDays() async throws {
        try await filled { pool async throws in
            func decide(_ day: SQL, _ channel: String) async throws -> String? {
                try await constraint(
                    pool,
                    """
                    with u as (insert into buddel.users (login, display_name) values ('lead', 'Lead') returning id)
                    insert into buddel.voucher_decisions (association_id, voucher_id, decision, decided_on, member_id, channel, user_id, content_hash)
                    select 1, v.id, 'refused', \(fragment: day), null, \(channel), u.id, v.content_hash
                    from buddel.vouchers v, u where v.association_id = 1 and v.ref = 'W-2'
                    """)
            }
            #expect(try await decide("date '2026-05-01'", "paper") == "voucher_decisions_not_before")
            #expect(try await decide("buddel.today() + 1", "paper") == "voucher_decisions_day")
            #expect(try await decide("buddel.today() + 1", "login") == "voucher_decisions_day")
            #expect(try await decide("buddel.today() - 1", "login") == "voucher_decisions_day")
            #expect(try await decide("buddel.today() + 1", "import") == "voucher_decisions_day")
            #expect(try await decide("date '2026-05-01'", "import") == nil)
        }
    }

    @Test("who confirms is a member on that day, from joining to the day before leaving; history is left as it came")
    func memberThatDay() async throws {
        try await filled { pool async throws in
            func confirm(_ day: String, _ channel: String) async throws -> String? {
                try await constraint(
                    pool,
                    """
                    with u as (insert into buddel.users (login, display_name) values ('lead', 'Lead') returning id)
                    insert into buddel.voucher_decisions (association_id, voucher_id, decision, decided_on, member_id, channel, user_id, content_hash)
                    select 1, v.id, 'confirmed', \(try Day(parsing: day)), m.id, \(channel), u.id, v.content_hash
                    from buddel.vouchers v, u, buddel.members m
                    where v.association_id = 1 and v.ref = 'W-2' and m.association_id = 1 and m.number = 'M-3'
                    """)
            }
            try await pool.transact { transaction async throws in
                try await transaction.execute(
                    """
                    update buddel.members set joined_on = '2026-05-04', left_on = '2026-05-06'
                    where association_id = 1 and number = 'M-3'
                    """)
            }
            #expect(try await confirm("2026-05-03", "paper") == "voucher_decisions_member_that_day")
            #expect(try await confirm("2026-05-06", "paper") == "voucher_decisions_member_that_day")
            #expect(try await confirm("2026-05-05", "paper") == nil)
        }
        try await filled { pool async throws in
            try await pool.transact { transaction async throws in
                try await transaction.execute(
                    "update buddel.members set left_on = '2026-04-01' where association_id = 1 and number = 'M-2'")
            }
            let history = Books.work("W-9", confirmedBy: "M-2")
            #expect(
                try await Town.constraint { try await Books.record(LedgerRecords(work: [history]), in: pool) } == nil)
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
}
