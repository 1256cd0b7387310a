import BuddelFormats
import BuddelStore
import Buddelverein
import Postgres

extension BuddelApp {
    /// Takes a case folder (formats.md) into the database, whole or not at all.
    ///
    /// Any subset of the files may be there; what is recorded already is compared by natural key, so that the same
    /// folder again changes nothing. The association is that of `association.json`, else the one named, else the only
    /// one. A rehearsal makes every check and keeps nothing. `progress` hears how many records are done of how many.
    ///
    /// Refuses with every bad row at once (codes of files and records, `already_recorded_otherwise`), with
    /// `association_needed`, `not_found`, `not_allowed`. One transaction; its locks are those of docs/internals/locks.md:
    /// what awards and claims move, then the naming of vouchers, their counters, the vouchers that change, the ledger.
    public func importCase(
        _ path: String, association: String? = nil, rehearsal: Bool = false,
        progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) async throws -> ImportReport {
        let draft = try CaseDraft.read(path)
        return try await transact(.caseImport) { work in
            let target = try await work.importTarget(draft, named: association)
            try await work.lockHistory(draft, target)
            let known = try await work.knownCodes(draft, target)
            let folder = try draft.checked(known: known)
            let plan = try await CasePlan.made(folder, target, work)
            let run = CaseImport(work: work, folder: folder, target: target, plan: plan, progress: progress)
            return try await rehearsal ? run.rehearse() : run.apply()
        }
    }
}

/// Whose folder is imported.
struct ImportTarget: Sendable {
    /// Nil where the folder brings a new association, or needs none.
    var key: AssociationKey?
    /// Whether `association.json` brings one that is not there yet.
    var isNew: Bool
}

extension UnitOfWork {
    /// Finds the association that a folder belongs to, and whether the caller may import there.
    ///
    /// An association that is not the caller's looks like one that is not there.
    func importTarget(_ draft: CaseDraft, named name: String?) async throws -> ImportTarget {
        try Authorisation.require(.caseImport, of: caller)
        let code = try draft.associationCode()
        if let name, let code, name != code { throw Refusal.otherAssociation(code, name) }
        if let code {
            let found = try await AssociationLookup(transaction).listVisible(code: code)
            guard let one = found.first else {
                try Authorisation.require(.associationAdd, of: caller)
                return ImportTarget(key: nil, isNew: true)
            }
            let key = AssociationKey(id: one.id, code: one.code)
            try Authorisation.require(.caseImport, of: caller, in: key)
            return ImportTarget(key: key, isNew: false)
        }
        // Borders and programmes belong to nobody.
        guard name != nil || !draft.files.isSubset(of: [.municipalities, .programmes]) else {
            return ImportTarget(key: nil, isNew: false)
        }
        let key = try await association(name)
        try Authorisation.require(.caseImport, of: caller, in: key)
        return ImportTarget(key: key, isNew: false)
    }

    /// Locks what awards and claims of the folder may move, before they are compared with what is recorded: nobody
    /// decides in between, and the ledger, which the vouchers take, comes last.
    fileprivate func lockHistory(_ draft: CaseDraft, _ target: ImportTarget) async throws {
        guard let key = target.key, !draft.files.isDisjoint(with: [.awards, .claims]) else { return }
        try await AwardStore(transaction).lockHistory(of: key.id, programmes: draft.awardedProgrammes.sorted())
    }

    /// Every code that the rows of the folder may name because it is recorded already.
    func knownCodes(_ draft: CaseDraft, _ target: ImportTarget) async throws -> KnownCodes {
        let codes = try await StoredCodes.fetch(target.key?.id, transaction)
        var known = KnownCodes()
        known.today = today
        known.members = codes.members
        known.helpers = codes.helpers
        known.connections = codes.connections
        known.areas = codes.areas
        known.segments = codes.segments
        known.programmes = codes.programmes
        known.awards = codes.awards
        known.costCategories = codes.costCategories
        known.tasks = codes.tasks
        known.machineClasses = codes.machineClasses
        guard draft.cutsLines else { return known }
        (known.costs, known.work, known.gifts) = ([], [], [])
        if let id = target.key?.id {
            let finder = VoucherFinder(transaction)
            known.costs = try await finder.listRefs(.cost, associationID: id)
            known.work = try await finder.listRefs(.work, associationID: id)
            known.gifts = try await finder.listRefs(.gift, associationID: id)
        }
        return known
    }
}

extension Refusal {
    static func otherAssociation(_ code: String, _ named: String) -> Refusal {
        Refusal(
            .invalidValue,
            LocalizedText(
                en: "The folder is of the association \(code), not of \(named).",
                de: "Der Ordner gehört zum Verein \(code), nicht zu \(named)."),
            cure: LocalizedText(en: "--association \(code)", de: "--association \(code)"),
            at: Place(file: CaseFile.association.rawValue, field: "/code", value: code))
    }
}
