import Buddelverein
import Postgres

/// Sums over the journal: balances, cash, grants.
public struct LedgerReportStore: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// Debits and credits of each account that was ever moved, up to and with a day where one is given.
    ///
    /// One pass over the transfers sums each pair of accounts; the few pairs then give both sides.
    public func listTrialBalance(associationID: Int64, through day: Day? = nil) async throws -> [AccountBalance] {
        let source: SQL =
            if let day {
                """
                buddel.transfers t join buddel.entries e on e.association_id = t.association_id and e.number = t.entry_number
                    and e.booked_on <= \(day)
                """
            } else { "buddel.transfers t" }
        return try await session.query(
            SQL(
                name: "list trial balance",
                """
                with pairs as materialized (
                    select t.debit_account, t.credit_account, sum(t.quantity)::bigint as quantity
                    from \(fragment: source) where t.association_id = \(associationID)
                    group by t.debit_account, t.credit_account
                ), sides as (
                    select debit_account as account, quantity as debit, 0::bigint as credit from pairs
                    union all select credit_account, 0, quantity from pairs
                )
                select a.code, a.number, a.unit, a.kind, a.name_en, a.name_de, x.debit, x.credit
                from (select account, sum(debit)::bigint as debit, sum(credit)::bigint as credit from sides group by account) x
                join buddel.accounts a on a.association_id = \(associationID) and a.code = x.account
                order by a.unit, a.number, a.code
                """)
        ).map { row in
            AccountBalance(
                account: try Self.account(row), debit: try row.decode("debit"), credit: try row.decode("credit"))
        }
    }

    /// The whole chart of accounts, by code.
    public func listAccounts(associationID: Int64) async throws -> [LedgerAccount] {
        try await session.query(
            SQL(
                name: "list accounts",
                """
                select code, number, unit, kind, name_en, name_de from buddel.accounts
                where association_id = \(associationID) order by code
                """)
        ).map(Self.account)
    }

    /// What came into bank and cash, and what left it, by what it was for, within the days.
    ///
    /// The payment of an invoice stands under the expense of its category; a reversal takes back on the side it was on.
    public func listCashFlows(associationID: Int64, from first: Day, through last: Day) async throws -> [CashFlow] {
        try await session.query(
            SQL(
                name: "list cash flows",
                """
                with moved as (
                    select case when t.debit_account in ('bank', 'cash') then t.credit_account else t.debit_account end as other,
                        case when t.debit_account in ('bank', 'cash') then t.quantity else -t.quantity end as quantity,
                        e.reverses_number is not null as is_reversal, e.voucher_id
                    from buddel.entries e
                    join buddel.transfers t on t.association_id = e.association_id and t.entry_number = e.number
                    where e.association_id = \(associationID) and e.booked_on between \(first) and \(last)
                        and (t.debit_account in ('bank', 'cash')) <> (t.credit_account in ('bank', 'cash'))
                ), flows as (
                    select coalesce('expense:' || c.category, m.other) as account,
                        case when (m.quantity > 0) <> m.is_reversal then m.quantity else 0 end as received,
                        case when (m.quantity > 0) <> m.is_reversal then 0 else -m.quantity end as spent
                    from moved m left join buddel.cost_vouchers c
                        on c.association_id = \(associationID) and c.voucher_id = m.voucher_id
                )
                select a.code, a.number, a.unit, a.kind, a.name_en, a.name_de,
                    sum(f.received)::bigint as received, sum(f.spent)::bigint as spent
                from flows f join buddel.accounts a on a.association_id = \(associationID) and a.code = f.account
                group by a.code, a.number, a.unit, a.kind, a.name_en, a.name_de order by a.number, a.code
                """)
        ).map { row in
            CashFlow(
                account: try Self.account(row), received: try row.decode("received"), spent: try row.decode("spent"))
        }
    }

    /// What bank and cash hold at the end of a day.
    public func fetchCash(associationID: Int64, through day: Day) async throws -> Money {
        try await session.query(
            SQL(
                name: "fetch cash",
                """
                select coalesce(sum(p.quantity), 0)::bigint as held
                from buddel.postings p
                join buddel.entries e on e.association_id = p.association_id and e.number = p.entry_number
                where p.association_id = \(associationID) and p.account in ('bank', 'cash') and e.booked_on <= \(day)
                """)
        ).one().decode("held")
    }

    /// Approved grants less what was revoked, with the cut-offs of their claims (rules.md 5).
    public func listGrants(associationID: Int64) async throws -> [DatedGrant] {
        try await session.query(
            SQL(
                name: "list grants",
                """
                select cutoff_on, approved_cents - revoked_cents as granted from buddel.claims
                where association_id = \(associationID) and state in ('approved', 'released', 'paid') order by id
                """)
        ).map { DatedGrant(cutoffOn: try $0.decode("cutoff_on"), amount: try $0.decode("granted")) }
    }

    private static func account(_ row: Row) throws -> LedgerAccount {
        LedgerAccount(
            code: try row.decode("code"), number: try row.decode("number"), kind: try row.word("kind"),
            unit: try row.word("unit"),
            name: LocalizedText(en: try row.decode("name_en"), de: try row.decode("name_de")))
    }
}

/// What was debited and credited to one account.
public struct AccountBalance: Sendable, Hashable {
    public var account: LedgerAccount
    public var debit: Int64
    public var credit: Int64

    /// Debit less credit.
    public var balance: Int64 { debit - credit }
}

/// Money received and spent for one purpose.
public struct CashFlow: Sendable, Hashable {
    public var account: LedgerAccount
    public var received: Money
    public var spent: Money
}
