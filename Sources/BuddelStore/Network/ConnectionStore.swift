import Buddelverein
import Postgres

/// Connections: where they lie, who holds them now, how far they are built.
public struct ConnectionStore: Sendable {
    private let session: any PostgresSession
    private let association: Int64

    public init(_ session: any PostgresSession, in association: Int64) {
        self.session = session
        self.association = association
    }

    /// Adds connections with their present holder and their states, set-based.
    ///
    /// A connection lies in the municipality whose border covers it, the lower key where borders overlap
    /// (rules.md 1). Refuses with `unknown_member`, `unknown_area`; a taken code breaks `connections_code_key`.
    public func insert(_ connections: [Connection]) async throws {
        guard !connections.isEmpty else { return }
        let keys = NaturalKeys(session, in: association)
        try await keys.requireMembers(connections.map(\.memberNumber), field: "member_number")
        try await keys.requireAreas(connections.map(\.area))
        try await session.execute(
            SQL(
                name: "insert connections",
                """
                insert into buddel.connections (association_id, code, kind, category, area_id, location, longitude,
                    latitude, ags, lead_length_cm)
                select \(association), g.code, g.kind, g.category, a.id, l.location, g.longitude, g.latitude,
                    (select min(m.ags) from buddel.municipalities m where st_covers(m.border, l.location)), g.lead
                from unnest(\(connections.map(\.code)), \(connections.map(\.kind.rawValue)),
                    \(connections.map { $0.category?.rawValue }), \(connections.map(\.area)),
                    \(connections.map(\.position.longitude)), \(connections.map(\.position.latitude)),
                    \(connections.map(\.leadLength)))
                    with ordinality as g (code, kind, category, area, longitude, latitude, lead, position)
                cross join lateral (
                    select st_transform(st_setsrid(st_makepoint(g.longitude, g.latitude), 4326), 25832) as location) l
                left join buddel.areas a on a.association_id = \(association) and a.code = g.area
                order by g.position
                """))
        try await session.execute(
            SQL(
                name: "insert present holders",
                """
                insert into buddel.holdings (association_id, connection_id, member_id, during)
                select \(association), c.id, m.id, daterange(null, null)
                from unnest(\(connections.map(\.code)), \(connections.map(\.memberNumber))) as g (code, number)
                join buddel.connections c on c.association_id = \(association) and c.code = g.code
                join buddel.members m on m.association_id = \(association) and m.number = g.number
                order by c.id
                """))
        try await insertEvents(connections.map { ($0.code, StateEvents.of($0)) })
    }

