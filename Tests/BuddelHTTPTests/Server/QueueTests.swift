import BuddelOperations
import Buddelverein
import DatabaseFixture
import Postgres
import Testing

@testable import BuddelHTTP

@Suite("Server: what it takes at once is bounded")
struct QueueTests {
    /// Holds a lock on a table that everybody reads, until `body` ends or lets it go.
    private func locking(
        _ town: APITown, _ body: (_ unlock: () async throws -> Void) async throws -> Void
    ) async throws {
        let name: String = try await town.app.pool.transact { transaction in
            try await transaction.query("select current_database()::text as name").one().decode("name")
        }
        let superuser = try await TestCluster.shared.configuration(database: name)
        try await PostgresConnection.withConnection(superuser) { connection async throws in
            try await connection.execute("begin")
            try await connection.execute("lock table buddel.members in access exclusive mode")
            try await body { try await connection.execute("rollback") }
        }
    }

    @Test("while all places are taken, the next is refused at once; health, readiness and metrics answer")
    func full() async throws {
        try await APITown.with(change: {
            $0.bounds.working = 10
            $0.bounds.waiting = 2
            $0.bounds.requestSeconds = 3_600
        }) { town async throws in
            try await locking(town) { unlock in
                // Every connection of the pool ends up in a request that waits for the lock.
                let waiting = (0..<12).map { _ in
                    Task { try await town.send("GET", "/associations/a/members").status }
                }
                try await waitUntil {
                    let text = try await town.client.get("/metrics").text
                    return text.contains("buddel_http_requests_working 10")
                        && text.contains("buddel_http_requests_waiting 2")
                        && text.contains(#"buddel_database_connections{state="lent"} 10"#)
                }
                let refused = try await town.send("GET", "/associations/a/members")
                #expect(refused.status == 503)
                #expect(refused.code == "busy")
                #expect(refused["retry-after"] != nil)
                #expect(try await town.client.get("/health").status == 200)
                #expect(try await town.client.get("/ready").status == 200)
                #expect(try await town.client.get("/feed/").status == 404, "nothing is published, and nothing waits")
                try await unlock()
                for task in waiting { #expect(try await task.value == 200) }
            }
            #expect(try await town.send("GET", "/associations/a/members").status == 200)
        }
    }

    @Test("a request whose time is over is answered with 503, and its statement ends in the database")
    func deadline() async throws {
        try await APITown.with(change: {
            $0.bounds.requestSeconds = 1
        }) { town async throws in
            try await locking(town) { _ in
                let answer = try await town.send("GET", "/associations/a/members")
                #expect(answer.status == 503)
                #expect(answer.code == "server_slow")
                #expect(answer["retry-after"] != nil)
                let waiting: Int = try await town.app.pool.transact { transaction in
                    try await transaction.query(
                        """
                        select count(*)::int4 as n from pg_stat_activity
                        where wait_event_type = 'Lock' and datname = current_database()
                        """
                    ).one().decode("n")
                }
                #expect(waiting == 0)
            }
            #expect(try await town.send("GET", "/associations/a/members").status == 200)
        }
    }
}
