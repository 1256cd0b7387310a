import Buddelverein
import Postgres

/// Who held a connection from a day to a day; the open end is the present holder.
public struct HoldingStore: Sendable {
    let session: any PostgresSession
    let association: Int64

    public init(_ session: any PostgresSession, in association: Int64) {
        self.session = session
        self.association = association
    }

    /// Adds earlier holders of connections that are there; the present holder begins where the last one ends.
    ///
    /// Days are those of the record, the last one included; one that is not given is the day before the next holding.
    /// A last holding without an end is the present one's begin, where it names the present holder. Holdings that are
    /// there already are left alone. Refuses with `unknown_connection`, `unknown_member`, with `missing_value` another
    /// last holding without an end, with `invalid_order` one that ends before it begins; overlaps break
    /// `holdings_no_overlap`.
    public func insertEarlier(_ holdings: [Holding]) async throws {
        guard !holdings.isEmpty else { return }
        let keys = NaturalKeys(session, in: association)
        try await keys.requireConnections(holdings.map(\.connection), field: "code")
        try await keys.requireMembers(holdings.map(\.memberNumber), field: "member_number")
        let (ended, open) = try Self.ended(holdings)
        try await requirePresent(open)
        let given: SQL = """
            unnest(\(ended.map(\.connection)), \(ended.map(\.memberNumber)), \(ended.map(\.from)), \(ended.map(\.until)))
                as g (code, number, first_day, last_day)
            join buddel.connections c on c.association_id = \(association) and c.code = g.code
            join buddel.members m on m.association_id = \(association) and m.number = g.number
            """
        try await session.execute(
            SQL(
                name: "begin present holdings later",
                """
                update buddel.holdings h set during = daterange(e.begins_on, null)
                from (
                    select b.id, max(b.begins_on) as begins_on from (
                        select c.id, g.last_day + 1 as begins_on from \(fragment: given)
                        union all
                        select c.id, g.first_day
                        from unnest(\(open.map(\.connection)), \(open.map(\.from))) as g (code, first_day)
                        join buddel.connections c on c.association_id = \(association) and c.code = g.code
                    ) b group by b.id
                ) e
                where h.association_id = \(association) and h.connection_id = e.id and upper_inf(h.during)
                    and (lower_inf(h.during) or lower(h.during) < e.begins_on)
                """))
        try await session.execute(
            SQL(
                name: "insert earlier holdings",
                """
                insert into buddel.holdings (association_id, connection_id, member_id, during)
                select \(association), c.id, m.id, daterange(g.first_day, g.last_day, '[]') from \(fragment: given)
                where not exists (select from buddel.holdings h where h.association_id = \(association)
                    and h.connection_id = c.id and h.member_id = m.id
                    and h.during = daterange(g.first_day, g.last_day, '[]'))
                order by c.id, g.first_day
                """))
    }

    /// Gives every holding its last day: the given one, else the day before the next; a last one without is open.
    private static func ended(_ holdings: [Holding]) throws(Refusal) -> (ended: [Holding], open: [Holding]) {
        var ended: [Holding] = []
        var open: [Holding] = []
        for (_, ofOne) in Dictionary(grouping: holdings, by: \.connection) {
            let ordered = ofOne.sorted { $0.from < $1.from }
            for (index, holding) in ordered.enumerated() {
                var holding = holding
                if holding.until == nil {
                    guard index + 1 < ordered.count else {
                        open.append(holding)
                        continue
                    }
                    holding.until = try ordered[index + 1].from.adding(days: -1)
                }
                guard let until = holding.until, holding.from <= until else {
                    throw .invalidOrder(holding.from, holding.until ?? holding.from, fields: ("from", "until"))
                }
                ended.append(holding)
            }
        }
        return (ended, open)
    }

    /// Refuses holdings without an end whose member is not the present holder.
    private func requirePresent(_ open: [Holding]) async throws {
        guard !open.isEmpty else { return }
        let others = try await session.query(
            SQL(
                name: "list open holdings of others",
                """
                select g.code from unnest(\(open.map(\.connection)), \(open.map(\.memberNumber))) as g (code, number)
                join buddel.connections c on c.association_id = \(association) and c.code = g.code
                join buddel.members m on m.association_id = \(association) and m.number = g.number
                where not exists (select from buddel.holdings h where h.association_id = \(association)
                    and h.connection_id = c.id and h.member_id = m.id and upper_inf(h.during))
                """)
        )
        if !others.isEmpty { throw Refusal.missing("until") }
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
                select c.code, m.number, upper(h.during) - 1 as last_day,
                    coalesce(lower(h.during), least(m.joined_on, upper(h.during) - 1)) as first_day
                from buddel.holdings h
                join buddel.connections c on c.association_id = h.association_id and c.id = h.connection_id
                join buddel.members m on m.association_id = h.association_id and m.id = h.member_id
                where h.association_id = \(association) and not upper_inf(h.during)
                order by first_day
                """)
        ).map {
            Holding(
                connection: try $0.decode("code"), memberNumber: try $0.decode("number"),
                from: try $0.decode("first_day"), until: try $0.decode("last_day"))
        }.naturallySorted(by: \.connection)
    }
}
