import BuddelStore
import Buddelverein
import Foundation
import Postgres

/// What `buddel db` does: start, stop, status, migrate, back up, restore; acts as the database's owner.
public struct DatabaseService: Sendable {
    public let location: DatabaseLocation

    public init(location: DatabaseLocation) {
        self.location = location
    }

    /// What the database looks like from outside.
    public struct Status: Sendable, Hashable {
        /// `absent`, `stopped`, `running` for the embedded server; `remote` for a town's.
        public var state: String
        public var dataFolder: String?
        public var processID: Int?
        public var socketFolder: String?
        public var pendingMigrations: [String]
        public var serverVersion: String?
    }

    /// Starts the embedded server, makes the database, migrates it and adds missing reference data; idempotent.
    public func start() async throws {
        guard case .embedded(let folder) = location else { throw Refusal.embeddedOnly() }
        try await translating {
            let configuration = try await server(folder).ensureDatabase()
            _ = try await Self.migrate(configuration)
        }
    }

    /// Stops the embedded server; open sessions are ended, what was committed stays.
    public func stop() async throws {
        guard case .embedded(let folder) = location else { throw Refusal.embeddedOnly() }
        try await translating { try await server(folder).stop() }
    }

    /// Applies what migrations are missing, as the owner; names those that ran.
    public func migrate() async throws -> [String] {
        try await translating {
            let configuration: PostgresConfiguration
            switch location {
            case .server(let url): configuration = try PostgresConfiguration(url: url, from: Refusal.databaseVariable)
            case .embedded(let folder): configuration = try await server(folder).ensureDatabase()
            }
            return try await Self.migrate(configuration)
        }
    }

    /// Starts the server where it does not run, makes and migrates the database where that is still to be done.
    func prepareEmbedded(dataFolder: String) async throws {
        let server = server(dataFolder)
        if await isPrepared(server) { return }
        let configuration = try await server.ensureDatabase()
        _ = try await Self.migrate(configuration)
    }

    /// True where one connection as the program finds every migration landed: the usual case, and then enough.
    private func isPrepared(_ server: EmbeddedServer) async -> Bool {
        do {
            let configuration = try await server.configuration(user: Schema.applicationRole)
            return try await PostgresConnection.withConnection(configuration) {
                try await Migrator(Schema.migrations).isCurrent(on: $0)
            }
        } catch {
            // No database yet, or no role, or it can't be started: what comes next says which, and mends it.
            return false
        }
    }

    static func migrate(_ configuration: PostgresConfiguration) async throws -> [String] {
        let pool = Pool(configuration, limits: Pool.Limits(maximum: 1))
        do {
            let names = try await pool.withConnection { connection in
                let migrator = try Migrator(Schema.migrations, role: Schema.ownerRole)
                let pending = try await migrator.status(on: connection).contains { $0.state == .pending }
                let applied = try await migrator.apply(on: connection)
                if pending || !applied.isEmpty {
                    try await connection.executeScript(Schema.referenceData, name: "reference data")
                }
                return applied.map(\.name)
            }
            await pool.close()
            return names
        } catch {
            await pool.close()
            throw error
        }
    }

    /// What the database looks like; changes nothing and starts nothing.
    public func status() async throws -> Status {
        try await translating {
            switch location {
            case .server(let url):
                let configuration = try PostgresConfiguration(url: url, from: Refusal.databaseVariable)
                return try await Self.described(Status(state: "remote", pendingMigrations: []), configuration)
            case .embedded(let folder):
                return try await embeddedStatus(folder)
            }
        }
    }

    private func embeddedStatus(_ folder: String) async throws -> Status {
        let server = server(folder)
        var status = Status(state: "absent", dataFolder: folder, pendingMigrations: [])
        switch try await server.status() {
        case .absent: return status
        case .stopped:
            status.state = "stopped"
            return status
        case .running(_, let process, _, let socketFolder):
            status.state = "running"
            status.processID = Int(process)
            status.socketFolder = socketFolder
            return try await Self.described(status, try await server.configuration(user: Schema.ownerRole))
        }
    }

    private static func described(_ status: Status, _ configuration: PostgresConfiguration) async throws -> Status {
        let pool = Pool(configuration, limits: Pool.Limits(maximum: 1))
        var status = status
        do {
            (status.pendingMigrations, status.serverVersion) = try await pool.withConnection { connection in
                let migrator = try Migrator(Schema.migrations, role: nil)
                let pending = try await migrator.status(on: connection).filter { $0.state == .pending }.map(\.name)
                return (pending, try await CallerStore(connection).serverVersion())
            }
            await pool.close()
            return status
        } catch {
            await pool.close()
            throw error
        }
    }

    /// A program of the server with its arguments and environment, to be run in this process's place (`psql`).
    public func program(
        _ name: String, arguments: [String]
    ) async throws -> (path: String, arguments: [String], environment: [String: String]) {
        try await translating {
            switch location {
            case .server(let url):
                // The URL goes by the environment: arguments can be read by every user of the machine.
                let environment = ProcessInfo.processInfo.environment.merging(["BUDDEL_PSQL_URL": url]) { _, new in new
                }
                return (
                    "/bin/sh", ["-c", "exec \"$0\" --dbname=\"$BUDDEL_PSQL_URL\" \"$@\"", name] + arguments, environment
                )
            case .embedded(let folder):
                try await prepareEmbedded(dataFolder: folder)
                let server = server(folder)
                let environment = ProcessInfo.processInfo.environment
                    .merging(await server.environment(user: Schema.ownerRole)) { _, new in new }
                return (try await server.binary(name), arguments, environment)
            }
        }
    }

    func server(_ folder: String) -> EmbeddedServer {
        EmbeddedServer(dataFolder: folder, database: DatabaseLocation.database)
    }

    func translating<T>(_ body: () async throws -> T) async throws -> T {
        do {
            return try await body()
        } catch {
            throw Refusal.translating(error, logger: .init(label: "buddel.db"))
        }
    }
}
