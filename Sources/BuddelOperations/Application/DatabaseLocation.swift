import BuddelStore
import Buddelverein
import Logging
import Postgres

/// Where the database is: a town's server by its URL, or the embedded one in a data folder.
public enum DatabaseLocation: Sendable, Hashable {
    case server(url: String)
    case embedded(dataFolder: String)

    /// The database and roles that the embedded server is made for.
    static let database = EmbeddedDatabase(
        name: "buddel", owner: Schema.ownerRole,
        roles: [Schema.ownerRole, Schema.applicationRole, Schema.feedRole], extensions: Schema.extensions)
}

extension BuddelApp {
    /// Opens the application: starts the embedded server where it is meant, migrates it, and finds out who is asking.
    ///
    /// Guarantees: without a token the value acts as the owner on the embedded database, or where the URL's role is the
    /// database's owner; elsewhere nobody is logged in and every operation is refused. The embedded database is
    /// migrated on the way; a town's server is migrated by `buddel db migrate` alone. Refuses with `not_logged_in` a
    /// token that is unknown, expired or revoked, with `database_gone` and the codes of the embedded server.
    public static func open(
        _ location: DatabaseLocation, token: String?, surroundings: Surroundings = .live,
        logger: Logger = Logger(label: "buddel"), maximumConnections: Int = 8, maximumWaiting: Int = 1_000,
        statementTimeout: Duration = .seconds(60)
    ) async throws -> BuddelApp {
        do {
            var limits = Pool.Limits(maximum: maximumConnections)
            limits.maximumWaiting = maximumWaiting
            let pool = try await openPool(location, limits, statementTimeout)
            let anonymous = BuddelApp(
                pool: pool, userID: anonymousUserID, surroundings: surroundings, logger: logger)
            do {
                return try await anonymous.acting(for: token, at: location)
            } catch {
                await pool.close()
                throw error
            }
        } catch {
            throw Refusal.translating(error, logger: logger)
        }
    }

    /// Connections as the program, to a database in which nothing is left to migrate where it is the embedded one.
    ///
    /// The first connection finds that out and is then used, so that a command on a running server makes only one.
    private static func openPool(
        _ location: DatabaseLocation, _ limits: Pool.Limits, _ statementTimeout: Duration
    ) async throws -> Pool {
        func pool(_ configuration: PostgresConfiguration) -> Pool {
            var configuration = configuration
            configuration.applicationName = "buddel"
            configuration.statementTimeout = statementTimeout
            return Pool(configuration, limits: limits)
        }
        switch location {
        case .server(let url):
            return pool(try PostgresConfiguration(url: url, from: Refusal.databaseVariable))
        case .embedded(let folder):
            let server = EmbeddedServer(dataFolder: folder, database: DatabaseLocation.database)
            let first = pool(try await server.configuration(user: Schema.applicationRole))
            do {
                let migrator = try Migrator(Schema.migrations)
                if try await first.withConnection({ try await migrator.isCurrent(on: $0) }) { return first }
            } catch {
                // No database or role yet: the next lines make them, or say why not.
            }
            await first.close()
            try await DatabaseService(location: location).prepareEmbedded(dataFolder: folder)
            return pool(try await server.configuration(user: Schema.applicationRole))
        }
    }

    /// The id of nobody: row-level security shows nothing to it.
    public static let anonymousUserID: Int64 = -1

    /// Gives the connections back; the value can't be used afterwards.
    public func close() async {
        await pool.close()
    }

    private func acting(for token: String?, at location: DatabaseLocation) async throws -> BuddelApp {
        if let token { return acting(as: try await authenticate(token)) }
        if case .embedded = location { return acting(as: 0) }
        let isOwner = try await pool.withConnection { connection in
            try await CallerStore(connection).isDatabaseOwner(role: Schema.ownerRole)
        }
        return isOwner ? acting(as: 0) : self
    }
}
