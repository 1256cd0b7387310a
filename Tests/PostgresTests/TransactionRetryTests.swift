import Postgres
import Synchronization
import Testing

@Suite("Postgres: transactions that are tried again")
struct TransactionRetryTests {
    private struct Odd: Error {}

    @Test("two sessions that would both build on the same read: one is run again, no update is lost")
    func serializationRetry() async throws {
        try await TestCluster.shared.withDatabase(TransactionTests.counters) { pool in
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
        try await TestCluster.shared.withDatabase(TransactionTests.counters) { pool in
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
            // Whoever lost may run into the other one a second time.
            #expect(attempts.value >= 3)
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
