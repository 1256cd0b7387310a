import Postgres
import Testing

@Suite("Postgres: migrations")
struct MigratorTests {
    private static let first = Migration(
        number: 1, name: "things", sql: "create table things (id int primary key);\ninsert into things values (1);")
    private static let second = Migration(number: 2, name: "more", sql: "alter table things add column name text")

    @Test("migrations run in order, once; the second time there is nothing to do")
    func apply() async throws {
        try await TestCluster.shared.withDatabase(.empty) { pool in
            try await pool.withConnection { connection in
                let migrator = try Migrator([Self.second, Self.first])
                #expect(try await migrator.apply(on: connection).map(\.number) == [1, 2])
                #expect(try await migrator.apply(on: connection).isEmpty)
                let row = try await connection.query("select id, name from things").one()
                #expect(try row.decode("id", as: Int.self) == 1)
                let sums = try await connection.query(
                    "select number, encode(checksum, 'hex') as sum from migrations.migrations order by number")
                // SHA-256 of the second text, computed by sha256sum.
                #expect(
                    try sums[1].decode("sum", as: String.self)
                        == "5f253c4fdd2e541328e5202f0c080be0f55fee1fc10300a7f0d85ed123215ac5")
            }
        }
    }

    @Test("the status tells what is pending, applied, changed and unknown, and changes nothing")
    func status() async throws {
        try await TestCluster.shared.withDatabase(.empty) { pool in
            try await pool.withConnection { connection in
                let migrator = try Migrator([Self.first, Self.second])
                #expect(try await migrator.status(on: connection).map(\.state) == [.pending, .pending])
                let schemas = try await connection.query("select from pg_namespace where nspname = 'migrations'").count
                #expect(schemas == 0)
                try await migrator.apply(on: connection)
                let changed = try Migrator([Migration(number: 1, name: "things", sql: "select 1")])
                let states = try await changed.status(on: connection).map(\.state)
                guard case .changed = states[0], case .unknown = states[1], states.count == 2 else {
                    Issue.record("wrong states: \(states)")
                    return
                }
                for status in try await migrator.status(on: connection) {
                    guard case .applied = status.state else { Issue.record("not applied: \(status)"); return }
                }
            }
        }
    }

    @Test("a landed migration that was changed is refused, and nothing runs")
    func changed() async throws {
        try await TestCluster.shared.withDatabase(.empty) { pool in
            try await pool.withConnection { connection in
                try await Migrator([Self.first]).apply(on: connection)
                let changed = Migration(number: 1, name: "things", sql: Self.first.sql + " ")
                let failure = await thrown(MigrationFailure.self) {
                    try await Migrator([changed, Self.second]).apply(on: connection)
                }
                #expect(failure == .changed(number: 1, name: "things"))
                let columns = try await connection.query("select * from things").columns
                #expect(columns == ["id"])
            }
        }
    }

    @Test("a database newer than the program is refused")
    func unknown() async throws {
        try await TestCluster.shared.withDatabase(.empty) { pool in
            try await pool.withConnection { connection in
                try await Migrator([Self.first, Self.second]).apply(on: connection)
                let failure = await thrown(MigrationFailure.self) {
                    try await Migrator([Self.first]).apply(on: connection)
                }
                #expect(failure == .unknown(number: 2, name: "more"))
            }
        }
    }

    @Test("a migration before one that has landed is refused")
    func skipped() async throws {
        try await TestCluster.shared.withDatabase(.empty) { pool in
            try await pool.withConnection { connection in
                try await Migrator([Self.first, Self.second]).apply(on: connection)
                try await connection.execute("delete from migrations.migrations where number = 1")
                let failure = await thrown(MigrationFailure.self) {
                    try await Migrator([Self.first, Self.second]).apply(on: connection)
                }
                #expect(failure == .skipped(number: 1, name: "things"))
            }
        }
    }

    @Test("double numbers and gaps are refused before anything runs")
    func numbers() async throws {
        let double = await thrown(MigrationFailure.self) {
            _ = try Migrator([Self.first, Migration(number: 1, name: "again", sql: "")])
        }
        #expect(double == .duplicateNumber(1))
        let gap = await thrown(MigrationFailure.self) {
            _ = try Migrator([Self.first, Migration(number: 3, name: "third", sql: "")])
        }
        #expect(gap == .gap(missing: 2))
        let start = await thrown(MigrationFailure.self) { _ = try Migrator([Self.second]) }
        #expect(start == .gap(missing: 1))
    }

    @Test("a failing migration is undone as a whole, those before it stay, and the session is as it was")
    func failing() async throws {
        try await TestCluster.shared.withDatabase(.empty) { pool in
            try await pool.withConnection { connection in
                let broken = Migration(number: 2, name: "broken", sql: "create table half (a int); select 1 / 0;")
                let failure = await thrown(MigrationFailure.self) {
                    try await Migrator([Self.first, broken]).apply(on: connection)
                }
                guard case .failed(2, "broken", let error) = failure else {
                    Issue.record("wrong failure: \(String(describing: failure))")
                    return
                }
                #expect(error.sqlState == .divisionByZero)
                let row = try await connection.query(
                    """
                    select to_regclass('half')::text as half, to_regclass('things')::text as things,
                        current_setting('statement_timeout') as timeout,
                        (select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()) as locks
                    """
                ).one()
                #expect(row.isNull("half"))
                #expect(try row.decode("things", as: String.self) == "things")
                #expect(try row.decode("timeout", as: String.self) == "1min")
                #expect(try row.decode("locks", as: Int.self) == 0)
            }
        }
    }

    @Test(
        "a migration that ends its transaction by itself is refused",
        arguments: ["commit", "rollback", "commit; begin"])
    func endsItsTransaction(statement: String) async throws {
        try await TestCluster.shared.withDatabase(.empty) { pool in
            let migration = Migration(number: 1, name: "rogue", sql: "create table rogue (a int); \(statement);")
            let failure = await thrown(MigrationFailure.self) {
                _ = try await pool.withConnection { try await Migrator([migration]).apply(on: $0) }
            }
            #expect(failure == .endsItsTransaction(number: 1, name: "rogue"))
        }
    }

    @Test("programs that start at the same moment run each migration once")
    func race() async throws {
        try await TestCluster.shared.withDatabase(.empty) { pool in
            let slow = Migration(number: 1, name: "slow", sql: "create table slow (a int); select pg_sleep(0.1)")
            let counts = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        try await pool.withConnection { try await Migrator([slow]).apply(on: $0).count }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(counts.sorted() == [0, 0, 0, 0, 0, 1])
        }
    }

    @Test("with a role everything belongs to that role, and the session is itself again")
    func role() async throws {
        let template = DatabaseTemplate(name: "template_owned", owner: "owner_of_tests")
        try await TestCluster.shared.withDatabase(template, user: EmbeddedServer.superuser) { pool in
            try await pool.withConnection { connection in
                try await connection.execute("grant all on schema public to owner_of_tests")
                try await Migrator([Self.first], schema: "history", role: "owner_of_tests").apply(on: connection)
                let row = try await connection.query(
                    """
                    select current_user::text as me, array_agg(distinct tableowner::text) as owners from pg_tables
                    where tablename in ('things', 'migrations')
                    """
                ).one()
                #expect(try row.decode("owners", as: [String].self) == ["owner_of_tests"])
                #expect(try row.decode("me", as: String.self) == EmbeddedServer.superuser)
            }
        }
    }
}
