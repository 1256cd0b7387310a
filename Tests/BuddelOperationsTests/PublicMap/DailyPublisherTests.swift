import BuddelStore
import Buddelverein
import DatabaseFixture
import Logging
import Postgres
import Synchronization
import Testing

@testable import BuddelOperations

@Suite("PublicMap: the daily publication")
struct DailyPublisherTests {
    /// A publisher that looks `rounds` times; `between` runs after each look but the last.
    private func publisher(
        _ app: BuddelApp, rounds: Int = 1, between: @escaping @Sendable (Int) async throws -> Void = { _ in }
    ) -> DailyPublisher {
        let rounds = (done: RoundCounter(), all: rounds)
        return DailyPublisher(app, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }) {
            let done = rounds.done.next()
            guard done < rounds.all else { throw CancellationError() }
            try await between(done)
        }
    }

    private func count(_ town: PublishedTown) async throws -> Int {
        try await town.scratch.count("select count(*)::int8 as n from feed.publications")
    }

    @Test("once a day by the civil day of the clock, however often it looks")
    func onceADay() async throws {
        try await PublishedTown.with("ternsche") { town async throws in
            let clock = town.clock
            let days = try [15, 15, 16, 16, 18].map { try Day(parsing: "2026-12-\($0)") }
            await publisher(town.owner, rounds: 6) { round in clock.move(to: days[min(round, 4)]) }.run()
            #expect(try await count(town) == 3)
        }
    }

    @Test("not again after a restart, nor after one that somebody asked for on the same day")
    func restart() async throws {
        try await PublishedTown.with("ternsche") { town async throws in
            await publisher(town.owner).run()
            await publisher(town.clock.app(town.scratch.pool, user: 0)).run()
            #expect(try await count(town) == 1)
            town.clock.move(to: try Day(parsing: "2026-12-16"))
            _ = try await town.owner.publishFeed()
            await publisher(town.owner).run()
            #expect(try await count(town) == 2)
        }
    }

    @Test("of many instances that look at the same moment one publishes")
    func manyInstances() async throws {
        try await PublishedTown.with("ternsche") { town async throws in
            for day in ["2026-12-15", "2026-12-16", "2026-12-17"] {
                town.clock.move(to: try Day(parsing: day))
                let published = await withTaskGroup(of: Bool.self) { group in
                    for _ in 0..<6 {
                        let instance = publisher(town.clock.app(town.scratch.pool, user: 0))
                        group.addTask { await instance.publishIfDue() }
                    }
                    return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
                }
                #expect(published == 1, "\(day)")
            }
            #expect(try await count(town) == 3)
        }
    }

    @Test("it goes on after an error, and the day's publication comes when the cause is gone")
    func error() async throws {
        try await PublishedTown.with("ternsche") { town async throws in
            let scratch = town.scratch
            try await scratch.asOwner { _ = try await $0.execute("alter table feed.files rename to gone") }
            await publisher(town.owner, rounds: 3) { round in
                if round == 2 {
                    try await scratch.asOwner { _ = try await $0.execute("alter table feed.gone rename to files") }
                }
            }.run()
            #expect(try await count(town) == 1)
        }
    }

    @Test("it needs no log-in: an instance that acts for nobody publishes every association, and the trail says so")
    func nobody() async throws {
        try await PublishedTown.with("ternsche") { town async throws in
            let nobody = town.clock.app(town.scratch.pool, user: BuddelApp.anonymousUserID)
            #expect(await refusal { _ = try await nobody.publishFeed() } == .notLoggedIn)
            #expect(try await count(town) == 0)
            #expect(await publisher(nobody).publishIfDue())
            let daily = try await town.owner.latestPublication()
            town.clock.move(to: try Day(parsing: "2026-12-15"))
            #expect(try await town.owner.publishFeed().files == daily.files, "the same as the owner's")
            let audited = try await town.scratch.count(
                """
                select count(*)::int8 as n from buddel.audit_events
                where action = 'feed.publish' and user_id = 0 and detail ->> 'daily' = 'true'
                """)
            #expect(audited == 1)
        }
    }
}

private final class RoundCounter: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}

extension CaseScratch {
    /// Runs statements as the role that owns the schema.
    func asOwner(_ body: @Sendable (PostgresConnection) async throws -> Void) async throws {
        let name: String = try await pool.transact { transaction in
            try await transaction.query("select current_database()::text as name").one().decode("name")
        }
        let configuration = try await TestCluster.shared.configuration(database: name, user: Schema.ownerRole)
        try await PostgresConnection.withConnection(configuration) { try await body($0) }
    }
}
