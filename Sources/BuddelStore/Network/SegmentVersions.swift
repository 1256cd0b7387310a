import Buddelverein
import Postgres

/// Versions of the geometry of segments with their parts; the highest number holds.
struct SegmentVersions: Sendable {
    private let session: any PostgresSession

    init(_ session: any PostgresSession) { self.session = session }

    /// Measures the lines and adds each as the next version of its segment, set-based.
    ///
    /// - Parameter lines: a query with the columns `association_id`, `segment_id`, `code`, `line_wgs84`.
    /// - Parameter onlyChanged: leaves out segments whose length and parts are what they were.
    /// - Returns: how many versions were added.
    @discardableResult
    func insert(lines: SQL, onlyChanged: Bool = false) async throws -> Int {
        var measures = try await SegmentMeasuring(session).listMeasures(of: lines)
        if onlyChanged { measures = try await withoutUnchanged(measures) }
        guard !measures.isEmpty else { return 0 }
        let columns = PartColumns(measures)
        let measured: SQL = """
            unnest(\(measures.map(\.association)), \(measures.map(\.segment)), \(measures.map(\.length)),
                \(measures.map { Int16(clamping: $0.parts.count) })) as g (association_id, segment_id, length_cm, part_count)
            """
        try await session.execute(
            SQL(
                name: "insert segment versions",
                """
                insert into buddel.segment_versions (association_id, segment_id, number, line, line_wgs84, length_cm, part_count)
                select g.association_id, g.segment_id, 1 + coalesce((
                        select max(v.number) from buddel.segment_versions v
                        where v.association_id = g.association_id and v.segment_id = g.segment_id), 0),
                    st_transform(l.line_wgs84, 25832), l.line_wgs84, g.length_cm, g.part_count
                from \(fragment: measured) join (\(fragment: lines)) l using (association_id, segment_id)
                """))
        try await session.execute(
            SQL(
                name: "insert segment parts",
                """
                insert into buddel.segment_parts (association_id, segment_id, version_number, position, ags, length_cm, before_cm)
                select g.association_id, g.segment_id, (
                        select max(v.number) from buddel.segment_versions v
                        where v.association_id = g.association_id and v.segment_id = g.segment_id),
                    g.position, g.ags, g.length_cm, g.before_cm
                from unnest(\(columns.associations), \(columns.segments), \(columns.positions), \(columns.ags),
                    \(columns.lengths), \(columns.before))
                    as g (association_id, segment_id, position, ags, length_cm, before_cm)
                """))
        return measures.count
    }

    private func withoutUnchanged(
        _ measures: [SegmentMeasuring.Measure]
    ) async throws -> [SegmentMeasuring.Measure] {
        let rows = try await session.query(
            SQL(
                name: "list present parts",
                """
                select p.association_id, p.segment_id, p.ags, p.length_cm
                from unnest(\(measures.map(\.association)), \(measures.map(\.segment))) as g (association_id, segment_id)
                cross join lateral (
                    select v.number from buddel.segment_versions v
                    where v.association_id = g.association_id and v.segment_id = g.segment_id
                    order by v.number desc limit 1) v
                join buddel.segment_parts p on p.association_id = g.association_id and p.segment_id = g.segment_id
                    and p.version_number = v.number
                order by p.association_id, p.segment_id, p.position
                """))
        var present: [[Int64]: [MunicipalityPart]] = [:]
        for row in rows {
            let key: [Int64] = [try row.decode("association_id"), try row.decode("segment_id")]
            present[key, default: []].append(
                MunicipalityPart(ags: try row.decode("ags"), length: try row.decode("length_cm")))
        }
        return measures.filter { present[[$0.association, $0.segment]] != $0.parts }
    }

    /// The parts of many segments as columns, each with the sum of those before.
    private struct PartColumns {
        var associations: [Int64] = []
        var segments: [Int64] = []
        var positions: [Int16] = []
        var ags: [Ags?] = []
        var lengths: [Centimetres] = []
        var before: [Int64] = []

        init(_ measures: [SegmentMeasuring.Measure]) {
            for measure in measures {
                var sum: Int64 = 0
                for (index, part) in measure.parts.enumerated() {
                    associations.append(measure.association)
                    segments.append(measure.segment)
                    positions.append(Int16(clamping: index + 1))
                    ags.append(part.ags)
                    lengths.append(part.length)
                    before.append(sum)
                    sum += part.length.centimetres
                }
            }
        }
    }
}
