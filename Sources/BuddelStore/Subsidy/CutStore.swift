import Buddelverein
import Postgres

/// What the town cut of lines.
public struct CutStore: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// The cuts of approved claims of an award, in the order of the claims.
    public func listApproved(awardID: Int64) async throws -> [Cut] {
        try await session.query(
            SQL(
                name: "list approved cuts",
                """
                select k.kind, k.ref, k.left_quantity, k.why, k.lifted_on from buddel.claims c
                join buddel.claim_cuts k on k.association_id = c.association_id and k.claim_id = c.id
                where c.award_id = \(awardID) and c.state in ('approved', 'released', 'paid')
                order by c.number, k.kind, k.ref
                """)
        ).map(Self.cut)
    }

    /// The cuts of one claim, in the order of a result.
    public func list(claimID: Int64) async throws -> [Cut] {
        try await list(claimIDs: [claimID])[claimID] ?? []
    }

    /// The cuts of several claims.
    public func list(claimIDs: [Int64]) async throws -> [Int64: [Cut]] {
        let rows = try await session.query(
            SQL(
                name: "list cuts",
                """
                select k.claim_id, k.kind, k.ref, k.left_quantity, k.why, k.lifted_on from buddel.claims c
                join buddel.claim_cuts k on k.association_id = c.association_id and k.claim_id = c.id
                where c.id = any (\(claimIDs))
                """)
        ).map { (try $0.decode("claim_id", as: Int64.self), try Self.cut($0)) }
        return Dictionary(grouping: rows, by: \.0).mapValues { found in
            found.map(\.1).sorted { LineKey.precedes($0.key, $1.key) }
        }
    }

    /// Puts `cuts` in the place of those of a claim that is being checked; the content hash follows by itself, and a
    /// check made before no longer counts. Breaks `claim_cuts_while_checked` in any other state.
    public func replace(_ cuts: [Cut], associationID: Int64, claimID: Int64) async throws {
        try await session.execute(
            SQL(
                name: "remove cuts",
                "delete from buddel.claim_cuts where association_id = \(associationID) and claim_id = \(claimID)"))
        try await insert(cuts, associationID: associationID, claimID: claimID)
    }

    /// Adds cuts; a line that the claim does not have breaks `claim_cuts_line_fkey`.
    public func insert(_ cuts: [Cut], associationID: Int64, claimID: Int64) async throws {
        guard !cuts.isEmpty else { return }
        try await session.execute(
            SQL(
                name: "insert cuts",
                """
                insert into buddel.claim_cuts (association_id, claim_id, kind, ref, left_quantity, why, lifted_on, user_id)
                select \(associationID), \(claimID), g.kind, g.ref, g.left_quantity, g.why, g.lifted, buddel.current_user_id()
                from unnest(\(cuts.map(\.kind.rawValue)), \(cuts.map(\.ref)), \(cuts.map(\.leftUnits)), \(cuts.map(\.why)),
                    \(cuts.map(\.liftedOn))) as g (kind, ref, left_quantity, why, lifted)
                """))
    }

    /// Lifts a cut from a day on; false where the claim has none of that line.
    public func lift(_ line: LineKey, claimID: Int64, on day: Day) async throws -> Bool {
        try await session.execute(
            SQL(
                name: "lift cut",
                """
                update buddel.claim_cuts set lifted_on = \(day)
                where association_id = (select c.association_id from buddel.claims c where c.id = \(claimID))
                    and claim_id = \(claimID) and kind = \(line.kind.rawValue) and ref = \(line.ref)
                """)) == 1
    }

    private static func cut(_ row: Row) throws -> Cut {
        let kind: LineKind = try row.word("kind")
        let units: Int64 = try row.decode("left_quantity")
        let left: Cut.Left =
            switch kind {
            case .cost, .gift: .amount(Money(cents: units))
            case .labour, .machine: .time(Minutes(minutes: units))
            case .unit: .nothing
            }
        return Cut(
            kind: kind, ref: try row.decode("ref"), left: left, why: try row.decode("why"),
            liftedOn: try row.decode("lifted_on"))
    }
}
