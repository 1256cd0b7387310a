import Buddelverein
import Postgres

/// What must be in hand before digging on a segment.
public struct ClearanceStore: Sendable {
    /// A clearance as it is stored.
    public struct Entry: Sendable, Hashable {
        public var id: Int64
        public var segment: String
        public var clearance: Clearance
        public var note: String
        public var version: Int

        public init(id: Int64, segment: String, clearance: Clearance, note: String, version: Int) {
            self.id = id
            self.segment = segment
            self.clearance = clearance
            self.note = note
            self.version = version
        }
    }

    private let session: any PostgresSession
    private let association: Int64

    public init(_ session: any PostgresSession, in association: Int64) {
        self.session = session
        self.association = association
    }

    /// Adds a clearance that a segment needs; one without days is required and missing. Returns its key.
    ///
    /// Refuses with `unknown_segment`; an end before the begin breaks `clearances_valid_after_grant`.
    @discardableResult
    public func insert(_ clearance: Clearance, of segment: String, note: String) async throws -> Int64 {
        try await NaturalKeys(session, in: association).requireSegments([segment])
        return try await session.query(
            SQL(
                name: "insert clearance",
                """
                insert into buddel.clearances (association_id, segment_id, kind, granted_on, valid_until, note)
                select \(association), s.id, \(clearance.kind.rawValue), \(clearance.validFrom), \(clearance.validUntil),
                    \(note)
                from buddel.segments s where s.association_id = \(association) and s.code = \(segment)
                returning id
                """)
        ).one().decode("id")
    }

    /// Replaces days and note; false where `version` is not the row's any more, or the row is not there.
    public func update(_ entry: Entry) async throws -> Bool {
        try await session.execute(
            SQL(
                name: "update clearance",
                """
                update buddel.clearances set granted_on = \(entry.clearance.validFrom),
                    valid_until = \(entry.clearance.validUntil), note = \(entry.note), version = version + 1
                where association_id = \(association) and id = \(entry.id) and version = \(entry.version)
                """)) == 1
    }

    /// The clearances of one segment, or of all for nil: by segment in natural order, then in order of recording.
    public func list(segment: String? = nil) async throws -> [Entry] {
        try await session.query(
            SQL(
                name: "list clearances",
                """
                select c.id, s.code, c.kind, c.granted_on, c.valid_until, c.note, c.version from buddel.clearances c
                join buddel.segments s on s.association_id = c.association_id and s.id = c.segment_id
                where c.association_id = \(association) and (\(segment)::text is null or s.code = \(segment))
                order by c.id
                """)
        ).map { row in
            Entry(
                id: try row.decode("id"), segment: try row.decode("code"),
                clearance: Clearance(
                    kind: try row.word("kind"), validFrom: try row.decode("granted_on"),
                    validUntil: try row.decode("valid_until")),
                note: try row.decode("note"), version: try row.decode("version"))
        }.naturallySorted(by: \.segment)
    }
}
