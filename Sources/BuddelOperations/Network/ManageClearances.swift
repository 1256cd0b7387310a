import BuddelStore
import Buddelverein
import Postgres

extension BuddelApp {
    /// The clearances of one segment, or of all for nil: by segment in natural order, then as recorded.
    public func listClearances(of segment: String? = nil, in association: String?) async throws -> [RecordedClearance] {
        try await perform(.networkRead, in: association, access: .readOnly) { work, key in
            try await work.clearances(of: segment, in: key)
        }
    }

    /// One clearance by its key; refuses with `not_found`.
    public func fetchClearance(_ id: Int64, in association: String?) async throws -> RecordedClearance {
        try await perform(.networkRead, in: association, access: .readOnly) { work, key in
            guard let found = try await work.clearances(of: nil, in: key).first(where: { $0.id == id }) else {
                throw Refusal.clearanceNotFound(id)
            }
            return found
        }
    }

    /// Records a clearance that a segment needs.
    ///
    /// Without days it is required and still missing; with days it fulfils a missing one of its kind and note, or
    /// stands beside the others. Refuses with `not_found`, `invalid_order`, `invalid_value`.
    @discardableResult
    public func addClearance(
        _ clearance: Clearance, of segment: String, note: String = "", in association: String?
    ) async throws -> Int64 {
        try await perform(.networkChange, in: association) { work, key in
            try work.requireOrder(clearance)
            try TextLimits.require(note: note, "note")
            guard try await SegmentStore(work.transaction, in: key.id).fetchMeasured(segment) != nil else {
                throw Refusal.absent(.segment, segment, field: "segment")
            }
            let store = ClearanceStore(work.transaction, in: key.id)
            let missing = try await store.list(segment: segment).first {
                $0.clearance.kind == clearance.kind && $0.clearance.validFrom == nil && [note, ""].contains($0.note)
            }
            let id: Int64
            if var missing, clearance.validFrom != nil {
                missing.clearance = clearance
                missing.note = note
                guard try await store.update(missing) else { throw Refusal.changedMeanwhile(segment) }
                id = missing.id
            } else {
                id = try await store.insert(clearance, of: segment, note: note)
            }
            try await work.audit(
                association: key, subject: segment, detail: ["clearance": .string(clearance.kind.rawValue)])
            return id
        }
    }

    /// Changes the days of a clearance, such as a new end when it was renewed.
    ///
    /// A change that changes nothing writes nothing. Refuses with `not_found`, `invalid_order`, `invalid_value`,
    /// `content_changed` where `version` is not the present one.
    public func editClearance(
        _ id: Int64, in association: String?, version: Int? = nil,
        _ change: @Sendable (inout RecordedClearance) throws -> Void
    ) async throws {
        try await perform(.networkChange, in: association) { work, key in
            guard let found = try await work.clearances(of: nil, in: key).first(where: { $0.id == id }) else {
                throw Refusal.clearanceNotFound(id)
            }
            var recorded = found
            let (segment, kind) = (recorded.segment, recorded.clearance.kind)
            try change(&recorded)
            recorded.clearance.kind = kind
            try work.requireOrder(recorded.clearance)
            try TextLimits.require(note: recorded.note, "note")
            if recorded == found, version ?? found.version == found.version { return }
            let updated = try await ClearanceStore(work.transaction, in: key.id).update(
                ClearanceStore.Entry(
                    id: id, segment: segment, clearance: recorded.clearance, note: recorded.note,
                    version: version ?? recorded.version))
            guard updated else { throw Refusal.changedMeanwhile(segment) }
            try await work.audit(association: key, subject: segment, detail: ["clearance": .string(kind.rawValue)])
        }
    }
}

extension UnitOfWork {
    fileprivate func requireOrder(_ clearance: Clearance) throws(Refusal) {
        guard let until = clearance.validUntil else { return }
        guard let from = clearance.validFrom else { throw .missing("from") }
        guard from <= until else { throw .invalidOrder(from, until, fields: ("from", "until")) }
    }
}

extension Refusal {
    static func clearanceNotFound(_ id: Int64) -> Refusal {
        Refusal(
            .notFound, LocalizedText(en: "There is no such clearance.", de: "Diese Freigabe gibt es nicht."),
            cure: LocalizedText(en: "See `buddel clearance list`.", de: "Siehe `buddel clearance list`."),
            at: Place(field: "id", value: String(id)))
    }
}