    /// Replaces kind, category, area, place and lead of connections that are there, set-based.
    ///
    /// A state or day that differs is recorded as new events; the holder changes by `HoldingStore.transfer`.
    /// Refuses with `unknown_area`.
    public func update(_ connections: [Connection]) async throws {
        guard !connections.isEmpty else { return }
        try await NaturalKeys(session, in: association).requireAreas(connections.map(\.area))
        let before = Dictionary(
            try await list().map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        try await session.execute(
            SQL(
                name: "update connections",
                """
                update buddel.connections c set kind = g.kind, category = g.category, area_id = a.id,
                    location = l.location, longitude = g.longitude, latitude = g.latitude,
                    ags = (select min(m.ags) from buddel.municipalities m where st_covers(m.border, l.location)),
                    lead_length_cm = g.lead, version = c.version + 1
                from unnest(\(connections.map(\.code)), \(connections.map(\.kind.rawValue)),
                    \(connections.map { $0.category?.rawValue }), \(connections.map(\.area)),
                    \(connections.map(\.position.longitude)), \(connections.map(\.position.latitude)),
                    \(connections.map(\.leadLength))) as g (code, kind, category, area, longitude, latitude, lead)
                cross join lateral (
                    select st_transform(st_setsrid(st_makepoint(g.longitude, g.latitude), 4326), 25832) as location) l
                left join buddel.areas a on a.association_id = \(association) and a.code = g.area
                where c.association_id = \(association) and c.code = g.code
                """))
        let moved = connections.filter { connection in
            before[connection.code].map {
                ($0.status, $0.laidOn, $0.activeOn) != (connection.status, connection.laidOn, connection.activeOn)
            } ?? false
        }
        try await insertEvents(moved.map { ($0.code, StateEvents.of($0)) })
    }

    /// Records that a connection entered a state on a day.
    public func insertEvent(_ status: ConnectionStatus, of code: String, on day: Day?) async throws {
        try await insertEvents([(code, [StateEvents.Event(state: status.rawValue, day: day)])])
    }

    private func insertEvents(_ events: [(code: String, events: [StateEvents.Event])]) async throws {
        let columns = StateEvents.Columns(events)
        try await session.execute(
            SQL(
                name: "insert connection events",
                """
                insert into buddel.connection_events (association_id, connection_id, state, on_date, user_id)
                select \(association), c.id, g.state, g.on_date, buddel.current_user_id()
                from unnest(\(columns.codes), \(columns.states), \(columns.days))
                    with ordinality as g (code, state, on_date, position)
                join buddel.connections c on c.association_id = \(association) and c.code = g.code
                order by g.position
                """))
    }

    /// Takes a connection's row for a change until the end of the transaction; its version, nil where it is not known.
    public func lock(_ code: String) async throws -> Int? {
        try await session.query(
            SQL(
                name: "lock connection",
                """
                select version from buddel.connections where association_id = \(association) and code = \(code) for update
                """)
        ).oneOrNone()?.decode("version")
    }

    /// Counts a change of a connection's row that was made in other tables.
    public func touch(_ code: String) async throws {
        try await session.execute(
            SQL(
                name: "touch connection",
                """
                update buddel.connections set version = version + 1
                where association_id = \(association) and code = \(code)
                """))
    }

    /// All connections with their present holders, in natural order of their codes.
    public func list() async throws -> [Connection] {
        try await listStored().map(\.record)
    }

    /// All connections with the versions of their rows, in natural order.
    public func listStored() async throws -> [Stored<Connection>] {
        try await session.query(
            SQL(
                name: "list connections",
                """
                select c.code, m.number, c.kind, c.category, a.code as area, c.longitude, c.latitude, c.lead_length_cm,
                    coalesce(s.state, 'planned') as status, s.laid_on, s.active_on, c.version
                from buddel.connections c
                join buddel.holdings h on h.association_id = c.association_id and h.connection_id = c.id
                    and upper_inf(h.during)
                join buddel.members m on m.association_id = c.association_id and m.id = h.member_id
                left join buddel.areas a on a.association_id = c.association_id and a.id = c.area_id
                left join (
                    select connection_id, (array_agg(state order by id desc))[1] as state,
                        (array_agg(on_date order by id desc) filter (where state = 'duct_laid'))[1] as laid_on,
                        (array_agg(on_date order by id desc) filter (where state = 'active'))[1] as active_on
                    from buddel.connection_events where association_id = \(association) group by connection_id
                ) s on s.connection_id = c.id
                where c.association_id = \(association)
                """)
        ).map { row in
            let record = Connection(
                code: try row.decode("code"), memberNumber: try row.decode("number"), kind: try row.word("kind"),
                category: try row.optionalWord("category"), area: try row.decode("area"),
                position: Position(longitude: try row.decode("longitude"), latitude: try row.decode("latitude")),
                leadLength: try row.decode("lead_length_cm"), status: try row.word("status"),
                laidOn: try row.decode("laid_on"), activeOn: try row.decode("active_on"))
            return Stored(record: record, version: try row.decode("version"))
        }.naturallySorted(by: \.record.code)
    }

    /// The municipality of each connection; what lies outside every loaded border is missing.
    public func fetchMunicipalities() async throws -> [String: Ags] {
        Dictionary(
            uniqueKeysWithValues: try await session.query(
                SQL(
                    name: "list connection municipalities",
                    "select code, ags from buddel.connections where association_id = \(association) and ags is not null"
                )
            ).map { (try $0.decode("code", as: String.self), try $0.decode("ags", as: Ags.self)) })
    }

    /// Finds the municipality of every connection anew, of all associations that the user may write.
    ///
    /// Needed when borders were loaded after connections. Returns how many changed.
    @discardableResult
    public static func recomputeMunicipalities(_ session: any PostgresSession) async throws -> Int {
        try await session.execute(
            SQL(
                name: "recompute connection municipalities",
                """
                update buddel.connections c set ags = n.ags, version = c.version + 1
                from (
                    select association_id, id, (
                        select min(m.ags) from buddel.municipalities m where st_covers(m.border, k.location)) as ags
                    from buddel.connections k
                ) n
                where n.association_id = c.association_id and n.id = c.id and n.ags is distinct from c.ags
                """))
    }
}
