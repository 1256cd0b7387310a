extension EmbeddedServer {
    /// How to reach a database of the running server; the server is started where it does not run.
    /// - Parameter user: the owner where nothing is given.
    public func configuration(database name: String? = nil, user: String? = nil) async throws -> PostgresConfiguration {
        var configuration = try await start()
        configuration.database = name ?? database.name
        configuration.user = user ?? database.owner
        return configuration
    }

    /// Makes the roles, the database and its extensions where they do not exist, as the superuser.
    ///
    /// Two programs that do this at the same moment take turns by an advisory lock.
    /// - Returns: how to reach the database as its owner.
    /// - Throws: `EmbeddedServerError`, `PostgresError`.
    @discardableResult
    public func ensureDatabase() async throws -> PostgresConfiguration {
        let owner = try await start()
        let superuser = owner.with(user: Self.superuser)
        let database = database
        let isNew = try await PostgresConnection.withConnection(superuser.with(database: "postgres"), logger: logger) {
            connection in
            try await connection.execute("select pg_advisory_lock(hashtextextended('embedded database', 0))")
            for role in database.roles {
                let exists = try await connection.query("select from pg_roles where rolname = \(role)")
                if exists.isEmpty { try await connection.execute("create role \(identifier: role) login") }
            }
            let exists = try await connection.query("select from pg_database where datname = \(database.name)")
            guard exists.isEmpty else { return false }
            try await connection.execute(
                """
                create database \(identifier: database.name) owner \(identifier: database.owner)
                template template0 encoding 'UTF8' locale 'C.UTF-8'
                """)
            return true
        }
        if isNew { logger.info("made the database \(database.name)") }
        try await ensureExtensions(superuser)
        return owner
    }

    private func ensureExtensions(_ configuration: PostgresConfiguration) async throws {
        let installation = try await installation()
        let names = database.extensions
        try await PostgresConnection.withConnection(configuration, logger: logger) { connection in
            try await connection.execute("select pg_advisory_lock(hashtextextended('embedded database', 0))")
            for name in names {
                let found = try await connection.query(
                    """
                    select installed_version is not null as is_there from pg_available_extensions
                    where name = \(name)
                    """
                ).oneOrNone()
                guard let found else {
                    throw EmbeddedServerError.extensionMissing(
                        name: name, package: installation.package(ofExtension: name))
                }
                if try !found.decode("is_there", as: Bool.self) {
                    try await connection.execute("create extension \(identifier: name)")
                }
            }
        }
    }
}
