import Postgres
import Synchronization
import Testing

@Suite("Postgres: transactions")
struct TransactionTests {
    private static let counters = DatabaseTemplate(name: "template_counters") { connection in
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

    @Test("two sessions that would both build on the same read: one is run again, no update is lost")
    func serializationRetry() async throws {
        try await TestCluster.shared.withDatabase(Self.counters) { pool in
            let attempts = Counter()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await pool.withTransaction(isolation: .serializable, retries: 50) { transaction in
                            attempts.increase()
                            let n = try await transaction.query("select n from counters where id = 1").one().decode(
                                "n", as: Int.self)
                            try await transaction.query("select pg_sleep(0.005)")
                            try await transaction.execute("update counters set n = \(n + 1) where id = 1")
                        }
                    }
                }
                try await group.waitForAll()
            }
            let n = try await pool.withConnection {
                try await $0.query("select n from counters where id = 1").one().decode("n", as: Int.self)
            }
            #expect(n == 8)
            #expect(attempts.value > 8)
        }
    }

    @Test("a deadlock of two sessions ends with both done")
    func deadlock() async throws {
        try await TestCluster.shared.withDatabase(Self.counters) { pool in
            let gate = Gate(2)
            let attempts = Counter()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (first, second) in [(1, 2), (2, 1)] {
                    group.addTask {
                        try await pool.withTransaction { transaction in
                            attempts.increase()
                            try await transaction.execute("set local deadlock_timeout = '20ms'")
                            try await transaction.execute("update counters set n = n + 1 where id = \(first)")
                            await gate.pass()
                            try await transaction.execute("update counters set n = n + 1 where id = \(second)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            let sum = try await pool.withConnection {
                try await $0.query("select sum(n) as s from counters").one().decode("s", as: Int.self)
            }
            #expect(sum == 4)
            #expect(attempts.value == 3)
        }
    }

    @Test("retries are bounded, and the last error is thrown as it is")
    func boundedRetries() async throws {
        try await TestCluster.shared.withScratchPool { pool in
            let attempts = Counter()
            let error = await thrown(PostgresError.self) {
                try await pool.withTransaction(retries: 2) { transaction in
                    attempts.increase()
                    try await transaction.execute("do $$ begin raise exception using errcode = '40001'; end $$")
                }
            }
            #expect(error?.sqlState == .serializationFailure)
            #expect(attempts.value == 3)
        }
    }

    @Test("a serialization failure that the closure turned into an error of its own is tried again too")
    func wrappedRetry() async throws {
        try await TestCluster.shared.withScratchPool { pool in
            let attempts = Counter()
            let result = try await pool.withTransaction { transaction in
                let attempt = attempts.increase()
                do {
                    if attempt == 1 {
                        try await transaction.execute("do $$ begin raise exception using errcode = '40P01'; end $$")
                    }
                } catch { throw Odd() }
                return attempt
            }
            #expect(result == 2)
        }
    }

    @Test("an error of another kind is not tried again")
    func noRetry() async throws {
        try await TestCluster.shared.withScratchPool { pool in
            let attempts = Counter()
            _ = await thrown(PostgresError.self) {
                try await pool.withTransaction { transaction in
                    attempts.increase()
                    try await transaction.execute("select 1 / 0")
                }
            }
            #expect(attempts.value == 1)
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

/// Counts what several tasks do.
final class Counter: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock { $0 } }

    @discardableResult
    func increase() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}

/// Lets tasks through when so many have come; who comes later passes at once.
actor Gate {
    private var missing: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) {
        missing = count
    }

    func pass() async {
        missing -= 1
        if missing > 0 {
            await withCheckedContinuation { waiting.append($0) }
            return
        }
        for continuation in waiting { continuation.resume() }
        waiting = []
    }
}
