import BuddelStore
import Buddelverein
import DatabaseFixture
import Logging
import Postgres
import Testing

@testable import BuddelOperations

/// Two servers over one database, as a town runs them behind a proxy.
@Suite("PublicMap: two instances on one database")
struct TwoInstancesTests {
    private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// Two running servers that log in as the public's role, and the application that publishes.
    private func withInstances(
        _ body: @Sendable (_ app: BuddelApp, _ instances: [RawClient], _ database: String) async throws -> Void
    ) async throws {
        try await TestCluster.shared.withBuddel { pool async throws in
            let database: String = try await pool.transact { transaction in
                try await transaction.query("select current_database()::text as name").one().decode("name")
            }
            var configuration = try await TestCluster.shared.configuration(database: database, user: Schema.feedRole)
            configuration.applicationName = "buddel feed"
            let pools = [Pool(configuration), Pool(configuration)]
            let sources = pools.map { DatabasePublicationSource(pool: $0, logger: Self.quiet) }
            let app = BuddelApp(
                pool: pool, userID: 0,
                surroundings: .standing(
                    on: Day(year: 2026, month: 9, day: 30)!, randomBytes: { Array(repeating: 7, count: $0) },
                    passwordCost: PasswordCost(logRounds: 4, blockSize: 8, parallelism: 1)))
            _ = try await app.importCase(Kiebitzbrook.root + "/examples/kiebitzbrook")
            try await withServer(sources[0]) { @Sendable (first: RawClient) async throws in
                try await withServer(sources[1]) { @Sendable (second: RawClient) async throws in
                    try await body(app, [first, second], database)
                }
            }
            for pool in pools { await pool.close() }
        }
    }

    /// Waits until every instance serves a publication's files, byte for byte, under the same strong tags.
    private func expectServed(_ publication: StoredPublication, by instances: [RawClient]) async throws {
        let manifest = try #require(publication.files.last)
        for instance in instances {
            try await waitUntil { try await instance.get("/feed/manifest.json").body == manifest.bytes }
        }
        for file in publication.files {
            var tags: Set<String> = []
            for instance in instances {
                let answer = try await instance.get("/feed/" + file.name)
                #expect(answer.body == file.bytes, "\(file.name)")
                let tag = try #require(answer.headers["etag"])
                #expect(!tag.hasPrefix("W/"))
                tags.insert(tag)
            }
            #expect(tags.count == 1, "\(file.name)")
        }
    }

    @Test("what is published reaches both: the same bytes under the same tags, one publication after the other")
    func both() async throws {
        try await withInstances { app, instances, _ async throws in
            for name in ["Stadt Selm", "Kreis Unna", "Stadt Selm"] {
                try await expectServed(try await app.publishFeed(publisher: name), by: instances)
            }
        }
    }

    @Test("what is published while nobody can listen is served once the connections are back")
    func lostConnections() async throws {
        try await withInstances { app, instances, database async throws in
            try await expectServed(try await app.publishFeed(publisher: "Stadt Selm"), by: instances)
            let superuser = try await TestCluster.shared.configuration(database: "postgres")
            try await PostgresConnection.withConnection(superuser) { connection async throws in
                try await connection.execute("grant connect on database \(identifier: database) to buddel_app")
                try await connection.execute("revoke connect on database \(identifier: database) from public")
                try await connection.query(
                    """
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where datname = \(database) and usename = 'buddel_feed'
                    """)
                let missed = try await app.publishFeed(publisher: "Kreis Unna")
                for instance in instances {
                    #expect(try await instance.get("/feed/progress.json").status == 200, "it serves from memory")
                }
                try await connection.execute("grant connect on database \(identifier: database) to public")
                try await expectServed(missed, by: instances)
            }
            try await expectServed(try await app.publishFeed(publisher: "Stadt Selm"), by: instances)
        }
    }

    @Test("a publication that fails half-way leaves the old one in both")
    func halfWay() async throws {
        try await withInstances { app, instances, database async throws in
            let before = try await app.publishFeed(publisher: "Stadt Selm")
            try await expectServed(before, by: instances)
            let owner = try await TestCluster.shared.configuration(database: database, user: Schema.ownerRole)
            try await PostgresConnection.withConnection(owner) { connection in
                try await connection.execute(
                    "alter table feed.files add constraint files_small check (name <> 'segments.geojson') not valid")
            }
            await #expect(throws: Refusal.self) { _ = try await app.publishFeed(publisher: "Kreis Unna") }
            try await expectServed(before, by: instances)
        }
    }
}
