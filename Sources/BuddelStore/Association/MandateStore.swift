import Buddelverein
import Postgres

/// SEPA mandates of members, one at a time.
struct MandateStore: Sendable {
    private let session: any PostgresSession
    private let association: Int64

    init(_ session: any PostgresSession, in association: Int64) {
        self.session = session
        self.association = association
    }

    /// Adds the mandates that the records name, from the day of the signature, else of joining.
    ///
    /// A reference that is taken breaks `mandates_reference_key`.
    func insert(of members: [Member]) async throws {
        let members = members.filter { $0.mandateReference != nil || $0.mandateSignedOn != nil }
        guard !members.isEmpty else { return }
        try await session.execute(
            SQL(
                name: "insert mandates",
                """
                insert into buddel.mandates (association_id, member_id, reference, signed_on, during)
                select \(association), m.id, g.reference, g.signed_on, daterange(greatest(
                    coalesce(g.signed_on, m.joined_on),
                    (select max(upper(d.during)) from buddel.mandates d
                     where d.association_id = \(association) and d.member_id = m.id)), null)
                from unnest(\(members.map(\.number)), \(members.map(\.mandateReference)), \(members.map(\.mandateSignedOn)))
                    with ordinality as g (number, reference, signed_on, position)
                join buddel.members m on m.association_id = \(association) and m.number = g.number
                order by g.position
                """))
    }

    /// Lets mandates follow changed records: another reference ends the mandate on `day` and begins a new one.
    func follow(_ members: [Member], on day: Day) async throws {
        let given: SQL = """
            unnest(\(members.map(\.number)), \(members.map(\.mandateReference)), \(members.map(\.mandateSignedOn)))
                as g (number, reference, signed_on)
            join buddel.members m on m.association_id = \(association) and m.number = g.number
            """
        try await session.execute(
            SQL(
                name: "correct mandates",
                """
                update buddel.mandates d set signed_on = g.signed_on, reference = g.reference from \(fragment: given)
                where d.association_id = \(association) and d.member_id = m.id and upper_inf(d.during)
                    and num_nonnulls(g.reference, g.signed_on) > 0
                    and (d.reference is null or upper(d.reference) = upper(g.reference))
                """))
        try await session.execute(
            SQL(
                name: "end mandates",
                """
                update buddel.mandates d set during = daterange(lower(d.during), greatest(\(day), lower(d.during) + 1))
                from \(fragment: given)
                where d.association_id = \(association) and d.member_id = m.id and upper_inf(d.during)
                    and d.reference is distinct from g.reference
                """))
        let held = try await session.query(
            SQL(
                name: "list mandate holders",
                """
                select m.number from \(fragment: given)
                join buddel.mandates d on d.association_id = \(association) and d.member_id = m.id and upper_inf(d.during)
                """)
        ).map { try $0.decode("number", as: String.self) }
        let holders = Set(held)
        try await insert(of: members.filter { !holders.contains($0.number) })
    }
}
