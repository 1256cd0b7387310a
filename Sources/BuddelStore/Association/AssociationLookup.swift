import Postgres

/// Finds associations by code among those row-level security shows.
public struct AssociationLookup: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// The association of a code, or all of them for nil, by code.
    public func listVisible(code: String?) async throws -> [(id: Int64, code: String)] {
        try await session.query(
            SQL(
                name: "list visible associations",
                "select id, code from buddel.associations where \(code)::text is null or code = \(code) order by code")
        ).map { (try $0.decode("id"), try $0.decode("code")) }
    }
}
