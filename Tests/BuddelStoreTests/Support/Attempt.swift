import BuddelStore
import DatabaseFixture
import Postgres

/// A table of schema `buddel`, as the catalogue knows it.
struct Tables: Sendable, Hashable {
    let name: String
    /// Columns that a statement may give a value.
    let columns: [String]
    let knowsAssociation: Bool

    /// All tables, by name.
    static func fetchAll(_ pool: Pool) async throws -> [Tables] {
        try await Tenant.asOwner(of: pool) { connection async throws in
            try await connection.query(
                """
                select c.relname as name,
                    array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as columns,
                    bool_or(a.attname = 'association_id') as knows_association
                from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                where c.relnamespace = 'buddel'::regnamespace and c.relkind in ('r', 'p')
                group by c.relname order by c.relname
                """
            ).map {
                Tables(
                    name: try $0.decode("name"), columns: try $0.decode("columns"),
                    knowsAssociation: try $0.decode("knows_association"))
            }
        }
    }

    /// Those whose rows belong to an association.
    static func fetchTenantTables(_ pool: Pool) async throws -> [Tables] {
        try await fetchAll(pool).filter(\.knowsAssociation)
    }

    /// Rows of an association, or all, each as the text of a row.
    static func rows(of table: Tables, _ association: Int64?, _ pool: Pool) async throws -> [String] {
        try await Tenant.asOwner(of: pool) { connection async throws in
            let all: SQL = "select t::text as line from buddel.\(identifier: table.name) t"
            let rows =
                if let association {
                    try await connection.query("\(fragment: all) where association_id = \(association)")
                } else {
                    try await connection.query(all)
                }
            return try rows.map { try $0.decode("line") }
        }
    }
}

/// What becomes of statements on a table that a user sends; nothing of it stays.
struct Attempt: Sendable {
    enum Outcome: Sendable, Equatable {
        /// Row-level security or the privileges let nothing through.
        case refused
        case done
    }

    private struct Undone: Error {}

    private let pool: Pool
    private let setting: String?
    private let table: Tables

    init(_ pool: Pool, as user: Int64, _ table: Tables) {
        self.init(pool, setting: String(user), table)
    }

    /// - Parameter setting: what `buddel.user_id` is set to; nil: nothing is set.
    init(_ pool: Pool, setting: String?, _ table: Tables) {
        self.pool = pool
        self.setting = setting
        self.table = table
    }

    /// How many rows are seen.
    func visible(_ association: Int64? = nil) async throws -> Int {
        var count = 0
        _ = try await outcome { transaction in
            // Not every column may be read; counting needs none.
            let all: SQL = "select count(*) from buddel.\(identifier: table.name)"
            let rows =
                if let association {
                    try await transaction.query("\(fragment: all) where association_id = \(association)")
                } else {
                    try await transaction.query("select count(*) from (select from buddel.\(identifier: table.name)) t")
                }
            count = try rows.one().decode(0)
            return count
        }
        return count
    }

    func insert(_ line: String) async throws -> Outcome {
        let columns = SQL(joining: table.columns.map { "\(identifier: $0)" }, separator: ", ")
        let values = SQL(joining: table.columns.map { "(given.line).\(identifier: $0)" }, separator: ", ")
        return try await outcome { transaction in
            try await transaction.execute(
                """
                insert into buddel.\(identifier: table.name) (\(fragment: columns)) overriding system value
                select \(fragment: values) from (select \(line)::text::buddel.\(identifier: table.name) as line) given
                """)
        }
    }

    func update(_ association: Int64) async throws -> Outcome {
        try await outcome { transaction in
            try await transaction.execute(
                """
                update buddel.\(identifier: table.name) set association_id = association_id
                where association_id = \(association)
                """)
        }
    }

    func delete(_ association: Int64) async throws -> Outcome {
        try await outcome { transaction in
            try await transaction.execute(
                "delete from buddel.\(identifier: table.name) where association_id = \(association)")
        }
    }

    /// Any other statement.
    func run(_ statement: SQL) async throws -> Outcome {
        try await outcome { transaction in try await transaction.execute(statement) }
    }

    private func outcome(_ statement: (Transaction) async throws -> Int) async throws -> Outcome {
        var touched = 0
        do {
            try await pool.withTransaction { transaction async throws in
                if let setting {
                    try await transaction.query("select set_config('buddel.user_id', \(setting), true)")
                }
                touched = try await statement(transaction)
                throw Undone()
            }
        } catch is Undone {
            // As it was meant: nothing stays.
        } catch {
            guard let failure = PostgresError(from: error) else { throw error }
            // A guard that asks who is logged in may answer before the policy does.
            if failure.sqlState.rawValue == "42501" || failure.constraint == "claim_steps_by_login" { return .refused }
            // A statement that says nothing to the database tells nothing either.
            if failure.sqlState.rawValue.hasPrefix("42") { throw error }
            // Any other rule is asked only about rows that got through.
            return .done
        }
        return touched == 0 ? .refused : .done
    }
}
