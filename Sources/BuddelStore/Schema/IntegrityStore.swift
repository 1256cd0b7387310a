import Buddelverein
import Postgres

/// A row that breaks an invariant, as an integrity check returned it.
public struct OffendingRow: Sendable, Hashable {
    /// The check's name.
    public var check: String
    /// The code of the association it belongs to; nil for a row of no association.
    public var association: String?
    /// The row's columns as JSON text.
    public var row: String
}

/// Runs the integrity checks of `sql/checks` over what the caller may see.
public struct IntegrityStore: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// The rows that break the invariant of a check, at most `limit`, and how many there are; none when healthy.
    public func list(
        _ check: IntegrityCheck, association: Int64? = nil, limit: Int
    ) async throws -> (rows: [OffendingRow], total: Int) {
        // The file ends with a semicolon; what is within becomes a subquery.
        let query = SQL(trustedText: String(check.sql.trimmingSuffix { $0.isWhitespace || $0 == ";" }))
        let rows = try await session.query(
            SQL(
                name: "check \(check.name)",
                """
                select a.code, to_jsonb(q)::text as row, count(*) over () as total
                from (\(fragment: query)) q
                left join buddel.associations a on a.id = (to_jsonb(q) ->> 'association_id')::bigint
                where \(association) is null or a.id = \(association)
                order by 2 limit \(Int64(limit))
                """))
        let offending = try rows.map { row in
            OffendingRow(check: check.name, association: try row.decode("code"), row: try row.decode("row"))
        }
        return (offending, Int(try rows.first?.decode("total", as: Int64.self) ?? 0))
    }
}

extension String {
    /// The text without the characters at its end that fit.
    fileprivate func trimmingSuffix(while fits: (Character) -> Bool) -> Substring {
        var rest = self[...]
        while let last = rest.last, fits(last) { rest.removeLast() }
        return rest
    }
}
