import BuddelStore
import Buddelverein
import Postgres

extension BuddelApp {
    /// A recorded stretch, and whether it was dug without clearance.
    public struct RecordedProgress: Sendable, Hashable {
        public var record: ProgressRecord
        public var dugWithoutClearance: Bool
    }

    /// Records dug stretches; empty refs become the next ones, `B-1`, `B-2` and so on.
    ///
    /// A fact is never refused: digging without clearance is kept and flagged. Refuses with the records' faults
    /// (`future_date` among them), `unknown_segment`, a stretch beyond its segment, and `progress_overlap`.
    public func recordProgress(_ records: [ProgressRecord], in association: String?) async throws -> [RecordedProgress]
    {
        try await perform(.progressRecord, in: association) { work, key in
            let store = ProgressStore(work.transaction, in: key.id)
            var refs = try await store.listRefs()
            let numbered = records.map { record in
                var record = record
                if record.ref.isEmpty { record.ref = NaturalOrder.next(prefix: "B-", after: refs) }
                refs.append(record.ref)
                return record
            }
            let segments = try await SegmentStore(work.transaction, in: key.id).listMeasured()
            let lengths = Dictionary(uniqueKeysWithValues: segments.map { ($0.record.code, $0.length) })
            var known = KnownRecords(segments: lengths.keys)
            known.today = work.today
            try work.refuse(
                numbered.flatMap { $0.faults(known, length: lengths[$0.segment]) }
                    + ProgressRecord.overlapFaults(numbered).map(\.refusal))
            try await store.insert(numbered)
            for record in numbered {
                try await work.audit(
                    association: key, subject: record.ref, detail: ["segment": .string(record.segment)])
            }
            return try await work.judged(numbered, in: key)
        }
    }

    /// The stretches that hold, in natural order of their refs, each with its flag.
    public func listProgress(of segment: String? = nil, in association: String?) async throws -> [RecordedProgress] {
        try await perform(.networkRead, in: association, access: .readOnly) { work, key in
            let records = try await ProgressStore(work.transaction, in: key.id).list()
            return try await work.judged(records.filter { segment == nil || $0.segment == segment }, in: key)
        }
    }

    /// Takes a stretch back; it stays in the database as reversed, and its ref is never given again.
    ///
    /// Refuses with `not_found`.
    public func reverseProgress(_ ref: String, in association: String?) async throws {
        try await perform(.progressRecord, in: association) { work, key in
            guard try await ProgressStore(work.transaction, in: key.id).reverse(ref) else {
                throw Refusal.progressNotFound(ref)
            }
            try await work.audit(association: key, subject: ref, detail: ["reversed": true])
        }
    }

    /// Metres by area, state and month, and take-up against quotas, as of today.
    public func reportProgress(in association: String?) async throws -> ProgressReport {
        try await perform(.reportRead, in: association, access: .readOnly) { work, key in
            let segments = try await work.segmentOverviews(on: work.today, in: key).map {
                ProgressReport.Stretch(
                    code: $0.segment.code, area: $0.segment.area, status: $0.standing, length: $0.length,
                    laidOn: $0.segment.laidOn)
            }
            return try ProgressReport(
                areas: try await AreaStore(work.transaction, in: key.id).list(),
                connections: try await ConnectionStore(work.transaction, in: key.id).list(), segments: segments,
                progress: try await ProgressStore(work.transaction, in: key.id).list())
        }
    }
}

extension UnitOfWork {
    /// Stretches with the flag of their day.
    func judged(
        _ records: [ProgressRecord], in association: AssociationKey
    ) async throws -> [BuddelApp.RecordedProgress] {
        let overviews = Dictionary(
            uniqueKeysWithValues: try await segmentOverviews(on: today, in: association).map { ($0.segment.code, $0) })
        return records.map { record in
            let overview = overviews[record.segment]
            return BuddelApp.RecordedProgress(
                record: record,
                dugWithoutClearance: overview.map {
                    SegmentLifeCycle.isDugWithoutClearance(
                        recorded: $0.segment.status, required: $0.clearances, on: [record.date])
                } ?? false)
        }
    }
}

extension Refusal {
    static func progressNotFound(_ ref: String) -> Refusal {
        Refusal(
            .notFound,
            LocalizedText(
                en: "There is no dug stretch \(ref), or it is reversed.",
                de: "Es gibt kein gebautes Stück \(ref), oder es ist storniert."),
            at: Place(field: "ref", value: ref))
    }
}
