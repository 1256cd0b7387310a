import Buddelverein
import Postgres

/// Codes alone, without what stands behind them, for completion at the keyboard.
public struct CompletionStore: Sendable {
    private let session: any PostgresSession
    private let association: Int64

    public init(_ session: any PostgresSession, in association: Int64) {
        self.session = session
        self.association = association
    }

    /// Codes of the segments.
    public func listSegments() async throws -> [String] {
        try await codes("select code from buddel.segments where association_id = \(association)")
    }

    /// Codes of areas and connections, of the programmes, and of the association's awards and claims.
    public func listOthers() async throws -> [String] {
        try await codes(
            """
            select code from buddel.areas where association_id = \(association)
            union select code from buddel.connections where association_id = \(association)
            union select code from buddel.programmes
            union select code from buddel.awards where association_id = \(association)
            union select code from buddel.claims where association_id = \(association)
            """)
    }

    private func codes(_ sql: SQL) async throws -> [String] {
        try await session.query(SQL(name: "list codes for completion", sql)).map { try $0.decode("code") }
    }
}
