import BuddelFormats
import BuddelStore
import Buddelverein
import Postgres

/// What a folder changes, file by file, before anything is written.
struct CasePlan: Sendable {
    var municipalities = ImportPlan<Municipality>()
    var association = ImportPlan<AssociationProfile>()
    var areas = ImportPlan<Area>()
    var members = ImportPlan<Member>()
    var helpers = ImportPlan<Helper>()
    var connections = ImportPlan<Connection>()
    var holders = ImportPlan<Holding>()
    var segments = ImportPlan<Segment>()
    var progress = ImportPlan<ProgressRecord>()
    var vouchers = VoucherPlan()
    var documents = DocumentPlan()
    var subsidy = SubsidyPlan()

    /// Compares the folder with what is recorded; refuses with everything that contradicts it, in file order.
    static func made(_ folder: CaseFolder, _ target: ImportTarget, _ work: UnitOfWork) async throws -> CasePlan {
        var plan = CasePlan()
        var faults = PlanFaults(folder)
        try await plan.compareNetwork(folder, target.key?.id, work, &faults)
        plan.vouchers = try await VoucherPlan.made(folder, target.key?.id, work, &faults)
        plan.documents = try await DocumentPlan.made(folder, plan.vouchers, target.key?.id, work, &faults)
        plan.subsidy = try await SubsidyPlan.made(folder, target, work, &faults)
        try faults.refuse()
        try plan.requireRights(work)
        return plan
    }

    private mutating func compareNetwork(
        _ folder: CaseFolder, _ association: Int64?, _ work: UnitOfWork, _ faults: inout PlanFaults
    ) async throws {
        let given = folder.records
        let session = work.transaction
        if folder.files.contains(.municipalities) {
            municipalities = ImportPlan(given.municipalities, recorded: try await MunicipalityStore(session).list())
        }
        guard let association else {
            self.association = ImportPlan([given.association].compactMap { $0 }, recorded: [])
            areas = ImportPlan(given.areas, recorded: [])
            members = ImportPlan(given.members, recorded: [])
            helpers = ImportPlan(given.helpers, recorded: [])
            connections = ImportPlan(given.connections, recorded: [])
            holders = ImportPlan(given.holders, recorded: [])
            segments = ImportPlan(given.segments, recorded: [])
            progress = ImportPlan(given.progress, recorded: [])
            return
        }
        if let profile = given.association {
            let recorded = try await AssociationStore(session).fetch(association)?.profile
            self.association = ImportPlan([profile], recorded: [recorded].compactMap { $0 })
            faults.add(self.association.faults, .association)
        }
        if folder.files.contains(.areas) {
            areas = ImportPlan(given.areas, recorded: try await AreaStore(session, in: association).list())
        }
        if folder.files.contains(.members) {
            members = ImportPlan(given.members, recorded: try await MemberStore(session, in: association).list())
            faults.add(members.faults, .members)
        }
        if folder.files.contains(.helpers) {
            helpers = ImportPlan(given.helpers, recorded: try await HelperStore(session, in: association).list())
            faults.add(helpers.faults, .helpers)
        }
        try await compareBuilding(folder, association, session, &faults)
    }

    private mutating func compareBuilding(
        _ folder: CaseFolder, _ association: Int64, _ session: Transaction, _ faults: inout PlanFaults
    ) async throws {
        let given = folder.records
        if folder.files.contains(.connections) {
            connections = .connections(
                given.connections, recorded: try await ConnectionStore(session, in: association).list(),
                holders: given.holders)
            faults.add(connections.faults, .connections)
        }
        if folder.files.contains(.holders) {
            holders = ImportPlan(
                given.holders, recorded: try await HoldingStore(session, in: association).listEarlier())
            faults.add(holders.faults, .holders)
        }
        if folder.files.contains(.segments) {
            segments = ImportPlan(given.segments, recorded: try await SegmentStore(session, in: association).list())
            faults.add(segments.faults, .segments)
        }
        if folder.files.contains(.progress) {
            let store = ProgressStore(session, in: association)
            let recorded = try await store.list()
            let reversed = Set(try await store.listRefs()).subtracting(recorded.map(\.ref))
            progress = ImportPlan(given.progress, recorded: recorded, reversed: reversed)
            faults.add(progress.faults + progress.overlapFaults(recorded: recorded), .progress)
        }
    }

    /// Borders, programmes and what a town decided are not an association's to write.
    private func requireRights(_ work: UnitOfWork) throws {
        if !municipalities.isEmpty { try Authorisation.require(.municipalityLoad, of: work.caller) }
        if subsidy.writesDecisions { try Authorisation.require(.historyImport, of: work.caller) }
    }
}

/// Gathers the faults of a plan with the places where the rows stand.
struct PlanFaults {
    private let folder: CaseFolder
    private var refusals: [Refusal] = []

    init(_ folder: CaseFolder) { self.folder = folder }

    mutating func add(_ faults: [ListFault], _ file: CaseFile) {
        for fault in faults {
            let field = fault.refusal.place?.field
            // A field of JSON and GeoJSON is a pointer; one of a table is its column.
            let shown = file.columns.isEmpty ? field.map { $0.hasPrefix("/") ? $0 : "/" + $0 } : field
            refusals.append(
                fault.refusal.at(
                    folder.place(file, fault.index, field: shown, value: fault.refusal.place?.value)))
        }
    }

    mutating func add(_ refusal: Refusal) { refusals.append(refusal) }

    func refuse() throws {
        guard !refusals.isEmpty else { return }
        throw Refusals(CaseFolder.inFileOrder(refusals))
    }
}
