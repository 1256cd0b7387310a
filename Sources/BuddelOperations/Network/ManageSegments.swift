import BuddelStore
import Buddelverein
import Postgres

extension BuddelApp {
    /// A segment with everything that was recorded about it.
    public struct SegmentDetails: Sendable, Hashable {
        public var overview: SegmentOverview
        public var clearances: [RecordedClearance]
        public var progress: [RecordedProgress]
    }

    /// A clearance with its key and note.
    public struct RecordedClearance: Sendable, Hashable {
        public var id: Int64
        public var segment: String
        public var clearance: Clearance
        public var note: String
        public var version: Int
    }

    /// All segments in natural order of their codes, as they stand on a day, by default today.
    public func listSegments(on day: Day? = nil, in association: String?) async throws -> [SegmentOverview] {
        try await perform(.networkRead, in: association, access: .readOnly) { work, key in
            try await work.segmentOverviews(on: day ?? work.today, in: key)
        }
    }

    /// One segment; refuses with `not_found`.
    public func fetchSegment(_ code: String, in association: String?) async throws -> SegmentDetails {
        try await perform(.networkRead, in: association, access: .readOnly) { work, key in
            let overview = try await work.segmentOverview(code, on: work.today, in: key)
            return SegmentDetails(
                overview: overview, clearances: try await work.clearances(of: code, in: key),
                progress: try await work.judged(
                    ProgressStore(work.transaction, in: key.id).list().filter { $0.segment == code }, in: key))
        }
    }

    /// Moves a segment to its next state (DESIGN.md 4), on a day, by default today.
    ///
    /// Refuses with `not_found`, `move_not_allowed`, `content_changed`, and `cleared` with `clearance_missing`.
    /// Beginning without clearance is a fact: it is kept and flagged.
    @discardableResult
    public func moveSegment(
        _ code: String, to status: SegmentStatus, on day: Day? = nil, in association: String?, version: Int? = nil
    ) async throws -> SegmentLifeCycle.Outcome {
        try await perform(.segmentMove, in: association) { work, key in
            let store = SegmentStore(work.transaction, in: key.id)
            guard let present = try await store.lock(code) else {
                throw Refusal.absent(.segment, code, field: "code")
            }
            guard version == nil || version == present else { throw Refusal.changedMeanwhile(code) }
            let day = day ?? work.today
            let overview = try await work.segmentOverview(code, on: day, in: key)
            let outcome = try SegmentLifeCycle.move(
                code, from: overview.standing, to: status, on: day, required: overview.clearances,
                by: work.actor(in: key))
            try await store.insertEvent(status, of: code, on: day)
            try await store.touch(code)
            try await work.audit(
                association: key, subject: code,
                detail: [
                    "state": .string(status.rawValue), "dug_without_clearance": .bool(outcome.dugWithoutClearance),
                ])
            return outcome
        }
    }
}

extension UnitOfWork {
    /// All segments as they stand on a day.
    func segmentOverviews(on day: Day, in association: AssociationKey) async throws -> [SegmentOverview] {
        try await overviews(SegmentStore(transaction, in: association.id).listMeasured(), on: day, in: association)
    }

    fileprivate func segmentOverview(
        _ code: String, on day: Day, in association: AssociationKey
    ) async throws -> SegmentOverview {
        let found = try await SegmentStore(transaction, in: association.id).fetchMeasured(code).map { [$0] } ?? []
        guard let overview = try await overviews(found, on: day, in: association).first else {
            throw Refusal.absent(.segment, code, field: "code")
        }
        return overview
    }

    private func overviews(
        _ measured: [MeasuredSegment], on day: Day, in association: AssociationKey
    ) async throws -> [SegmentOverview] {
        let clearances = Dictionary(
            grouping: try await ClearanceStore(transaction, in: association.id).list(), by: \.segment)
        let days = try await SegmentStore(transaction, in: association.id).listDiggingDays()
        let progress = Dictionary(
            grouping: try await ProgressStore(transaction, in: association.id).list(), by: \.segment)
        return try measured.map { segment in
            let code = segment.record.code
            return SegmentOverview(
                segment: segment.record, length: segment.length, parts: segment.parts,
                clearances: (clearances[code] ?? []).map(\.clearance), diggingDays: days[code] ?? [],
                dug: try (progress[code] ?? []).map { (stretch) throws(Refusal) in try stretch.to - stretch.from }
                    .total(),
                version: segment.version, on: day)
        }
    }

    /// The clearances of one segment, or of all for nil.
    func clearances(
        of segment: String?, in association: AssociationKey
    ) async throws -> [BuddelApp.RecordedClearance] {
        try await ClearanceStore(transaction, in: association.id).list(segment: segment).map {
            BuddelApp.RecordedClearance(
                id: $0.id, segment: $0.segment, clearance: $0.clearance, note: $0.note, version: $0.version)
        }
    }
}
