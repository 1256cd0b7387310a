import Buddelverein
import Postgres

/// Offices of members, from a day to a day.
struct OfficeStore: Sendable {
    private let session: any PostgresSession
    private let association: Int64

    init(_ session: any PostgresSession, in association: Int64) {
        self.session = session
        self.association = association
    }

    /// Adds the offices of new members for the time of their membership.
    func insertHeld(by members: [Member]) async throws {
        let offices = Offices(members)
        guard !offices.numbers.isEmpty else { return }
        try await session.execute(
            SQL(
                name: "insert offices",
                """
                insert into buddel.offices (association_id, member_id, office, during)
                select \(association), m.id, g.office, daterange(m.joined_on, m.left_on)
                from unnest(\(offices.numbers), \(offices.words)) with ordinality as g (number, office, position)
                join buddel.members m on m.association_id = \(association) and m.number = g.number
                where m.left_on is null or m.left_on > m.joined_on
                order by g.position
                """))
    }

    /// Lets the offices that are held follow changed records: they end with the membership, or on `day` where they
    /// are not named any more; newly named ones begin on `day`.
    func follow(_ members: [Member], on day: Day) async throws {
        let offices = Offices(members)
        try await session.execute(
            SQL(
                name: "end offices",
                """
                update buddel.offices o
                set during = daterange(lower(o.during), case when g.ends_on is null then null
                    else greatest(g.ends_on, lower(o.during) + 1) end)
                from (
                    select m.id as member_id, k.office, m.left_on as was_left_on,
                        case when exists (select from unnest(\(offices.numbers), \(offices.words)) as n (number, office)
                                where n.number = m.number and n.office = k.office)
                            then u.left_on else least(u.left_on, \(day)) end as ends_on
                    from unnest(\(members.map(\.number)), \(members.map(\.leftOn))) as u (number, left_on)
                    join buddel.members m on m.association_id = \(association) and m.number = u.number
                    join (select distinct member_id, office from buddel.offices where association_id = \(association)) k
                        on k.member_id = m.id
                ) g
                where o.association_id = \(association) and o.member_id = g.member_id and o.office = g.office
                    and (upper_inf(o.during) or upper(o.during) = g.was_left_on)
                """))
        guard !offices.numbers.isEmpty else { return }
        try await session.execute(
            SQL(
                name: "insert new offices",
                """
                insert into buddel.offices (association_id, member_id, office, during)
                select \(association), m.id, g.office, daterange(greatest(\(day), u.joined_on), u.left_on)
                from unnest(\(offices.numbers), \(offices.words)) with ordinality as g (number, office, position)
                join unnest(\(members.map(\.number)), \(members.map(\.joinedOn)), \(members.map(\.leftOn)))
                    as u (number, joined_on, left_on) on u.number = g.number
                join buddel.members m on m.association_id = \(association) and m.number = g.number
                where (u.left_on is null or u.left_on > greatest(\(day), u.joined_on)) and not exists (
                    select from buddel.offices o where o.association_id = \(association) and o.member_id = m.id
                        and o.office = g.office and (upper_inf(o.during) or upper(o.during) = u.left_on))
                order by g.position
                """))
    }

    /// The offices of many members as two columns.
    private struct Offices {
        var numbers: [String] = []
        var words: [String] = []

        init(_ members: [Member]) {
            for member in members {
                for role in member.roles {
                    numbers.append(member.number)
                    words.append(role.rawValue)
                }
            }
        }
    }
}
