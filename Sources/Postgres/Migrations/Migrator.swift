/// Brings a database to the state of a list of migrations.
///
/// Each migration runs in one transaction together with the row that records it, with the SHA-256 of its text. Two
/// programs that start at the same moment take turns by an advisory lock; the second finds nothing left to do.
public struct Migrator: Sendable {
    public let migrations: [Migration]
    /// The schema with the table `migrations` of those that have landed; of its own, so that none of them touches it.
    public let schema: String
    /// The role that runs the migrations and owns what they create; nil for the session's own.
    public let role: String?

    /// - Throws: `MigrationFailure.duplicateNumber`, `.gap`: numbers count from 1.
    public init(_ migrations: [Migration], schema: String = "migrations", role: String? = nil) throws {
        let sorted = migrations.sorted { $0.number < $1.number }
        for (index, migration) in sorted.enumerated() {
            if index > 0, sorted[index - 1].number == migration.number {
                throw MigrationFailure.duplicateNumber(migration.number)
            }
            guard migration.number == index + 1 else { throw MigrationFailure.gap(missing: index + 1) }
        }
        self.migrations = sorted
        self.schema = schema
        self.role = role
    }

    /// Runs what has not landed yet, in order.
    ///
    /// The session's role and time-outs are set for the time of the call and reset after it.
    /// - Returns: what was run now.
    /// - Throws: `MigrationFailure`, with everything before the failed one landed; `PostgresError`.
    @discardableResult
    public func apply(on connection: PostgresConnection) async throws -> [Migration] {
        do {
            let applied = try await applyLocked(on: connection)
            try await restore(connection)
            return applied
        } catch {
            try? await restore(connection)
            throw error
        }
    }

    /// Each migration with its state; those unknown to the program come last. Changes nothing.
    public func status(on session: some PostgresSession) async throws -> [MigrationStatus] {
        let landed = try await landed(on: session)
        let checksums = try await checksums(on: session)
        let known = zip(migrations, checksums).map { migration, checksum in
            guard let row = landed[migration.number] else {
                return MigrationStatus(number: migration.number, name: migration.name, state: .pending)
            }
            return MigrationStatus(
                number: migration.number, name: migration.name,
                state: checksum == row.checksum ? .applied(at: row.moment) : .changed(at: row.moment))
        }
        let unknown = landed.values.filter { $0.number > migrations.count }.sorted { $0.number < $1.number }
        return known + unknown.map { .init(number: $0.number, name: $0.name, state: .unknown(at: $0.moment)) }
    }

    /// True where exactly these migrations have landed, unchanged. It only reads, so it needs no more than the right to.
    public func isCurrent(on session: some PostgresSession) async throws -> Bool {
        try await status(on: session).allSatisfy { status in
            if case .applied = status.state { true } else { false }
        }
    }

    private func applyLocked(on connection: PostgresConnection) async throws -> [Migration] {
        // A migration may take as long as it takes, and so may waiting for another program's.
        try await connection.execute("set statement_timeout = 0")
        try await connection.execute("set lock_timeout = 0")
        try await connection.execute("select pg_advisory_lock(hashtextextended(\(schema), 0))")
        try await connection.execute("reset lock_timeout")
        if let role { try await connection.execute("set role \(identifier: role)") }
        try await createTable(on: connection)
        try verify(try await status(on: connection))
        let landed = try await landed(on: connection)
        let pending = migrations.filter { landed[$0.number] == nil }
        for migration in pending {
            try await run(migration, on: connection)
        }
        return pending
    }

    private func verify(_ statuses: [MigrationStatus]) throws {
        var pending: MigrationStatus?
        for status in statuses {
            switch status.state {
            case .pending: pending = pending ?? status
            case .changed: throw MigrationFailure.changed(number: status.number, name: status.name)
            case .unknown: throw MigrationFailure.unknown(number: status.number, name: status.name)
            case .applied:
                if let pending { throw MigrationFailure.skipped(number: pending.number, name: pending.name) }
            }
        }
    }

    private func run(_ migration: Migration, on connection: PostgresConnection) async throws {
        do {
            try await connection.withTransaction { transaction in
                let current: SQL = "select pg_current_xact_id()::text"
                let before = try await transaction.query(current).one().decode(0, as: String.self)
                try await transaction.executeScript(migration.sql, name: migration.name)
                let after = try await transaction.query(current).one().decode(0, as: String.self)
                guard before == after, await connection.isInTransaction else {
                    throw MigrationFailure.endsItsTransaction(number: migration.number, name: migration.name)
                }
                if let role {
                    // The text may have changed the role for what it had to do.
                    try await transaction.execute("set local role \(identifier: role)")
                }
                try await transaction.execute(
                    """
                    insert into \(identifier: schema).migrations (number, name, checksum)
                    values (\(migration.number), \(migration.name), sha256(convert_to(\(migration.sql), 'UTF8')))
                    """)
            }
        } catch {
            guard let cause = PostgresError(from: error) else { throw error }
            throw MigrationFailure.failed(number: migration.number, name: migration.name, cause)
        }
    }

    private func createTable(on connection: PostgresConnection) async throws {
        guard try await tableExists(on: connection) == false else { return }
        try await connection.execute("create schema if not exists \(identifier: schema)")
        try await connection.execute(
            """
            create table if not exists \(identifier: schema).migrations (
                number integer constraint migrations_pkey primary key constraint migrations_number_check check (number > 0),
                name text not null,
                checksum bytea not null,
                applied_at timestamptz not null default clock_timestamp(),
                applied_by text not null default session_user
            )
            """)
    }

    private func tableExists(on session: some PostgresSession) async throws -> Bool {
        let rows = try await session.query(
            """
            select exists (select from pg_catalog.pg_tables
                where schemaname = \(schema) and tablename = 'migrations')
            """)
        return try rows.one().decode(0)
    }

    private struct Landed {
        let number: Int
        let name: String
        let checksum: [UInt8]
        let moment: PostgresTimestamp
    }

    private func landed(on session: some PostgresSession) async throws -> [Int: Landed] {
        guard try await tableExists(on: session) else { return [:] }
        let rows = try await session.query(
            "select number, name, checksum, applied_at from \(identifier: schema).migrations")
        let landed = try rows.map { row in
            Landed(
                number: try row.decode("number"), name: try row.decode("name"),
                checksum: try row.decode("checksum"), moment: try row.decode("applied_at"))
        }
        return Dictionary(uniqueKeysWithValues: landed.map { ($0.number, $0) })
    }

    /// Computed by the server, so that the module needs no cryptography of its own; all in one round trip.
    private func checksums(on session: some PostgresSession) async throws -> [[UInt8]] {
        let texts = migrations.map(\.sql)
        return try await session.query(
            """
            select sha256(convert_to(text, 'UTF8')) from unnest(\(texts)) with ordinality as given (text, position)
            order by position
            """
        ).map { try $0.decode(0) }
    }

    private func restore(_ connection: PostgresConnection) async throws {
        try await connection.execute("reset role")
        try await connection.execute("select pg_advisory_unlock(hashtextextended(\(schema), 0))")
        try await connection.execute("reset lock_timeout")
        try await connection.execute("reset statement_timeout")
    }
}
