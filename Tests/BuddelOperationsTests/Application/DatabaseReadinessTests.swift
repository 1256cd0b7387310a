import BuddelStore
import DatabaseFixture
import Postgres
import Testing

@testable import BuddelOperations

@Suite("Application: whether the database can be worked with")
struct DatabaseReadinessTests {
    /// The state as the program's role sees it, after the owner has done something to the database.
    private func state(_ statement: String? = nil) async throws -> Readiness {
        try await TestCluster.shared.withBuddel { pool async throws in
            let owner = try await TestCluster.shared.configuration(
                database: try #require(pool.configuration.database), user: Schema.ownerRole)
            if let statement {
                try await PostgresConnection.withConnection(owner) { connection async throws in
                    try await connection.executeScript(statement, name: nil)
                }
            }
            let readiness = DatabaseReadiness(BuddelApp(pool: pool, userID: 0))
            let state = await readiness.state()
            await readiness.close()
            return state
        }
    }

    @Test("it is ready where exactly this program's migrations have landed")
    func ready() async throws {
        #expect(try await state() == .ready)
        #expect(
            try await state("delete from migrations.migrations where number = \(Schema.migrations.count)")
                == .migrationsPending)
        #expect(
            try await state(
                """
                insert into migrations.migrations (number, name, checksum)
                values (\(Schema.migrations.count + 1), 'newer', '\\x00')
                """) == .schemaNewer)
        #expect(
            try await state("update migrations.migrations set checksum = '\\x00' where number = 1") == .schemaNewer)
    }

    @Test("a pool that is taken is no reason, a database that is gone is one")
    func own() async throws {
        try await TestCluster.shared.withBuddel(maximumConnections: 1) { pool async throws in
            let readiness = DatabaseReadiness(BuddelApp(pool: pool, userID: 0))
            try await pool.withConnection { _ in
                #expect(await readiness.state() == .ready)
            }
            let superuser = try await TestCluster.shared.configuration()
            let name = try #require(pool.configuration.database)
            try await PostgresConnection.withConnection(superuser) { connection async throws in
                try await connection.execute("alter database \(identifier: name) with allow_connections false")
                try await connection.query(
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = \(name)")
            }
            #expect(await readiness.state() == .databaseGone)
            await readiness.close()
        }
    }
}
