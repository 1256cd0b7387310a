import Buddelverein
import Postgres

/// Dug stretches of segments.
public struct ProgressStore: Sendable {
    private let session: any PostgresSession
    private let association: Int64

    public init(_ session: any PostgresSession, in association: Int64) {
        self.session = session
        self.association = association
    }

    /// Adds stretches, set-based.
    ///
    /// Refuses with `unknown_segment`, and with `invalid_value` a stretch beyond the end of its segment; overlaps
    /// break `progress_no_overlap`, a taken ref `progress_ref_key`.
    public func insert(_ records: [ProgressRecord]) async throws {
        guard !records.isEmpty else { return }
        try await NaturalKeys(session, in: association).requireSegments(records.map(\.segment))
        let given: SQL = """
            unnest(\(records.map(\.ref)), \(records.map(\.segment)), \(records.map(\.date)), \(records.map(\.from)),
                \(records.map(\.to)), \(records.map { $0.method?.rawValue }),
                \(records.map { $0.coverCm.map { Int32(clamping: $0) } }))
                with ordinality as g (ref, segment, on_date, from_cm, to_cm, method, cover, position)
            join buddel.segments s on s.association_id = \(association) and s.code = g.segment
            """
        let beyond = try await session.query(
            SQL(
                name: "list stretches beyond their segments",
                """
                select g.segment, g.to_cm, v.length_cm from \(fragment: given)
                cross join lateral (
                    select v.length_cm from buddel.segment_versions v
                    where v.association_id = s.association_id and v.segment_id = s.id order by v.number desc limit 1) v
                where g.to_cm > v.length_cm order by g.position
                """)
        ).map { row in
            Refusal.beyondSegment(
                try row.decode("segment"), to: try row.decode("to_cm"), length: try row.decode("length_cm"))
        }
        if !beyond.isEmpty { throw Refusals(beyond) }
        try await session.execute(
            SQL(
                name: "insert progress",
                """
                insert into buddel.progress (association_id, ref, segment_id, on_date, from_cm, to_cm, method, cover_cm, user_id)
                select \(association), g.ref, s.id, g.on_date, g.from_cm, g.to_cm, g.method, g.cover,
                    buddel.current_user_id()
                from \(fragment: given)
                order by g.position
                """))
    }

    /// The stretches that hold, in natural order of their refs.
    public func list() async throws -> [ProgressRecord] {
        try await session.query(
            SQL(
                name: "list progress",
                """
                select p.ref, p.on_date, s.code, p.from_cm, p.to_cm, p.method, p.cover_cm from buddel.progress p
                join buddel.segments s on s.association_id = p.association_id and s.id = p.segment_id
                where p.association_id = \(association) and p.reversed_at is null
                """)
        ).map { row in
            ProgressRecord(
                ref: try row.decode("ref"), date: try row.decode("on_date"), segment: try row.decode("code"),
                from: try row.decode("from_cm"), to: try row.decode("to_cm"),
                method: try row.optionalWord("method"), coverCm: try row.decode("cover_cm"))
        }.naturallySorted(by: \.ref)
    }

    /// All refs ever used, of reversed stretches too: a new one must differ from each.
    public func listRefs() async throws -> [String] {
        try await session.query(
            SQL(
                name: "list progress refs",
                "select ref from buddel.progress where association_id = \(association)")
        ).map { try $0.decode("ref") }
    }

    /// Reverses a stretch that holds; false where there is none of that ref.
    public func reverse(_ ref: String) async throws -> Bool {
        try await session.execute(
            SQL(
                name: "reverse progress",
                """
                update buddel.progress set reversed_at = now(), reversed_by = buddel.current_user_id()
                where association_id = \(association) and ref = \(ref) and reversed_at is null
                """)) == 1
    }
}

extension Refusal {
    /// A stretch ends behind the end of its segment.
    static func beyondSegment(_ segment: String, to: Centimetres, length: Centimetres) -> Refusal {
        .invalid(
            "to_metre", to.description,
            LocalizedText(
                en: "lies beyond the end of \(segment) at \(length) m",
                de: "liegt hinter dem Ende von \(segment) bei \(length) m"),
            cure: LocalizedText(en: "At most \(length).", de: "Höchstens \(length)."))
    }
}
