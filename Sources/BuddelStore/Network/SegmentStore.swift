import Buddelverein
import Postgres

/// Trench segments with their lines, lengths, parts per municipality and states.
public struct SegmentStore: Sendable {
    let session: any PostgresSession
    let association: Int64

    public init(_ session: any PostgresSession, in association: Int64) {
        self.session = session
        self.association = association
    }

    /// Adds segments with the first version of their lines, measured by rules.md 1, and their states, set-based.
    ///
    /// Refuses with `unknown_area`, `unknown_connection`, and with `invalid_geometry` a line shorter than a
    /// centimetre; a taken code breaks `segments_code_key`.
    public func insert(_ segments: [Segment]) async throws {
        guard !segments.isEmpty else { return }
        try await requireNamed(segments)
        try await session.execute(
            SQL(
                name: "insert segments",
                """
                insert into buddel.segments (association_id, code, area_id, connection_id, kind, method, surface,
                    planned_cover_cm, conduits)
                select \(association), g.code, a.id, c.id, g.kind, g.method, g.surface, g.cover, g.conduits::jsonb
                from \(fragment: given(segments))
                order by g.position
                """))
        try await SegmentVersions(session).insert(lines: lines(of: segments))
        try await insertEvents(segments.map { ($0.code, StateEvents.of($0)) })
    }

    /// Replaces the data of segments that are there, set-based.
    ///
    /// Another line becomes a new version; a state or day that differs is recorded as new events. Refuses as
    /// `insert` does.
    public func update(_ segments: [Segment]) async throws {
        guard !segments.isEmpty else { return }
        try await requireNamed(segments)
        let before = Dictionary(try await list().map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        try await session.execute(
            SQL(
                name: "update segments",
                """
                update buddel.segments s set area_id = u.area_id, connection_id = u.connection_id, kind = u.kind,
                    method = u.method, surface = u.surface, planned_cover_cm = u.cover, conduits = u.conduits,
                    version = s.version + 1
                from (select g.code, a.id as area_id, c.id as connection_id, g.kind, g.method, g.surface, g.cover,
                        g.conduits::jsonb as conduits
                    from \(fragment: given(segments))) u
                where s.association_id = \(association) and s.code = u.code
                """))
        let redrawn = segments.filter { segment in before[segment.code].map { $0.line != segment.line } ?? false }
        if !redrawn.isEmpty { try await SegmentVersions(session).insert(lines: lines(of: redrawn)) }
        let moved = segments.filter { segment in
            before[segment.code].map { ($0.status, $0.laidOn) != (segment.status, segment.laidOn) } ?? false
        }
        try await insertEvents(moved.map { ($0.code, StateEvents.of($0)) })
    }

    private func requireNamed(_ segments: [Segment]) async throws {
        let keys = NaturalKeys(session, in: association)
        try await keys.requireAreas(segments.map(\.area))
        try await keys.requireConnections(segments.map(\.connection), field: "connection")
    }

    private func given(_ segments: [Segment]) -> SQL {
        """
        unnest(\(segments.map(\.code)), \(segments.map(\.area)), \(segments.map(\.connection)),
            \(segments.map(\.kind.rawValue)), \(segments.map { $0.method?.rawValue }),
            \(segments.map { $0.surface?.rawValue }), \(segments.map { $0.plannedCoverCm.map { Int32(clamping: $0) } }),
            \(segments.map { Self.json($0.conduits) }))
            with ordinality as g (code, area, connection, kind, method, surface, cover, conduits, position)
        left join buddel.areas a on a.association_id = \(association) and a.code = g.area
        left join buddel.connections c on c.association_id = \(association) and c.code = g.connection
        """
    }

    private func lines(of segments: [Segment]) -> SQL {
        """
        select s.association_id, s.id as segment_id, s.code, st_geomfromwkb(d.line, 4326) as line_wgs84
        from unnest(\(segments.map(\.code)), \(segments.map { WellKnownBinary.line($0.line) })) as d (code, line)
        join buddel.segments s on s.association_id = \(association) and s.code = d.code
        """
    }

    private static func json(_ conduits: [Conduit]) -> String {
        JSONWriter().text(
            .array(conduits.map { ["type": .string($0.type), "count": .integer(Int64($0.count))] }))
    }

    /// Records that a segment entered a state on a day.
    public func insertEvent(_ status: SegmentStatus, of code: String, on day: Day?) async throws {
        try await insertEvents([(code, [StateEvents.Event(state: status.rawValue, day: day)])])
    }

    private func insertEvents(_ events: [(code: String, events: [StateEvents.Event])]) async throws {
        let columns = StateEvents.Columns(events)
        try await session.execute(
            SQL(
                name: "insert segment events",
                """
                insert into buddel.segment_events (association_id, segment_id, state, on_date, user_id)
                select \(association), s.id, g.state, g.on_date, buddel.current_user_id()
                from unnest(\(columns.codes), \(columns.states), \(columns.days))
                    with ordinality as g (code, state, on_date, position)
                join buddel.segments s on s.association_id = \(association) and s.code = g.code
                order by g.position
                """))
    }

    /// Takes a segment's row for a change until the end of the transaction; its version, nil where it is not known.
    public func lock(_ code: String) async throws -> Int? {
        try await session.query(
            SQL(
                name: "lock segment",
                "select version from buddel.segments where association_id = \(association) and code = \(code) for update"
            )
        ).oneOrNone()?.decode("version")
    }

    /// Counts a change of a segment's row that was made in other tables.
    public func touch(_ code: String) async throws {
        try await session.execute(
            SQL(
                name: "touch segment",
                """
                update buddel.segments set version = version + 1 where association_id = \(association) and code = \(code)
                """))
    }

    /// Cuts the lines of all segments that the user may see at the borders anew; where that gives other parts, the
    /// segment gets a new version.
    ///
    /// Needed when borders were loaded after segments. Returns how many changed.
    @discardableResult
    public static func recomputeParts(_ session: any PostgresSession) async throws -> Int {
        try await SegmentVersions(session).insert(
            lines: """
                select s.association_id, s.id as segment_id, s.code, v.line_wgs84
                from buddel.segments s cross join lateral (
                    select v.line_wgs84 from buddel.segment_versions v
                    where v.association_id = s.association_id and v.segment_id = s.id order by v.number desc limit 1) v
                """,
            onlyChanged: true)
    }
}
