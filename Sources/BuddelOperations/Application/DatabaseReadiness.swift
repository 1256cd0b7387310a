import BuddelStore
import Logging
import Postgres

/// Whether a database can be worked with by this program.
public enum Readiness: Sendable, Hashable {
    case ready
    /// It does not answer in time.
    case databaseGone
    /// Migrations of this program have not landed there.
    case migrationsPending
    /// Migrations have landed there that this program does not know, or that it knows differently.
    case schemaNewer
}

/// Where a server learns whether it can serve; the database in a running system, a fixed value in tests.
public protocol ReadinessSource: Sendable {
    /// Never throws, never waits longer than a second or two.
    func state() async -> Readiness
}

/// Asks the database by a connection of its own, so that a pool that is taken does not look like a database that is gone.
public struct DatabaseReadiness: ReadinessSource {
    private let pool: Pool

    /// Opens nothing yet; `configuration` is that of the application's pool.
    public init(_ app: BuddelApp) {
        var configuration = app.pool.configuration
        configuration.applicationName = "buddel ready"
        configuration.connectTimeout = .seconds(2)
        configuration.statementTimeout = .seconds(2)
        pool = Pool(configuration, limits: Pool.Limits(maximum: 1), logger: Logger(label: "buddel.ready"))
    }

    public func close() async { await pool.close() }

    public func state() async -> Readiness {
        let answer = await withTimeLimit(.seconds(2)) { [pool] () -> Readiness in
            do {
                let migrator = try Migrator(Schema.migrations)
                return Self.judge(try await pool.withConnection { try await migrator.status(on: $0) })
            } catch {
                return .databaseGone
            }
        }
        return answer ?? .databaseGone
    }

    static func judge(_ statuses: [MigrationStatus]) -> Readiness {
        var isPending = false
        for status in statuses {
            switch status.state {
            case .applied: break
            case .pending: isPending = true
            case .changed, .unknown: return .schemaNewer
            }
        }
        return isPending ? .migrationsPending : .ready
    }
}

/// What the closure gives within the time, or nil; it is cancelled then and not waited for, since what hangs in a
/// network may hang for long.
func withTimeLimit<Result: Sendable>(
    _ limit: Duration, _ body: @escaping @Sendable () async -> Result
) async -> Result? {
    let (answers, answer) = AsyncStream.makeStream(of: Result?.self, bufferingPolicy: .bufferingOldest(1))
    let question = Task { answer.yield(await body()) }
    let clock = Task {
        try await Task.sleep(for: limit)
        answer.yield(nil)
    }
    defer {
        question.cancel()
        clock.cancel()
    }
    for await result in answers { return result }
    return nil
}

extension BuddelApp {
    /// How many connections of the pool exist, are idle, are lent, and how many operations wait for one.
    public func connectionCounts() async -> (total: Int, idle: Int, lent: Int, waiting: Int) { await pool.counts }
}
