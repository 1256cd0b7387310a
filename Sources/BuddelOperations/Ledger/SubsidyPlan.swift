import BuddelFormats
import BuddelStore
import Buddelverein
import Postgres

/// What a folder changes of programmes, awards and claims.
struct SubsidyPlan: Sendable {
    /// Programmes name the municipality that decides, by the default rule of formats.md where the file does not.
    var programmes = ImportPlan<Programme>()
    var awards = ImportPlan<Award>()
    var claims = ImportPlan<ClaimRecord>()

    /// Whether it writes down what a funder set or a town decided.
    var writesDecisions: Bool {
        let decided = awards.new + awards.advanced.map(\.after)
        return !programmes.isEmpty || !claims.isEmpty
            || decided.contains { $0.approvedOn != nil || $0.earlyStartOn != nil }
    }

    static func made(
        _ folder: CaseFolder, _ target: ImportTarget, _ work: UnitOfWork, _ faults: inout PlanFaults
    ) async throws -> SubsidyPlan {
        var plan = SubsidyPlan()
        let given = folder.records
        if folder.files.contains(.programmes) {
            let named = try await withAdministrators(given, target, work, &faults)
            plan.programmes = ImportPlan(named, recorded: try await work.recordedProgrammes())
            faults.add(plan.programmes.faults, .programmes)
        }
        guard folder.files.contains(.awards) || folder.files.contains(.claims) else { return plan }
        var (recorded, filed): ([Award], [ClaimRecord]) = ([], [])
        if let key = target.key {
            recorded = try await work.exportAwards(of: key)
            filed = try await work.exportClaims(of: key)
        }
        plan.awards = ImportPlan(given.awards, recorded: recorded)
        faults.add(plan.awards.faults, .awards)
        plan.claims = ImportPlan(given.claims, recorded: filed)
        faults.add(plan.claims.faults, .claims)
        // What is filed now comes after everything that was filed before.
        let order = ClaimRecord.orderFaults(filed + plan.claims.new)
        faults.add(
            order.compactMap { fault in
                let place = fault.index - filed.count
                return place < 0 ? nil : ListFault(index: plan.claims.newIndices[place], refusal: fault.refusal)
            }, .claims)
        return plan
    }

    /// The programmes of the folder, each with the municipality that decides: the one named, else the territory where
    /// it is one, else the seat of the first applicant (formats.md).
    private static func withAdministrators(
        _ given: CaseRecords, _ target: ImportTarget, _ work: UnitOfWork, _ faults: inout PlanFaults
    ) async throws -> [Programme] {
        var seat = given.association?.seatAgs
        if seat == nil, let key = target.key {
            seat = try await AssociationStore(work.transaction).fetch(key.id)?.profile.seatAgs
        }
        var named: [Programme] = []
        for (index, programme) in given.programmes.enumerated() {
            var programme = programme
            programme.administeredBy = programme.administrator(firstApplicant: seat)
            if programme.administeredBy == nil {
                faults.add([ListFault(index: index, refusal: .missing("administered_by"))], .programmes)
            }
            named.append(programme)
        }
        return named
    }
}

extension UnitOfWork {
    /// All programmes, each with the municipality that decides.
    func recordedProgrammes() async throws -> [Programme] {
        try await ProgrammeStore(transaction).list().map { stored in
            var programme = try ProgrammeTerms.parse(stored.terms, file: stored.code)
            programme.administeredBy = stored.administeredBy
            return programme
        }
    }
}
