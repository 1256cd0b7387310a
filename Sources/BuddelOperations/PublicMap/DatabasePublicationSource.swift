import BuddelStore
import Buddelverein
import Logging
import Postgres

/// Publications out of schema `feed`, read as the role that can read nothing else.
public struct DatabasePublicationSource: PublicationSource {
    private let pool: Pool
    private let logger: Logger

    init(pool: Pool, logger: Logger) {
        self.pool = pool
        self.logger = logger
    }

    /// Opens the source of a location: on the embedded server it logs in as `buddel_feed`, on a town's server it becomes
    /// that role in every transaction where its login may.
    ///
    /// `variable` is where a server's URL comes from. Refuses with `invalid_database_url`, which names it.
    public static func open(
        _ location: DatabaseLocation, from variable: String = Refusal.databaseVariable,
        logger: Logger = Logger(label: "buddel.feed")
    ) async throws -> DatabasePublicationSource {
        do {
            var configuration: PostgresConfiguration
            switch location {
            case .server(let url): configuration = try PostgresConfiguration(url: url, from: variable)
            case .embedded(let folder):
                configuration = try await EmbeddedServer(dataFolder: folder, database: DatabaseLocation.database)
                    .configuration(user: Schema.feedRole)
            }
            configuration.applicationName = "buddel feed"
            configuration.statementTimeout = .seconds(10)
            return DatabasePublicationSource(
                pool: Pool(configuration, limits: Pool.Limits(maximum: 2), logger: logger), logger: logger)
        } catch {
            throw Refusal.translating(error, logger: logger)
        }
    }

    /// A login of the program's own reads as the public does: schema `feed` and nothing else.
    private static let role: SQL = """
        select set_config('role', \(Schema.feedRole), true) where pg_has_role(session_user, \(Schema.feedRole), 'member')
        """

    public func close() async { await pool.close() }

    public func latest() async throws -> StoredPublication? {
        do {
            return try await pool.withTransaction(access: .readOnly, preamble: [Self.role]) {
                try await PublicationStore($0).fetchLatest()
            }
        } catch {
            throw Refusal.translating(error, logger: logger)
        }
    }

    public func changes() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let listener = Listener(pool.configuration, channels: [PublicationStore.channel], logger: logger)
        let logger = logger
        let task = Task {
            do {
                for try await _ in listener { continuation.yield() }
            } catch is CancellationError {
                // The reader has gone.
            } catch {
                logger.error("listening for publications ended", metadata: ["error": "\(error)"])
            }
            continuation.finish()
        }
        continuation.onTermination = { _ in task.cancel() }
        return stream
    }

    /// True where the database answers within two seconds, and false after them whatever the question still waits for.
    public func isReady() async -> Bool {
        let isAnswered = await withTimeLimit(.seconds(2)) { [pool] () -> Bool in
            let answer: Bool? = try? await pool.withTransaction(access: .readOnly, preamble: [Self.role]) {
                _ = try await PublicationStore($0).fetchPublishedAt()
                return true
            }
            return answer ?? false
        }
        return isAnswered ?? false
    }
}
