import Postgres
import Testing

@Suite("Postgres: pool")
struct PoolTests {
    @Test("many tasks share a few connections, never more than the maximum")
    func bounds() async throws {
        try await TestCluster.shared.withScratchPool(.init(maximum: 3)) { pool in
            let processes = try await withThrowingTaskGroup(of: Int32.self) { group in
                for _ in 0..<60 {
                    group.addTask {
                        try await pool.withConnection { connection in
                            try await connection.query("select pg_sleep(0.001)")
                            return await connection.serverProcess
                        }
                    }
                }
                return try await group.reduce(into: Set<Int32>()) { $0.insert($1) }
            }
            #expect(processes.count <= 3)
            let counts = await pool.counts
            #expect(counts.lent == 0 && counts.waiting == 0 && counts.total <= 3)
        }
    }

    @Test("who gets no connection in time is told so")
    func timeout() async throws {
        var limits = Pool.Limits(maximum: 1)
        limits.acquireTimeout = .milliseconds(30)
        try await TestCluster.shared.withScratchPool(limits) { pool in
            // Opening may take longer than the time-out; the connection stays all the same.
            try await eventually { (try? await pool.withConnection { _ in true }) ?? false }
            let failure = try await pool.withConnection { _ in
                await thrown(PoolFailure.self) { try await pool.withConnection { _ in } }
            }
            #expect(failure == .timedOut)
            #expect(try await pool.withConnection { try await $0.query("select 1 as a").count } == 1)
        }
    }

    @Test("a waiter that is cancelled takes no connection with it")
    func cancelledWaiter() async throws {
        try await TestCluster.shared.withScratchPool(.init(maximum: 1)) { pool in
            try await pool.withConnection { _ in
                let waiters = (0..<20).map { _ in Task { try await pool.withConnection { _ in } } }
                try await eventually { await pool.counts.waiting == 20 }
                waiters.forEach { $0.cancel() }
                for waiter in waiters {
                    await #expect(throws: CancellationError.self) { try await waiter.value }
                }
                #expect(await pool.counts.waiting == 0)
            }
            #expect(try await pool.withConnection { try await $0.query("select 1 as a").count } == 1)
            #expect(await pool.counts.lent == 0)
        }
    }

    @Test("waiters cancelled at the very moment of their turn leak nothing")
    func cancellationRace() async throws {
        try await TestCluster.shared.withScratchPool(.init(maximum: 2)) { pool in
            for round in 0..<60 {
                let tasks = (0..<8).map { _ in
                    Task { try await pool.withConnection { _ = try await $0.query("select 1") } }
                }
                for (index, task) in tasks.enumerated() where (index + round) % 3 != 0 { task.cancel() }
                for task in tasks { _ = try? await task.value }
            }
            let counts = await pool.counts
            #expect(counts.lent == 0 && counts.waiting == 0)
            let count = try await pool.withConnection { try await $0.query("select 1 as a").count }
            #expect(count == 1)
        }
    }

    @Test("a transaction left open is rolled back when its connection comes back")
    func leftOpen() async throws {
        try await TestCluster.shared.withDatabase(.empty, maximumConnections: 1) { pool in
            try await pool.withConnection { connection in
                try await connection.execute("create table t (a int)")
                try await connection.execute("begin")
                try await connection.execute("insert into t values (1)")
            }
            try await pool.withConnection { connection in
                let count = try await connection.query("select from t").count
                #expect(count == 0)
            }
            try await pool.withConnection { connection in
                try await connection.execute("begin")
                await thrown(PostgresError.self) { try await connection.query("select 1 / \(0)") }.map { _ in }
            }
            #expect(try await pool.withConnection { try await $0.query("select 1 as a").count } == 1)
            #expect(await pool.counts.total == 1)
        }
    }

    @Test("a connection that the server has closed while it was idle is not lent")
    func deadWhileIdle() async throws {
        try await TestCluster.shared.withScratchPool(.init(maximum: 1)) { pool in
            let process = try await pool.withConnection { await $0.serverProcess }
            try await TestCluster.shared.withScratch { other in
                try await other.query("select pg_terminate_backend(\(process))")
                try await eventually {
                    try await other.query("select from pg_stat_activity where pid = \(process)").isEmpty
                }
            }
            let next = try await pool.withConnection { connection in
                try await connection.query("select 1")
                return await connection.serverProcess
            }
            #expect(next != process)
        }
    }

    @Test("the error of a server that can't be reached reaches the one who asks")
    func unreachable() async throws {
        // On a busy machine the attempt must not lose against the time a caller waits.
        var limits = Pool.Limits()
        limits.acquireTimeout = .seconds(300)
        let pool = Pool(
            PostgresConfiguration(socketFolder: "/nonexistent", database: "x", user: "x"), limits: limits)
        let error = await thrown(PostgresError.self) { try await pool.withConnection { _ in } }
        #expect(error?.sqlState == .unableToConnect)
        #expect(await pool.counts.total == 0)
    }

    @Test("a closed pool lends nothing and closes its connections")
    func closed() async throws {
        let pool = Pool(try await TestCluster.shared.configuration(database: "scratch"))
        let process = try await pool.withConnection { await $0.serverProcess }
        await pool.close()
        #expect(await thrown(PoolFailure.self) { try await pool.withConnection { _ in } } == .closed)
        try await TestCluster.shared.withScratch { other in
            try await eventually {
                try await other.query("select from pg_stat_activity where pid = \(process)").isEmpty
            }
        }
    }

    @Test("what the closure throws is thrown, and the connection is given back")
    func bodyThrows() async throws {
        struct Odd: Error {}
        try await TestCluster.shared.withScratchPool(.init(maximum: 1)) { pool in
            for _ in 0..<3 { _ = await thrown(Odd.self) { try await pool.withConnection { _ in throw Odd() } } }
            #expect(await pool.counts.idle == 1)
        }
    }
}
