import Buddelverein
import Postgres

/// Measures lines and cuts them at the borders (rules.md 1).
struct SegmentMeasuring: Sendable {
    /// The length of a line and its parts per municipality.
    struct Measure: Sendable {
        var association: Int64
        var segment: Int64
        var code: String
        var length: Centimetres
        var parts: [MunicipalityPart]
    }

    private let session: any PostgresSession

    init(_ session: any PostgresSession) { self.session = session }

    /// Measures all lines of a query in one statement, ordered by association and segment.
    ///
    /// - Parameter lines: a query with the columns `association_id`, `segment_id`, `code`, `line_wgs84`.
    ///
    /// The length is that of the line as given; borders cut it in EPSG:25832, edge by edge, so that a line that runs
    /// back over itself counts twice there as well. Where borders overlap, the lower key has it. Refuses with
    /// `invalid_geometry` a line shorter than a centimetre.
    func listMeasures(of lines: SQL) async throws -> [Measure] {
        let rows = try await session.query(SQL(name: "measure segments", "\(fragment: Self.cut(lines))"))
        var measures: [Measure] = []
        var start = 0
        while start < rows.count {
            let first = rows[start]
            let key: (Int64, Int64) = (try first.decode("association_id"), try first.decode("segment_id"))
            var end = start
            var shares: [MunicipalityPart.Share] = []
            while end < rows.count, try rows[end].decode("association_id", as: Int64.self) == key.0,
                try rows[end].decode("segment_id", as: Int64.self) == key.1
            {
                shares.append(
                    MunicipalityPart.Share(
                        ags: try rows[end].decode("ags"), metres: try rows[end].decode("part_m")))
                end += 1
            }
            let code: String = try first.decode("code")
            let length: Centimetres = try first.decode("length_cm")
            guard length > .zero else { throw Refusal.lineWithoutLength(code) }
            measures.append(
                Measure(
                    association: key.0, segment: key.1, code: code, length: length,
                    parts: try MunicipalityPart.split(length, by: shares)))
            start = end
        }
        return measures
    }

    private static func cut(_ lines: SQL) -> SQL {
        """
        with lines as materialized (
            select g.association_id, g.segment_id, g.code, g.line_wgs84, st_transform(g.line_wgs84, 25832) as line,
                round(st_length(g.line_wgs84::geography)::numeric * 100)::bigint as length_cm
            from (\(fragment: lines)) g
        ), near as materialized (
            select l.association_id, l.segment_id, m.ags, m.border, st_covers(m.border, l.line) as is_whole,
                m.ags = min(m.ags) over (partition by l.association_id, l.segment_id) as is_lowest
            from lines l join buddel.municipalities m on st_intersects(m.border, l.line)
        ), whole as (
            select association_id, segment_id, ags from near where is_whole and is_lowest
        ), edges as materialized (
            select l.association_id, l.segment_id, e.geom as edge
            from lines l cross join lateral st_dumpsegments(l.line) e
            where (l.association_id, l.segment_id) not in (select association_id, segment_id from whole)
                and st_length(e.geom) > 0
        ), pieces as (
            select e.association_id, e.segment_id, n.ags, case when lower.borders is null
                then st_intersection(e.edge, n.border)
                else st_difference(st_intersection(e.edge, n.border), lower.borders) end as piece
            from edges e
            join near n using (association_id, segment_id)
            left join lateral (
                select st_union(o.border) as borders from near o
                where o.association_id = n.association_id and o.segment_id = n.segment_id and o.ags < n.ags
                    and st_intersects(o.border, e.edge)
            ) lower on true
            where st_intersects(n.border, e.edge)
            union all
            select e.association_id, e.segment_id, null, case when loaded.borders is null
                then e.edge else st_difference(e.edge, loaded.borders) end
            from edges e
            left join lateral (
                select st_union(o.border) as borders from near o
                where o.association_id = e.association_id and o.segment_id = e.segment_id
                    and st_intersects(o.border, e.edge)
            ) loaded on true
        ), shares as (
            select association_id, segment_id, ags, 1::float8 as part_m from whole
            union all
            select association_id, segment_id, ags,
                sum(st_length(st_transform(st_collectionextract(piece, 2), 4326)::geography))
            from pieces group by association_id, segment_id, ags
        )
        select l.association_id, l.segment_id, l.code, l.length_cm, s.ags, s.part_m
        from lines l left join shares s using (association_id, segment_id)
        order by l.association_id, l.segment_id, s.ags nulls last
        """
    }
}
