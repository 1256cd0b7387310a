import Buddelverein
import Postgres

extension HoldingStore {
    /// Makes another member the present holder of connections; whoever held them before follows by `insertEarlier`.
    ///
    /// Refuses with `unknown_member`.
    public func replacePresent(_ connections: [Connection]) async throws {
        guard !connections.isEmpty else { return }
        try await NaturalKeys(session, in: association).requireMembers(
            connections.map(\.memberNumber), field: "member_number")
        try await session.execute(
            SQL(
                name: "replace present holders",
                """
                update buddel.holdings h set member_id = m.id
                from unnest(\(connections.map(\.code)), \(connections.map(\.memberNumber))) as g (code, number)
                join buddel.connections c on c.association_id = \(association) and c.code = g.code
                join buddel.members m on m.association_id = \(association) and m.number = g.number
                where h.association_id = \(association) and h.connection_id = c.id and upper_inf(h.during)
                """))
    }
}
