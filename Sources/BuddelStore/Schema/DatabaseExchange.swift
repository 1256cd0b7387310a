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

    /// Ends the sessions of `name`, drops it and gives its name to `fresh`.
    public func exchange(_ name: String, for fresh: String) async throws {
        try await drop(name)
        try await connection.query(
            SQL(name: "rename database", "alter database \(identifier: fresh) rename to \(identifier: name)"))
    }
}
