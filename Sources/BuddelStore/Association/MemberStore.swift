import Buddelverein
import Postgres

/// Members with their persons, offices and mandates.
public struct MemberStore: Sendable {
    let session: any PostgresSession
    let association: Int64

    public init(_ session: any PostgresSession, in association: Int64) {
        self.session = session
        self.association = association
    }

    /// Adds members, each with a person of its own, the offices it holds and its mandate, set-based.
    ///
    /// Offices run from the day of joining to that of leaving. Refuses with `unknown_member` a successor that is
    /// neither there nor among `members`; a taken number breaks `members_number_key`.
    public func insert(_ members: [Member]) async throws {
        guard !members.isEmpty else { return }
        try await session.execute(
            SQL(
                name: "insert members",
                """
                with given as (
                    select * from unnest(\(members.map(\.number)), \(members.map(\.kind.rawValue)), \(members.map(\.name)),
                        \(members.map(\.street)), \(members.map(\.houseNumber)), \(members.map(\.postcode)),
                        \(members.map(\.city)), \(members.map(\.email)), \(members.map(\.phone)), \(members.map(\.iban)),
                        \(members.map(\.joinedOn)), \(members.map(\.leftOn)), \(members.map(\.dutyExempt)))
                    with ordinality as g (number, kind, name, street, house_number, postcode, city, email, phone, iban,
                        joined_on, left_on, duty_exempt, position)
                ), added as (
                    insert into buddel.persons (association_id, name, street, house_number, postcode, city, email, phone, iban)
                    select \(association), name, street, house_number, postcode, city, email, phone, iban
                    from given order by position returning id
                ), numbered as (
                    select id, row_number() over (order by id) as position from added
                )
                insert into buddel.members (association_id, number, person_id, kind, joined_on, left_on, duty_exempt)
                select \(association), g.number, n.id, g.kind, g.joined_on, g.left_on, g.duty_exempt
                from given g join numbered n using (position) order by position
                """))
        try await updateSuccessors(of: members.filter { $0.successor != nil })
        try await OfficeStore(session, in: association).insertHeld(by: members)
        try await MandateStore(session, in: association).insert(of: members)
    }

    /// Replaces the data of members that are there; `day` is the first day of offices and mandates that are new, and
    /// the end of those that are not named any more.
    ///
    /// Refuses with `unknown_member`. Nothing is compared with an older version: see `update(_:version:on:)`.
    public func update(_ members: [Member], on day: Day) async throws {
        guard !members.isEmpty else { return }
        try await NaturalKeys(session, in: association).requireMembers(members.map(\.number), field: "number")
        // Offices end with the membership, so they follow before the old day of leaving is gone.
        try await OfficeStore(session, in: association).follow(members, on: day)
        try await session.execute(
            SQL(
                name: "update persons",
                """
                update buddel.persons p set name = g.name, street = g.street, house_number = g.house_number,
                    postcode = g.postcode, city = g.city, email = g.email, phone = g.phone, iban = g.iban,
                    version = p.version + 1
                from unnest(\(members.map(\.number)), \(members.map(\.name)), \(members.map(\.street)),
                    \(members.map(\.houseNumber)), \(members.map(\.postcode)), \(members.map(\.city)),
                    \(members.map(\.email)), \(members.map(\.phone)), \(members.map(\.iban)))
                    as g (number, name, street, house_number, postcode, city, email, phone, iban)
                join buddel.members m on m.association_id = \(association) and m.number = g.number
                where p.association_id = \(association) and p.id = m.person_id and p.erased_at is null
                    and (p.name, p.street, p.house_number, p.postcode, p.city, p.email, p.phone, p.iban)
                    is distinct from (g.name, g.street, g.house_number, g.postcode, g.city, g.email, g.phone, g.iban)
                """))
        try await session.execute(
            SQL(
                name: "update members",
                """
                update buddel.members m set kind = g.kind, joined_on = g.joined_on, left_on = g.left_on,
                    duty_exempt = g.duty_exempt, version = m.version + 1
                from unnest(\(members.map(\.number)), \(members.map(\.kind.rawValue)), \(members.map(\.joinedOn)),
                    \(members.map(\.leftOn)), \(members.map(\.dutyExempt))) as g (number, kind, joined_on, left_on, duty_exempt)
                where m.association_id = \(association) and m.number = g.number
                """))
        try await updateSuccessors(of: members)
        try await MandateStore(session, in: association).follow(members, on: day)
    }

