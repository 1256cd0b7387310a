import BuddelFormats
import BuddelStore
import Buddelverein
import Postgres

// Municipalities, the association with its people, and its network.
extension CaseImport {
    /// Borders; segments and connections of all associations are measured anew where borders came later.
    func writeMunicipalities() async throws {
        let plan = plan.municipalities
        guard !plan.isEmpty else { return }
        try await step(.municipalities) {
            _ = try await MunicipalityStore(session).upsert(plan.new + plan.advanced.map(\.after))
            try await ConnectionStore.recomputeMunicipalities(session)
            try await SegmentStore.recomputeParts(session)
        }
        progress.advance(by: plan.new.count + plan.advanced.count)
    }

    /// The association, new or with what changed of its profile; nil where the folder needs none.
    func writeAssociation() async throws -> AssociationKey? {
        try await step(.association) {
            if let profile = plan.association.new.first {
                return AssociationKey(id: try await AssociationStore(session).insert(profile), code: profile.code)
            }
            if let advance = plan.association.advanced.first, let key = target.key {
                _ = try await AssociationStore(session).update(advance.after, of: key.id)
            }
            return target.key
        }
    }

    /// Members with offices and mandates, and helpers; what changed of them holds from today.
    ///
    /// Takes the numbering lock where the folder adds something that commands give numbers to.
    func writeMembers(in association: Int64) async throws {
        if !plan.members.new.isEmpty || !plan.helpers.new.isEmpty || !plan.connections.new.isEmpty {
            try await NumberingLock(session).take(associationID: association)
        }
        try await step(.areas) {
            let store = AreaStore(session, in: association)
            try await store.insert(plan.areas.new)
            try await store.update(plan.areas.advanced.map(\.after))
        }
        try await step(.members) {
            let store = MemberStore(session, in: association)
            try await store.insert(plan.members.new)
            try await store.update(plan.members.advanced.map(\.after), on: work.today)
        }
        try await step(.helpers) {
            let store = HelperStore(session, in: association)
            try await store.insert(plan.helpers.new)
            try await store.update(plan.helpers.advanced.map(\.after))
        }
        progress.advance(by: folder.records.members.count + folder.records.helpers.count)
    }

    /// Connections with their holders, segments, and dug stretches.
    func writeNetwork(in association: Int64) async throws {
        try await step(.connections) {
            let store = ConnectionStore(session, in: association)
            try await store.insert(plan.connections.new)
            try await store.update(plan.connections.advanced.map(\.after))
        }
        try await step(.holders) {
            let store = HoldingStore(session, in: association)
            let handedOver = plan.connections.advanced.filter { $0.before.memberNumber != $0.after.memberNumber }
            try await store.replacePresent(handedOver.map(\.after))
            // Where one holder is new all of the connection are given: a holding may end where the next one begins.
            let changed = Set(plan.holders.new.map(\.connection))
            try await store.insertEarlier(folder.records.holders.filter { changed.contains($0.connection) })
        }
        progress.advance(by: folder.records.connections.count)
        try await step(.segments) {
            let store = SegmentStore(session, in: association)
            try await store.insert(plan.segments.new)
            try await store.update(plan.segments.advanced.map(\.after))
        }
        progress.advance(by: folder.records.segments.count)
        if !plan.progress.new.isEmpty {
            try await requireWithinSegments(association)
            try await step(.progress) { try await ProgressStore(session, in: association).insert(plan.progress.new) }
            progress.advance(by: folder.records.progress.count)
        }
    }

    /// Refuses every stretch that ends behind its segment, each at its row (`invalid_value`).
    private func requireWithinSegments(_ association: Int64) async throws {
        let segments = try await SegmentStore(session, in: association).listMeasured()
        let lengths = Dictionary(
            segments.map { ($0.record.code, $0.length) }, uniquingKeysWith: { first, _ in first })
        let known = KnownRecords(segments: lengths.keys)
        var faults = PlanFaults(folder)
        for (index, stretch) in zip(plan.progress.newIndices, plan.progress.new) {
            let beyond = stretch.faults(known, length: lengths[stretch.segment])
            faults.add(beyond.map { ListFault(index: index, refusal: $0) }, .progress)
        }
        try faults.refuse()
    }
}
