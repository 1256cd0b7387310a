import Buddelverein
import Postgres

/// What was decided before a computation: grants, coverage of others, cuts (rules.md 3, 4).
///
/// Either side of an award may ask; of other awards it learns sums and shares, nothing else.
public struct StandingStore: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// The standing of an award as it is now. Takes no lock; who decides has locked the awards first.
    public func fetch(awardID: Int64) async throws -> Standing {
        let sums = try await session.query(
            SQL(
                name: "fetch grants",
                """
                select coalesce(buddel.granted_to_others(a.id), 0) as others, a.granted_cents as earlier
                from buddel.awards a where a.id = \(awardID)
                """)
        ).one()
        let covered = try await session.query(
            SQL(
                name: "list coverage by others",
                "select kind, ref, part, bp from buddel.coverage_by_others(\(awardID))")
        ).map { row in
            Coverage.Entry(
                line: LineKey(kind: try row.word("kind"), ref: try row.decode("ref")),
                ags: try CoverageRows.ags(ofPart: try row.decode("part")), covered: try row.decode("bp"))
        }
        var standing = Standing(
            otherGrants: try sums.decode("others"), earlierGrants: try sums.decode("earlier"),
            coveredByOthers: Coverage(covered))
        standing.add(try await CutStore(session).listApproved(awardID: awardID))
        return standing
    }
}
