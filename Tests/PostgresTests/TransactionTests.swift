import Postgres
import Testing

@Suite("Postgres: transactions")
struct TransactionTests {
    static let counters = DatabaseTemplate(name: "template_counters") { connection in
        try await connection.executeScript(
            """
            create table counters (id int primary key, n int not null);
            insert into counters values (1, 0), (2, 0);
            create table parents (id int primary key);
            create table children (
                parent int constraint children_parent_fkey references parents deferrable initially deferred);
            """)
    }

    private struct Odd: Error {}

    @Test("what the closure did stays where it returns, and goes where it throws")
    func commitAndRollback() async throws {
        try await TestCluster.shared.withDatabase(Self.counters) { pool in
            let n = try await pool.withTransaction { transaction in
                try await transaction.query("update counters set n = 5 where id = 1 returning n").one().decode(
                    "n", as: Int.self)
            }
            #expect(n == 5)
            let error = await thrown(Odd.self) {
                try await pool.withTransaction { transaction in
                    try await transaction.execute("update counters set n = 6 where id = 1")
                    throw Odd()
                }
            }
            #expect(error != nil)
            let left = try await pool.withConnection { try await $0.query("select n from counters where id = 1").one() }
            #expect(try left.decode("n", as: Int.self) == 5)
        }
    }

    @Test("isolation level and access are those asked for", arguments: IsolationLevel.allCases, AccessMode.allCases)
    func options(isolation: IsolationLevel, access: AccessMode) async throws {
        try await TestCluster.shared.withScratchPool { pool in
            try await pool.withTransaction(isolation: isolation, access: access) { transaction in
                let level = try await transaction.query("show transaction_isolation").one().decode(0, as: String.self)
                let readOnly = try await transaction.query("show transaction_read_only").one().decode(
                    0, as: String.self)
                #expect(level == isolation.rawValue)
                #expect(readOnly == (access == .readOnly ? "on" : "off"))
            }
        }
    }

    @Test("the preamble runs behind BEGIN and ends with the transaction; a failing one keeps the closure from running")
    func preamble() async throws {
        try await TestCluster.shared.withScratchPool(.init(maximum: 1)) { pool in
            let user: SQL = "select set_config('test.user_id', \("42"), true)"
            let current: SQL = "select current_setting('test.user_id', true) as id"
            let inside = try await pool.withTransaction(preamble: [user]) {
                try await $0.query(current).one().decode("id", as: String?.self)
            }
            #expect(inside == "42")
            let outside = try await pool.withConnection {
                try await $0.query(current).one().decode("id", as: String?.self)
            }
            #expect(outside == nil || outside == "")
            let failure = await thrown(TransactionFailure.self) {
                try await pool.withTransaction(preamble: ["select 1 / 0"]) { _ in
                    _ = Issue.record("the closure ran")
                }
            }
            #expect(failure?.postgresError?.sqlState == .divisionByZero)
            #expect(failure?.begin != nil && failure?.body == nil)
            #expect(await pool.counts.idle == 1)
        }
    }

    @Test("a deferred constraint that fails at COMMIT is a failure of COMMIT")
    func deferredConstraint() async throws {
        try await TestCluster.shared.withDatabase(Self.counters) { pool in
            let failure = await thrown(TransactionFailure.self) {
                _ = try await pool.withTransaction { try await $0.execute("insert into children values (7)") }
            }
            #expect((failure?.commit as? PostgresError)?.constraint == "children_parent_fkey")
            #expect(failure?.postgresError?.sqlState == .foreignKeyViolation)
        }
    }

    @Test("a closure that swallows the error of a statement does not pass as committed")
    func swallowedError() async throws {
        try await TestCluster.shared.withDatabase(Self.counters) { pool in
            let failure = await thrown(TransactionFailure.self) {
                try await pool.withTransaction { transaction in
                    try await transaction.execute("update counters set n = 9")
                    _ = try? await transaction.query("select 1 / 0")
                }
            }
            #expect((failure?.commit as? PostgresError)?.sqlState == .transactionRollback)
        }
    }

    @Test("a savepoint undoes what failed in it and the transaction goes on; savepoints nest")
    func savepoints() async throws {
        try await TestCluster.shared.withDatabase(Self.counters) { pool in
            try await pool.withTransaction { transaction in
                try await transaction.execute("update counters set n = 1 where id = 1")
                let error = await thrown(PostgresError.self) {
                    try await transaction.savepoint {
                        try await transaction.execute("update counters set n = 2 where id = 1")
                        _ = await thrown(Odd.self) {
                            try await transaction.savepoint {
                                try await transaction.execute("update counters set n = 3 where id = 1")
                                throw Odd()
                            }
                        }
                        let n = try await transaction.query("select n from counters where id = 1").one().decode(
                            "n", as: Int.self)
                        #expect(n == 2)
                        try await transaction.query("select 1 / 0")
                    }
                }
                #expect(error?.sqlState == .divisionByZero)
                let kept = try await transaction.savepoint {
                    try await transaction.query("update counters set n = n + 10 where id = 1 returning n").one().decode(
                        "n", as: Int.self)
                }
                #expect(kept == 11)
            }
            let n = try await pool.withConnection {
                try await $0.query("select n from counters where id = 1").one().decode("n", as: Int.self)
            }
            #expect(n == 11)
        }
    }

    @Test("a transaction kept beyond its closure refuses every use")
    func escaped() async throws {
        try await TestCluster.shared.withScratchPool { pool in
            let escaped = try await pool.withTransaction { $0 }
            #expect(await thrown(PostgresError.self) { try await escaped.query("select 1") }?.sqlState == .misuse)
            #expect(await thrown(PostgresError.self) { try await escaped.savepoint {} }?.sqlState == .misuse)
        }
    }

    @Test("a connection lost within the transaction fails it and does not go on in a new session")
    func lostConnection() async throws {
        try await TestCluster.shared.withDatabase(Self.counters) { pool in
            let error = await thrown(PostgresError.self) {
                try await pool.withTransaction { transaction in
                    let process = try await transaction.query("select pg_backend_pid() as pid").one().decode(
                        "pid", as: Int.self)
                    try await transaction.execute("update counters set n = 7")
                    try await TestCluster.shared.withScratch {
                        try await $0.query("select pg_terminate_backend(\(Int32(process)))")
                    }
                    for _ in 0..<2 { _ = try? await transaction.query("select 1") }
                    try await transaction.execute("update counters set n = 8")
                }
            }
            #expect(error?.sqlState == .connectionFailure)
            let sum = try await pool.withConnection {
                try await $0.query("select sum(n) as s from counters").one().decode("s", as: Int.self)
            }
            #expect(sum == 0)
        }
    }

    @Test("a cancelled task rolls its transaction back")
    func cancelled() async throws {
        try await TestCluster.shared.withDatabase(Self.counters) { pool in
            let gate = Gate(2)
            let task = Task {
                try await pool.withTransaction { transaction in
                    try await transaction.execute("update counters set n = 7")
                    await gate.pass()
                    try await transaction.query("select pg_sleep(600)")
                }
            }
            await gate.pass()
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            let sum = try await pool.withConnection {
                try await $0.query("select sum(n) as s from counters").one().decode("s", as: Int.self)
            }
            #expect(sum == 0)
            #expect(await pool.counts.lent == 0)
        }
    }
}