    /// Replaces one member's data; false where `version` is not the row's any more: somebody else was faster.
    public func update(_ member: Member, version: Int?, on day: Day) async throws -> Bool {
        let locked = try await session.query(
            SQL(
                name: "lock member",
                """
                select version from buddel.members where association_id = \(association) and number = \(member.number)
                for update
                """)
        ).oneOrNone()
        if let locked, let version, try locked.decode("version", as: Int.self) != version { return false }
        try await update([member], on: day)
        return true
    }

    private func updateSuccessors(of members: [Member]) async throws {
        try await NaturalKeys(session, in: association).requireMembers(members.map(\.successor), field: "successor")
        try await session.execute(
            SQL(
                name: "update successors",
                """
                update buddel.members m set successor_id = s.id
                from unnest(\(members.map(\.number)), \(members.map(\.successor))) as g (number, successor)
                left join buddel.members s on s.association_id = \(association) and s.number = g.successor
                where m.association_id = \(association) and m.number = g.number and m.successor_id is distinct from s.id
                """))
    }

    /// All members in natural order of their numbers, those who have left too.
    public func list() async throws -> [Member] {
        try await listStored(number: nil).map(\.record)
    }

    /// All members with the versions of their rows, in natural order.
    public func listStored() async throws -> [Stored<Member>] { try await listStored(number: nil) }

    /// One member with the version of its row; nil where the number is not known.
    public func fetch(_ number: String) async throws -> Stored<Member>? {
        try await listStored(number: number).first
    }

    /// The number of a member's row; nil for nil and for a row that is not there.
    public func fetchNumber(id: Int64?) async throws -> String? {
        guard let id else { return nil }
        return try await session.query(
            SQL(
                name: "fetch member number",
                "select number from buddel.members where association_id = \(association) and id = \(id)")
        ).oneOrNone()?.decode("number")
    }

    /// The key of the member with a number; nil where there is none.
    public func fetchID(number: String) async throws -> Int64? {
        try await session.query(
            SQL(
                name: "fetch member id",
                "select id from buddel.members where association_id = \(association) and number = \(number)")
        ).oneOrNone()?.decode("id")
    }

    private func listStored(number: String?) async throws -> [Stored<Member>] {
        try await session.query(
            SQL(
                name: "list members",
                """
                select m.number, m.kind, coalesce(p.name, '') as name, p.street, p.house_number, p.postcode, p.city,
                    p.email, p.phone, p.iban, m.joined_on, m.left_on, m.duty_exempt, m.version, s.number as successor,
                    d.reference, d.signed_on, coalesce(o.held, '{}') as offices
                from buddel.members m
                left join buddel.persons p on p.association_id = m.association_id and p.id = m.person_id
                left join buddel.members s on s.association_id = m.association_id and s.id = m.successor_id
                left join buddel.mandates d on d.association_id = m.association_id and d.member_id = m.id
                    and upper_inf(d.during)
                left join (
                    select o.member_id, array_agg(o.office order by o.id) as held from buddel.offices o
                    join buddel.members h on h.association_id = o.association_id and h.id = o.member_id
                    where o.association_id = \(association) and (upper_inf(o.during) or upper(o.during) = h.left_on)
                    group by o.member_id
                ) o on o.member_id = m.id
                where m.association_id = \(association) and (\(number)::text is null or m.number = \(number))
                """)
        ).map(Self.member).naturallySorted(by: \.record.number)
    }

    private static func member(_ row: Row) throws -> Stored<Member> {
        let record = Member(
            number: try row.decode("number"), kind: try row.word("kind"), name: try row.decode("name"),
            street: try row.decode("street"), houseNumber: try row.decode("house_number"),
            postcode: try row.decode("postcode"), city: try row.decode("city"), email: try row.decode("email"),
            phone: try row.decode("phone"), joinedOn: try row.decode("joined_on"), leftOn: try row.decode("left_on"),
            iban: try row.decode("iban"), mandateReference: try row.decode("reference"),
            mandateSignedOn: try row.decode("signed_on"),
            roles: try row.decode("offices", as: [String].self).compactMap(MemberRole.init(rawValue:)),
            dutyExempt: try row.decode("duty_exempt"), successor: try row.decode("successor"))
        return Stored(record: record, version: try row.decode("version"))
    }
}
