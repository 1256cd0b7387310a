import BuddelFormats
import BuddelStore
import Buddelverein

// Programmes, awards and what became of claims.
extension CaseImport {
    func writeProgrammes() async throws {
        // The plan has named who decides for each.
        try await step(.programmes) { try await work.importProgrammes(plan.subsidy.programmes.new, seat: nil) }
        progress.advance(by: folder.records.programmes.count)
    }

    /// Awards with the town's decisions; each granted one commits its maximum to the budget of its year.
    func writeAwards(in association: AssociationKey) async throws {
        let plan = plan.subsidy.awards
        guard !plan.isEmpty else { return }
        // Of an association that comes with the folder nobody knows yet; the budgets are others', too.
        if target.isNew {
            try await AwardStore(session).lockHistory(
                of: association.id, programmes: Set(plan.new.map(\.programme)).sorted())
        }
        try await step(.awards) {
            try await work.importAwards(plan.new, in: association)
            try await work.advanceAwards(plan.advanced.map(\.after), in: association)
        }
        progress.advance(by: folder.records.awards.count)
    }

    /// Claims as they were filed and decided, replayed in their order.
    func writeClaims(in association: AssociationKey) async throws {
        guard !plan.subsidy.claims.new.isEmpty else { return }
        try await step(.claims) { try await work.importClaims(plan.subsidy.claims.new, in: association) }
        progress.advance(by: folder.records.claims.count)
    }
}
