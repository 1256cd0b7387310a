import Buddelverein
import Postgres

/// Helpers with their persons.
public struct HelperStore: Sendable {
    private let session: any PostgresSession
    private let association: Int64

    public init(_ session: any PostgresSession, in association: Int64) {
        self.session = session
        self.association = association
    }

    /// Adds helpers, each with a person of its own, set-based.
    ///
    /// Refuses with `unknown_member` a household that is not there; a taken code breaks `helpers_code_key`.
    public func insert(_ helpers: [Helper]) async throws {
        guard !helpers.isEmpty else { return }
        try await requireHouseholds(helpers)
        try await session.execute(
            SQL(
                name: "insert helpers",
                """
                with given as (
                    select * from unnest(\(helpers.map(\.code)), \(helpers.map(\.name)), \(helpers.map(\.memberNumber)))
                    with ordinality as g (code, name, number, position)
                ), added as (
                    insert into buddel.persons (association_id, name)
                    select \(association), name from given order by position returning id
                ), numbered as (
                    select id, row_number() over (order by id) as position from added
                )
                insert into buddel.helpers (association_id, code, person_id, member_id)
                select \(association), g.code, n.id, m.id
                from given g join numbered n using (position)
                left join buddel.members m on m.association_id = \(association) and m.number = g.number
                order by position
                """))
    }

    /// Replaces name and household of helpers that are there; refuses with `unknown_member`.
    public func update(_ helpers: [Helper]) async throws {
        guard !helpers.isEmpty else { return }
        try await requireHouseholds(helpers)
        try await session.execute(
            SQL(
                name: "update helper persons",
                """
                update buddel.persons p set name = g.name, version = p.version + 1
                from unnest(\(helpers.map(\.code)), \(helpers.map(\.name))) as g (code, name)
                join buddel.helpers h on h.association_id = \(association) and h.code = g.code
                where p.association_id = \(association) and p.id = h.person_id and p.erased_at is null and p.name <> g.name
                """))
        try await session.execute(
            SQL(
                name: "update helpers",
                """
                update buddel.helpers h set member_id = m.id, version = h.version + 1
                from unnest(\(helpers.map(\.code)), \(helpers.map(\.memberNumber))) as g (code, number)
                left join buddel.members m on m.association_id = \(association) and m.number = g.number
                where h.association_id = \(association) and h.code = g.code and h.member_id is distinct from m.id
                """))
    }

    private func requireHouseholds(_ helpers: [Helper]) async throws {
        try await NaturalKeys(session, in: association).requireMembers(
            helpers.map(\.memberNumber), field: "member_number")
    }

    /// Replaces one helper's name and household; false where `version` is not the row's any more.
    ///
    /// Takes the helper's row until the end of the transaction. Refuses with `unknown_member`.
    public func update(_ helper: Helper, version: Int) async throws -> Bool {
        let taken = try await session.execute(
            SQL(
                name: "take helper",
                """
                update buddel.helpers set version = version + 1
                where association_id = \(association) and code = \(helper.code) and version = \(version)
                """))
        guard taken == 1 else { return false }
        try await update([helper])
        return true
    }

    /// All helpers in natural order of their codes.
    public func list() async throws -> [Helper] { try await listStored().map(\.record) }

    /// All helpers with the versions of their rows, in natural order.
    public func listStored() async throws -> [Stored<Helper>] {
        try await session.query(
            SQL(
                name: "list helpers",
                """
                select h.code, coalesce(p.name, '') as name, m.number, h.version from buddel.helpers h
                join buddel.persons p on p.association_id = h.association_id and p.id = h.person_id
                left join buddel.members m on m.association_id = h.association_id and m.id = h.member_id
                where h.association_id = \(association)
                """)
        ).map {
            Stored(
                record: Helper(
                    code: try $0.decode("code"), name: try $0.decode("name"), memberNumber: try $0.decode("number")),
                version: try $0.decode("version"))
        }.naturallySorted(by: \.record.code)
    }
}
