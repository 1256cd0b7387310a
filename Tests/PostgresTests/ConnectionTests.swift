import Foundation
import Postgres
import Testing

@Suite("Postgres: connections")
struct ConnectionTests {
    @Test("a statement used again and again gives the same answers, before and after it is prepared")
    func prepared() async throws {
        try await TestCluster.shared.withScratch { connection in
            for number in 0..<5 {
                #expect(
                    try await connection.query("select \(number) + 1 as n").one().decode("n", as: Int.self) == number
                        + 1)
            }
            let count = try await connection.query(
                "select count(*) from pg_prepared_statements where statement like '%+ 1 as n'")
            #expect(try count.one().decode(0, as: Int.self) == 1)
        }
    }

    @Test("a prepared statement survives a change of the columns it reads")
    func changedColumns() async throws {
        try await TestCluster.shared.withScratch { connection in
            try await connection.execute("create temporary table t (a int)")
            for _ in 0..<3 { try await connection.query("select * from t") }
            try await connection.execute("alter table t add column b int")
            #expect(try await connection.query("select * from t").columns == ["a", "b"])
        }
    }

    @Test("nothing is prepared where the configuration says so")
    func unprepared() async throws {
        var configuration = try await TestCluster.shared.configuration(database: "scratch")
        configuration.preparesStatements = false
        try await PostgresConnection.withConnection(configuration) { connection in
            for number in 0..<3 { try await connection.query("select \(number)") }
            #expect(try await connection.query("select from pg_prepared_statements").count == 0)
        }
    }

    @Test("many different statements do not fill the session without bound")
    func boundedCache() async throws {
        try await TestCluster.shared.withScratch { connection in
            for number in 0..<300 {
                for _ in 0..<2 { try await connection.query(SQL(trustedText: "select \(number)")) }
            }
            let count = try await connection.query("select count(*)::int4 as n from pg_prepared_statements").one()
            #expect(try count.decode("n", as: Int.self) <= 256)
        }
    }

    @Test("an error carries the names of the schema and keeps the values out of its description")
    func serverError() async throws {
        try await TestCluster.shared.withScratch { connection in
            try await connection.execute(
                "create temporary table members (email text constraint members_email_key unique, age int)")
            let insert = SQL(name: "insert member", "insert into members (email) values (\("ada@example.org"))")
            try await connection.execute(insert)
            let error = await thrown(PostgresError.self) { try await connection.execute(insert) }
            #expect(error?.sqlState == .uniqueViolation)
            #expect(error?.constraint == "members_email_key")
            #expect(error?.table == "members")
            #expect(error?.statement == "insert member")
            #expect(error?.description.contains("ada@example.org") == false)
            #expect(error?.debugDescription.contains("ada@example.org") == true)
            #expect(try await connection.query("select 1 as one").count == 1)
        }
    }

    @Test("states and their classes are patterns for catch")
    func patterns() async throws {
        try await TestCluster.shared.withScratch { connection in
            do {
                try await connection.query("select 1 / \(0)")
                Issue.record("nothing was thrown")
            } catch SQLState.divisionByZero {}
            do {
                try await connection.query("select 1 / \(0)")
                Issue.record("nothing was thrown")
            } catch SQLState.uniqueViolation {
                Issue.record("the wrong pattern")
            } catch SQLState.Category.data {}
        }
    }

    @Test("the number of rows that must be one is checked")
    func rowCounts() async throws {
        try await TestCluster.shared.withScratch { connection in
            let none = try await connection.query("select 1 where false")
            let two = try await connection.query("select generate_series(1, 2) as n")
            let absent = try none.oneOrNone()
            #expect(absent?.isNull("n") == nil)
            #expect(await thrown(RowCountFailure.self) { _ = try none.one() }?.count == 0)
            #expect(await thrown(RowCountFailure.self) { _ = try two.one() }?.count == 2)
            #expect(await thrown(RowCountFailure.self) { _ = try two.oneOrNone() }?.count == 2)
            #expect(try two.map { try $0.decode("n", as: Int.self) } == [1, 2])
        }
    }

    @Test("rows stay readable after their connection is closed")
    func rowsOutliveConnection() async throws {
        let rows = try await TestCluster.shared.withScratch { try await $0.query("select 'kept'::text as word") }
        #expect(try rows.one().decode("word", as: String.self) == "kept")
    }

    @Test("the affected rows are counted")
    func affected() async throws {
        try await TestCluster.shared.withScratch { connection in
            try await connection.execute("create temporary table n (v int)")
            #expect(try await connection.execute("insert into n select generate_series(1, 7)") == 7)
            #expect(try await connection.execute("delete from n where v > 5") == 2)
            #expect(try await connection.execute("truncate n") == 0)
        }
    }

    @Test("a cancelled task ends its query on the server, and the connection goes on")
    func cancellation() async throws {
        try await TestCluster.shared.withScratch { connection in
            let process = await connection.serverProcess
            let sleeping = Task { try await connection.query("select pg_sleep(600)") }
            try await TestCluster.shared.withScratch { observer in
                let active: SQL = "select from pg_stat_activity where pid = \(process) and state = 'active'"
                try await eventually { try await observer.query(active).count == 1 }
                sleeping.cancel()
                await #expect(throws: CancellationError.self) { try await sleeping.value }
                #expect(try await observer.query(active).isEmpty)
            }
            #expect(try await connection.query("select 5 as n").one().decode("n", as: Int.self) == 5)
        }
    }

    @Test("a task that is cancelled already sends nothing")
    func cancelledBefore() async throws {
        try await TestCluster.shared.withScratch { connection in
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                try await connection.execute("create temporary table never (a int)")
            }
            await #expect(throws: CancellationError.self) { try await task.value }
            let isAbsent = try await connection.query("select to_regclass('never')::text as t").one().isNull("t")
            #expect(isAbsent)
        }
    }

    @Test("a cancellation never hits the query after the one it was meant for")
    func cancellationRace() async throws {
        try await TestCluster.shared.withScratch { connection in
            for _ in 0..<100 {
                let task = Task { try await connection.query("select \(1)") }
                task.cancel()
                _ = try? await task.value
                let answer = try await connection.query("select 2 as n").one().decode("n", as: Int.self)
                #expect(answer == 2)
            }
        }
    }

    @Test("statement and lock time-outs of the configuration hold on the server")
    func timeouts() async throws {
        var configuration = try await TestCluster.shared.configuration(database: "scratch")
        configuration.statementTimeout = .milliseconds(30)
        configuration.lockTimeout = .milliseconds(20)
        configuration.idleInTransactionTimeout = .seconds(7)
        try await PostgresConnection.withConnection(configuration) { connection in
            let error = await thrown(PostgresError.self) { try await connection.query("select pg_sleep(600)") }
            #expect(error?.sqlState == .queryCanceled)
            #expect(try await connection.query("show lock_timeout").one().decode(0, as: String.self) == "20ms")
            let idle = try await connection.query("show idle_in_transaction_session_timeout").one()
            #expect(try idle.decode(0, as: String.self) == "7s")
        }
        configuration.statementTimeout = nil
        try await TestCluster.shared.withScratch { holder in
            try await holder.execute("select pg_advisory_lock(4711)")
            try await PostgresConnection.withConnection(configuration) { connection in
                let error = await thrown(PostgresError.self) {
                    try await connection.query("select pg_advisory_lock(4711)")
                }
                #expect(error?.sqlState == .lockNotAvailable)
            }
        }
    }

    @Test("a session that the server has ended is reported once and then opened again, its statements with it")
    func reconnect() async throws {
        try await TestCluster.shared.withScratch { connection in
            for number in 0..<3 { try await connection.query("select \(number)") }
            let first = await connection.serverProcess
            try await TestCluster.shared.withScratch { other in
                try await other.query("select pg_terminate_backend(\(first))")
                try await eventually {
                    try await other.query("select from pg_stat_activity where pid = \(first)").isEmpty
                }
            }
            let error = await thrown(PostgresError.self) { try await connection.query("select \(9)") }
            #expect(error?.sqlState == .adminShutdown || error?.sqlState.category == .connection)
            #expect(try await connection.query("select \(9) as n").one().decode("n", as: Int.self) == 9)
            #expect(await connection.serverProcess != first)
        }
    }

    @Test("a server that can't be reached is an error of its own")
    func unreachable() async throws {
        let nowhere = PostgresConfiguration(socketFolder: "/nonexistent", database: "x", user: "x")
        let error = await thrown(PostgresError.self) { _ = try await PostgresConnection.connect(nowhere) }
        #expect(error?.sqlState == .unableToConnect)
    }

    @Test("a COPY through query is refused and leaves the connection usable")
    func copyThroughQuery() async throws {
        try await TestCluster.shared.withScratch { connection in
            for sql in ["copy (select 1) to stdout", "copy pg_temp.t from stdin"] as [SQL] {
                try await connection.execute("create temporary table if not exists t (a int)")
                #expect(await thrown(PostgresError.self) { try await connection.query(sql) }?.sqlState == .misuse)
                #expect(try await connection.query("select 1 as a").count == 1)
            }
        }
    }
}
