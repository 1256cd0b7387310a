import Buddelverein
import Postgres

/// What of an association decides how its vouchers are numbered and booked.
public struct LedgerTerms: Sendable, Hashable {
    public var associationID: Int64
    public var fiscalYearStart: MonthDay
    public var deductsInputTax: Bool

    public init(associationID: Int64, fiscalYearStart: MonthDay, deductsInputTax: Bool) {
        self.associationID = associationID
        self.fiscalYearStart = fiscalYearStart
        self.deductsInputTax = deductsInputTax
    }
}

/// Who records, how decisions that come along were made, and the randomness that the salts are drawn from.
public struct Recording: Sendable {
    public var userID: Int64
    public var channel: DecisionChannel
    /// At least 32 random bytes, new for each transaction and never stored.
    public var seed: [UInt8]

    public init(userID: Int64, channel: DecisionChannel, seed: [UInt8]) {
        precondition(seed.count >= 32, "salts are drawn from 32 random bytes")
        self.userID = userID
        self.channel = channel
        self.seed = seed
    }
}

/// Tells the terms of books, closes them, and opens accounts.
public struct BooksStore: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// The terms of an association; nil where there is none the caller may see.
    public func fetchTerms(associationID: Int64) async throws -> LedgerTerms? {
        guard
            let row = try await session.query(
                SQL(
                    name: "fetch ledger terms",
                    """
                    select fiscal_year_start_month as month, fiscal_year_start_day as day, deducts_input_tax
                    from buddel.associations where id = \(associationID)
                    """)
            ).oneOrNone()
        else { return nil }
        let start = MonthDay(
            month: Int(try row.decode("month", as: Int16.self)), day: Int(try row.decode("day", as: Int16.self)))
        return LedgerTerms(
            associationID: associationID, fiscalYearStart: start ?? .newYear,
            deductsInputTax: try row.decode("deducts_input_tax"))
    }

    /// Gives every category of cost its account, also those that a town has added since; changes nothing else.
    public func openExpenseAccounts(associationID: Int64) async throws {
        try await session.execute(
            SQL(
                name: "open expense accounts",
                """
                insert into buddel.accounts (association_id, code, number, unit, kind, name_en, name_de)
                select \(associationID), 'expense:' || c.code, coalesce(t.number, '2890'), 'eur_cents', 'expense', c.name_en, c.name_de
                from buddel.cost_categories c left join buddel.account_templates t on t.code = 'expense:' || c.code
                where not exists (select from buddel.accounts a
                    where a.association_id = \(associationID) and a.code = 'expense:' || c.code)
                on conflict (association_id, code) do nothing
                """))
    }

    /// The day through which the books are closed; nil while they are open. Takes no lock.
    public func fetchClosedThrough(associationID: Int64) async throws -> Day? {
        try await session.query(
            SQL(
                name: "fetch closed through",
                "select closed_through from buddel.ledgers where association_id = \(associationID)")
        ).oneOrNone()?.decode("closed_through")
    }

    /// Closes the books through a day; refused where they are closed as far already (`ledgers_close_forward`).
    public func close(associationID: Int64, through day: Day) async throws {
        try await session.query(
            SQL(name: "close period", "select buddel.close_period(\(associationID), \(day))"))
    }
}
