import Buddelverein
import Postgres

/// Programmes with their budgets; everybody may read them, the budgets only who administers them.
public struct ProgrammeStore: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// Adds a programme with its budget; `terms` is the whole of it as an object of `programmes.json`.
    ///
    /// A taken code breaks `programmes_code_key`, an unknown municipality `programmes_administered_fkey`.
    public func insert(_ programme: Programme, administeredBy ags: Ags, terms: String) async throws {
        let id: Int64 = try await session.query(
            SQL(
                name: "insert programme",
                """
                insert into buddel.programmes (code, funder, title, territory_key, administered_by, terms)
                values (\(programme.code), \(programme.funder), \(programme.title), \(programme.ags.rawValue), \(ags),
                    \(PostgresJSON(terms))) returning id
                """)
        ).one().decode("id")
        let budgets = programme.budgetRows
        try await session.execute(
            SQL(
                name: "insert programme budgets",
                """
                insert into buddel.programme_budgets (programme_id, year, amount_cents)
                select \(id), g.year, g.amount from unnest(\(budgets.map(\.year)), \(budgets.map(\.amount))) as g (year, amount)
                """))
    }

    /// The programme of a code; nil where there is none.
    public func fetch(_ code: String) async throws -> StoredProgramme? {
        try await list(code: code).first
    }

    /// Programmes by code, all or the one of a code.
    public func list(code: String? = nil) async throws -> [StoredProgramme] {
        try await session.query(
            SQL(
                name: "list programmes",
                """
                select id, code, terms, administered_by, version from buddel.programmes
                where \(code)::text is null or code = \(code) order by code
                """)
        ).map { row in
            StoredProgramme(
                id: try row.decode("id"), code: try row.decode("code"),
                terms: try row.decode("terms", as: PostgresJSON.self).text,
                administeredBy: try row.decode("administered_by"), version: try row.decode("version"))
        }
    }

    /// The budgets of a programme with what is committed of them; empty for who does not administer it.
    public func listBudgets(programmeID: Int64) async throws -> [StoredBudget] {
        try await session.query(
            SQL(
                name: "list programme budgets",
                """
                select year, amount_cents, committed_cents from buddel.programme_budgets
                where programme_id = \(programmeID) order by year
                """)
        ).map {
            StoredBudget(
                year: Int(try $0.decode("year", as: Int16.self)), amount: try $0.decode("amount_cents"),
                committed: try $0.decode("committed_cents"))
        }
    }
}

/// A programme as it is stored: its terms are read by the formats.
public struct StoredProgramme: Sendable, Hashable {
    public var id: Int64
    public var code: String
    /// An object of `programmes.json`.
    public var terms: String
    public var administeredBy: Ags
    public var version: Int
}

/// The budget of a year, 0 for the whole life.
public struct StoredBudget: Sendable, Hashable {
    public var year: Int
    public var amount: Money
    public var committed: Money
}

extension Programme {
    /// The budget as rows; year 0 is the whole life.
    var budgetRows: [(year: Int16, amount: Money)] {
        switch budget {
        case nil: []
        case .total(let amount): [(0, amount)]
        case .perYear(let years): years.map { (Int16(clamping: $0.year), $0.amount) }
        }
    }
}
