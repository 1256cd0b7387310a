import BuddelStore
import Postgres

extension DatabaseTemplate {
    /// Buddel's schema with its reference data, owned by the role that migrates.
    public static let buddel = DatabaseTemplate(
        name: "template_buddel", owner: Schema.ownerRole, extensions: Schema.extensions, migrations: Schema.migrations
    ) { connection in
        try await connection.executeScript(Schema.referenceData, name: "reference data")
    }
}

extension TestCluster {
    /// Lends a pool that logs in as the program (`buddel_app`) on a fresh database with Buddel's schema.
    @discardableResult
    public nonisolated(nonsending) func withBuddel<T>(
        maximumConnections: Int = 10, _ body: nonisolated(nonsending) (Pool) async throws -> T
    ) async throws -> T {
        try await withDatabase(
            .buddel, user: Schema.applicationRole, maximumConnections: maximumConnections, body)
    }
}

extension Pool {
    /// A transaction for a user, as the operations open it; 0 is the owner on the command line.
    @discardableResult
    public nonisolated(nonsending) func transact<T: Sendable>(
        as userID: Int64 = 0, _ body: nonisolated(nonsending) (Transaction) async throws -> T
    ) async throws -> T {
        let user: SQL = "select set_config('buddel.user_id', \(String(userID)), true)"
        return try await withTransaction(preamble: [user]) { transaction in try await body(transaction) }
    }
}
