import Buddelverein
import Postgres

/// A segment with what the database measured of it.
public struct MeasuredSegment: Sendable, Hashable {
    public var record: Segment
    public var length: Centimetres
    /// By AGS, outside last (rules.md 1).
    public var parts: [MunicipalityPart]
    /// Version of the row for optimistic locking.
    public var version: Int
    /// Number of the geometry's version.
    public var geometryVersion: Int
}

extension SegmentStore {
    /// All segments as records, in natural order of their codes.
    public func list() async throws -> [Segment] {
        try await listMeasured().map(\.record)
    }

    /// The parts of all segments.
    public func fetchParts() async throws -> SegmentParts {
        SegmentParts(
            Dictionary(
                uniqueKeysWithValues: try await session.query(
                    SQL(
                        name: "list segment parts",
                        """
                        select s.code, p.part_ags, p.part_lengths from \(fragment: present)
                        """)
                ).map { row in (try row.decode("code", as: String.self), try Self.parts(row)) }))
    }

    /// One segment with length and parts; nil where the code is not known.
    public func fetchMeasured(_ code: String) async throws -> MeasuredSegment? {
        try await listMeasured(code: code).first
    }

    /// All segments with their lengths and parts, in natural order of their codes.
    public func listMeasured() async throws -> [MeasuredSegment] {
        try await listMeasured(code: nil)
    }

    /// The days on which somebody dug on segments, by segment code: progress that holds, and recorded work of digging.
    ///
    /// Work that was refused or reversed is none.
    public func listDiggingDays(segment: String? = nil) async throws -> [String: [Day]] {
        let rows = try await session.query(
            SQL(
                name: "list digging days",
                """
                select s.code, d.on_date from (
                    select p.segment_id, p.on_date from buddel.progress p
                    where p.association_id = \(association) and p.reversed_at is null
                    union
                    select w.segment_id, v.dated_on from buddel.work_vouchers w
                    join buddel.vouchers v on v.association_id = w.association_id and v.id = w.voucher_id
                    where w.association_id = \(association) and w.segment_id is not null
                        and w.task in ('digging', 'ploughing', 'conduit_laying', 'crossing', 'backfilling')
                        and not exists (select from buddel.voucher_decisions r where r.association_id = w.association_id
                            and r.voucher_id = w.voucher_id and r.decision = 'refused')
                        and not exists (select from buddel.reversed_vouchers r
                            where r.association_id = w.association_id and r.voucher_id = w.voucher_id)
                ) d
                join buddel.segments s on s.association_id = \(association) and s.id = d.segment_id
                where \(segment)::text is null or s.code = \(segment)
                order by d.on_date
                """))
        var days: [String: [Day]] = [:]
        for row in rows { days[try row.decode("code"), default: []].append(try row.decode("on_date")) }
        return days
    }

    private func listMeasured(code: String?) async throws -> [MeasuredSegment] {
        try await session.query(
            SQL(
                name: "list segments",
                """
                select s.code, a.code as area, c.code as connection, s.kind, s.method, s.surface, s.planned_cover_cm,
                    d.types, d.counts, coalesce(e.state, 'planned') as status, e.laid_on, s.version, v.number,
                    v.length_cm, st_asbinary(v.line_wgs84, 'NDR') as line, p.part_ags, p.part_lengths
                from \(fragment: present)
                left join buddel.areas a on a.association_id = s.association_id and a.id = s.area_id
                left join buddel.connections c on c.association_id = s.association_id and c.id = s.connection_id
                left join (
                    select segment_id, (array_agg(state order by id desc))[1] as state,
                        (array_agg(on_date order by id desc) filter (where state = 'laid'))[1] as laid_on
                    from buddel.segment_events where association_id = \(association) group by segment_id
                ) e on e.segment_id = s.id
                cross join lateral (
                    select coalesce(array_agg(k.conduit ->> 'type' order by k.position), '{}') as types,
                        coalesce(array_agg((k.conduit ->> 'count')::integer order by k.position), '{}') as counts
                    from jsonb_array_elements(s.conduits) with ordinality as k (conduit, position)
                ) d
                where \(code)::text is null or s.code = \(code)
                """)
        ).map(Self.measured).naturallySorted(by: \.record.code)
    }

    /// The segments with the versions of their lines that hold, and their parts as arrays.
    private var present: SQL {
        """
        (select * from buddel.segments where association_id = \(association)) s
        cross join lateral (
            select v.number, v.length_cm, v.line_wgs84 from buddel.segment_versions v
            where v.association_id = s.association_id and v.segment_id = s.id order by v.number desc limit 1
        ) v
        cross join lateral (
            select array_agg(p.ags order by p.position) as part_ags, array_agg(p.length_cm order by p.position) as part_lengths
            from buddel.segment_parts p
            where p.association_id = s.association_id and p.segment_id = s.id and p.version_number = v.number
        ) p
        """
    }

    private static func parts(_ row: Row) throws -> [MunicipalityPart] {
        zip(
            try row.decode("part_ags", as: [Ags?].self), try row.decode("part_lengths", as: [Centimetres].self)
        ).map { MunicipalityPart(ags: $0, length: $1) }
    }

    private static func measured(_ row: Row) throws -> MeasuredSegment {
        let conduits = zip(try row.decode("types", as: [String].self), try row.decode("counts", as: [Int].self))
        let record = Segment(
            code: try row.decode("code"), area: try row.decode("area"), connection: try row.decode("connection"),
            kind: try row.word("kind"), method: try row.optionalWord("method"),
            surface: try row.optionalWord("surface"), plannedCoverCm: try row.decode("planned_cover_cm"),
            status: try row.word("status"), conduits: conduits.map { Conduit(type: $0, count: $1) },
            laidOn: try row.decode("laid_on"), line: try WellKnownBinary.readLine(try row.decode("line")))
        return MeasuredSegment(
            record: record, length: try row.decode("length_cm"), parts: try parts(row),
            version: try row.decode("version"), geometryVersion: try row.decode("number"))
    }
}
