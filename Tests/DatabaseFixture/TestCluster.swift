import Foundation
import Postgres
import Synchronization

/// A private PostgreSQL server for one run of tests, and databases from templates in it.
///
/// It is made on first use in a short folder under /tmp, reached by a unix socket alone, and stopped and removed when
/// the process exits; what a killed run has left behind is cleared away by the next one. As root it runs as `postgres`.
public actor TestCluster {
    private let roles: [String]
    private var starting: Task<EmbeddedServer, any Error>?
    private var templates: [String: Task<Void, any Error>] = [:]
    private var names = 0

    /// - Parameter roles: the roles that may log in beside the superuser `postgres`.
    public init(roles: [String]) {
        self.roles = roles
    }

    /// The running server.
    public func server() async throws -> EmbeddedServer {
        if let starting { return try await starting.value }
        let task = Task { [roles] in try await TestFolder.startServer(roles: roles) }
        starting = task
        return try await task.value
    }

    /// How to reach a database of the cluster.
    public func configuration(
        database: String = "postgres", user: String = EmbeddedServer.superuser
    ) async throws
        -> PostgresConfiguration
    {
        try await server().configuration(database: database, user: user)
    }

    /// Lends a pool on a fresh copy of a template to the closure, and drops the copy after it.
    /// - Parameters:
    ///   - template: made when it is asked for the first time, once per run.
    ///   - user: the role the pool logs in as; the template's owner where nothing is given.
    @discardableResult
    public nonisolated(nonsending) func withDatabase<T>(
        _ template: DatabaseTemplate, user: String? = nil, maximumConnections: Int = 10,
        _ body: nonisolated(nonsending) (Pool) async throws -> T
    ) async throws -> T {
        let name = try await createDatabase(from: template)
        let configuration = try await configuration(database: name, user: user ?? template.owner)
        let pool = Pool(configuration, limits: .init(maximum: maximumConnections))
        do {
            let result = try await body(pool)
            await pool.close()
            try await drop(name)
            return result
        } catch {
            await pool.close()
            try? await drop(name)
            throw error
        }
    }

    /// Makes a fresh copy of a template that stays until the cluster goes.
    public func createDatabase(from template: DatabaseTemplate) async throws -> String {
        let making = templates[template.name] ?? Task { try await self.make(template) }
        templates[template.name] = making
        try await making.value
        names += 1
        let name = "test_\(names)"
        try await administer { connection in
            try await connection.execute(
                """
                create database \(identifier: name) owner \(identifier: template.owner)
                template \(identifier: template.name)
                """)
        }
        return name
    }

    private func drop(_ name: String) async throws {
        try await administer { connection in
            try await connection.execute("drop database \(identifier: name) with (force)")
        }
    }

    private func make(_ template: DatabaseTemplate) async throws {
        try await administer { connection in
            try await connection.execute(
                """
                create database \(identifier: template.name) owner \(identifier: template.owner)
                template template0 encoding 'UTF8' locale 'C.UTF-8'
                """)
        }
        try await PostgresConnection.withConnection(try await configuration(database: template.name)) { connection in
            for name in template.extensions {
                try await connection.execute("create extension \(identifier: name)")
            }
        }
        let owner = try await configuration(database: template.name, user: template.owner)
        try await PostgresConnection.withConnection(owner) { connection in
            if !template.migrations.isEmpty {
                try await Migrator(template.migrations, schema: template.migrationSchema).apply(on: connection)
            }
            try await template.prepare(connection)
        }
    }

    private nonisolated(nonsending) func administer(
        _ body: nonisolated(nonsending) (PostgresConnection) async throws -> Void
    ) async throws {
        try await PostgresConnection.withConnection(try await configuration(), body)
    }
}

/// What a test's database is a copy of; its owner is one of the cluster's roles.
public struct DatabaseTemplate: Sendable {
    public let name: String
    public let owner: String
    public let extensions: [String]
    public let migrations: [Migration]
    public let migrationSchema: String
    /// Runs once, as the owner, behind the migrations.
    public let prepare: @Sendable (PostgresConnection) async throws -> Void

    public init(
        name: String, owner: String = EmbeddedServer.superuser, extensions: [String] = [],
        migrations: [Migration] = [], migrationSchema: String = "migrations",
        prepare: @escaping @Sendable (PostgresConnection) async throws -> Void = { _ in }
    ) {
        self.name = name
        self.owner = owner
        self.extensions = extensions
        self.migrations = migrations
        self.migrationSchema = migrationSchema
        self.prepare = prepare
    }

    /// A database with nothing in it.
    public static let empty = DatabaseTemplate(name: "template_empty")
}
