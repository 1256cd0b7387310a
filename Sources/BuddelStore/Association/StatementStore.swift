import Buddelverein
import Postgres

/// What members gave, as the journal and the undecided vouchers say.
public struct StatementStore: Sendable {
    private let session: any PostgresSession
    private let association: Int64

    public init(_ session: any PostgresSession, in association: Int64) {
        self.session = session
        self.association = association
    }

    /// The sums of several members taken together, up to and with a day.
    ///
    /// Reversals count against what they reverse, on the day they take effect.
    public func fetchGiven(by numbers: [String], on day: Day) async throws -> MemberStatement.Given {
        let members: SQL = """
            (select id from buddel.members where association_id = \(association) and number = any (\(numbers)))
            """
        let booked = try await session.query(
            SQL(
                name: "fetch member sums",
                """
                select
                    coalesce(-sum(p.quantity) filter (where p.account = 'given:labour'), 0)::bigint as labour,
                    coalesce(-sum(p.quantity) filter (where p.account = 'given:machine'), 0)::bigint as machine,
                    coalesce(-sum(p.quantity) filter (where p.account = 'given:gift'), 0)::bigint as gifts,
                    coalesce(sum(p.quantity) filter (where p.account in ('bank', 'cash') and v.purpose in ('levy', 'refund')), 0)::bigint
                        as paid
                from buddel.postings p
                join buddel.entries e on e.association_id = p.association_id and e.number = p.entry_number
                left join buddel.payment_vouchers v on v.association_id = e.association_id and v.voucher_id = e.voucher_id
                where p.association_id = \(association) and e.effective_on <= \(day) and p.member_id in \(fragment: members)
                """)
        ).one()
        let pending = try await session.query(
            SQL(
                name: "fetch pending hours",
                """
                select coalesce(sum(w.minutes), 0)::bigint as minutes
                from buddel.work_vouchers w
                join buddel.vouchers v on v.association_id = w.association_id and v.id = w.voucher_id
                where w.association_id = \(association) and w.kind = 'labour' and v.dated_on <= \(day)
                    and w.member_id in \(fragment: members)
                    and not exists (select from buddel.voucher_decisions d
                        where d.association_id = w.association_id and d.voucher_id = w.voucher_id)
                """)
        ).one()
        return MemberStatement.Given(
            labour: try booked.decode("labour"), pending: try pending.decode("minutes"),
            machine: try booked.decode("machine"), gifts: try booked.decode("gifts"), paid: try booked.decode("paid"))
    }
}
