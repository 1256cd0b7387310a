import Buddelverein
import Postgres

/// Who held a connection from a day to a day; the open end is the present holder.
public struct HoldingStore: Sendable {
    private let session: any PostgresSession
    private let association: Int64

    public init(_ session: any PostgresSession, in association: Int64) {
        self.session = session
        self.association = association
    }

    /// Adds earlier holders of connections that are there; the present holder begins where the last one ends.
    ///
    /// An end that is not given is the begin of the next holding. Holdings that are there already are left alone.
    /// Refuses with `unknown_connection`, `unknown_member`, with `missing_value` a last holding without an end, with
    /// `invalid_order` one that ends on its first day; overlaps break `holdings_no_overlap`.
    public func insertEarlier(_ holdings: [Holding]) async throws {
        guard !holdings.isEmpty else { return }
        let keys = NaturalKeys(session, in: association)
        try await keys.requireConnections(holdings.map(\.connection), field: "code")
        try await keys.requireMembers(holdings.map(\.memberNumber), field: "member_number")
        let ended = try Self.ended(holdings)
        let given: SQL = """
            unnest(\(ended.map(\.connection)), \(ended.map(\.memberNumber)), \(ended.map(\.from)), \(ended.map(\.until)))
                as g (code, number, from_day, until_day)
            join buddel.connections c on c.association_id = \(association) and c.code = g.code
            join buddel.members m on m.association_id = \(association) and m.number = g.number
            """
        try await session.execute(
            SQL(
                name: "begin present holdings later",
                """
                update buddel.holdings h set during = daterange(e.until_day, null)
                from (select c.id, max(g.until_day) as until_day from \(fragment: given) group by c.id) e
                where h.association_id = \(association) and h.connection_id = e.id and upper_inf(h.during)
                    and (lower_inf(h.during) or lower(h.during) < e.until_day)
                """))
        try await session.execute(
            SQL(
                name: "insert earlier holdings",
                """
                insert into buddel.holdings (association_id, connection_id, member_id, during)
                select \(association), c.id, m.id, daterange(g.from_day, g.until_day) from \(fragment: given)
                where not exists (select from buddel.holdings h where h.association_id = \(association)
                    and h.connection_id = c.id and h.member_id = m.id and h.during = daterange(g.from_day, g.until_day))
                order by c.id, g.from_day
                """))
    }

    /// Gives every holding its end: the given one, else the begin of the next.
    private static func ended(_ holdings: [Holding]) throws(Refusal) -> [Holding] {
        var ended: [Holding] = []
        for (_, ofOne) in Dictionary(grouping: holdings, by: \.connection) {
            let ordered = ofOne.sorted { $0.from < $1.from }
            for (index, holding) in ordered.enumerated() {
                var holding = holding
                if holding.until == nil, index + 1 < ordered.count { holding.until = ordered[index + 1].from }
                guard let until = holding.until else { throw .missing("until") }
                guard holding.from < until else { throw .invalidOrder(holding.from, until, fields: ("from", "until")) }
                ended.append(holding)
            }
        }
        return ended
    }

    /// Hands a connection to another member from a day on.
    ///
    /// Returns false where the present holding begins on that day or later, so that nothing would be left of it.
    public func transfer(_ connection: String, to member: String, from day: Day) async throws -> Bool {
        try await NaturalKeys(session, in: association).requireMembers([member], field: "member_number")
        let ended = try await session.execute(
            SQL(
                name: "end present holding",
                """
                update buddel.holdings h set during = daterange(lower(h.during), \(day))
                from buddel.connections c
                where c.association_id = \(association) and c.code = \(connection) and h.association_id = \(association)
                    and h.connection_id = c.id and upper_inf(h.during)
                    and (lower_inf(h.during) or lower(h.during) < \(day))
                """))
        guard ended == 1 else { return false }
        try await session.execute(
            SQL(
                name: "insert present holding",
                """
                insert into buddel.holdings (association_id, connection_id, member_id, during)
                select \(association), c.id, m.id, daterange(\(day), null)
                from buddel.connections c
                join buddel.members m on m.association_id = \(association) and m.number = \(member)
                where c.association_id = \(association) and c.code = \(connection)
                """))
        return true
    }

    /// The earlier holdings of all connections, by connection in natural order, then by day.
    ///
    /// One that began before anybody wrote it down begins when its member joined.
    public func listEarlier() async throws -> [Holding] {
        try await session.query(
            SQL(
                name: "list earlier holdings",
                """
                select c.code, m.number, upper(h.during) as until_day,
                    coalesce(lower(h.during), least(m.joined_on, upper(h.during) - 1)) as from_day
                from buddel.holdings h
                join buddel.connections c on c.association_id = h.association_id and c.id = h.connection_id
                join buddel.members m on m.association_id = h.association_id and m.id = h.member_id
                where h.association_id = \(association) and not upper_inf(h.during)
                order by from_day
                """)
        ).map {
            Holding(
                connection: try $0.decode("code"), memberNumber: try $0.decode("number"),
                from: try $0.decode("from_day"), until: try $0.decode("until_day"))
        }.naturallySorted(by: \.connection)
    }
}
