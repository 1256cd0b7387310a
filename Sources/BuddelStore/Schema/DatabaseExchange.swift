import Buddelverein
import Postgres

/// Puts one database in the place of another; for the superuser of the embedded server alone.
public struct DatabaseExchange: Sendable {
    private let connection: PostgresConnection

    public init(_ connection: PostgresConnection) { self.connection = connection }

    /// An empty database of that name; one that a broken restore left behind is dropped first.
    public func createFresh(_ name: String, owner: String) async throws {
        try await drop(name)
        try await connection.query(
            SQL(
                name: "create database",
                "create database \(identifier: name) owner \(identifier: owner) template template0"))
    }

    public func drop(_ name: String) async throws {
        try await connection.query(
            SQL(name: "drop database", "drop database if exists \(identifier: name) with (force)"))
    }

    /// Ends the sessions of `name` and gives its name to `fresh`; only then the old one is dropped, so that there is a
    /// whole database under the name at every moment, whatever ends this program in between.
    public func exchange(_ name: String, for fresh: String) async throws {
        let former = name + "_replaced"
        try await drop(former)
        for _ in 1...10 {
            try await connection.query(
                SQL(
                    name: "end sessions",
                    """
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where datname in (\(name), \(fresh)) and pid <> pg_backend_pid()
                    """))
            do {
                try await rename(name, fresh: fresh, former: former)
                try await drop(former)
                return
            } catch {
                // 55006: somebody has connected in between.
                guard let failure = PostgresError(from: error), failure.sqlState.rawValue == "55006" else {
                    throw error
                }
            }
        }
        throw Refusal(
            .busy,
            LocalizedText(
                en: "Other programs keep connecting to the database.",
                de: "Andere Programme verbinden sich immer wieder mit der Datenbank."),
            cure: LocalizedText(en: "Stop `buddel serve` and try again.", de: "`buddel serve` beenden und wiederholen.")
        )
    }

    private func rename(_ name: String, fresh: String, former: String) async throws {
        try await connection.withTransaction { transaction in
            try await transaction.query(
                SQL(
                    name: "rename old database",
                    "alter database \(identifier: name) rename to \(identifier: former)"))
            try await transaction.query(
                SQL(
                    name: "rename restored database",
                    "alter database \(identifier: fresh) rename to \(identifier: name)"))
        }
    }
}
