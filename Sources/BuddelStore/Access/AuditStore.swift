import Buddelverein
import Postgres

/// The audit trail: append-only, without personal data beyond the acting user.
public struct AuditStore: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// Adds one event in the transaction of the act itself, so that neither is there without the other.
    public func insert(
        userID: Int64?, action: String, associationID: Int64? = nil, ags: Ags? = nil, subject: String? = nil,
        detail: JSONObject = [:]
    ) async throws {
        try await session.execute(
            SQL(
                name: "insert audit event",
                """
                insert into buddel.audit_events (user_id, action, association_id, ags, subject, detail)
                values (\(userID), \(action), \(associationID), \(ags), \(subject), \(PostgresJSON(JSONWriter().text(.object(detail)))))
                """))
    }
}
