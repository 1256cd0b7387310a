import BuddelFormats
import BuddelStore
import Buddelverein

/// History from a case folder, and back into one: part of a transaction that an import or export has opened.
///
/// The caller has compared the records with what is recorded already; these are new. For an association that others see
/// already it holds the locks of `AwardStore.lockHistory`, so that nothing here waits while it holds the ledger.
extension UnitOfWork {
    /// Adds programmes; `seat` is the first applicant's, which decides where the programme does not say.
    public func importProgrammes(_ programmes: [Programme], seat: Ags?) async throws {
        for programme in programmes {
            guard let ags = programme.administrator(firstApplicant: seat) else {
                throw Refusal.administratorNeeded(programme.code)
            }
            try await ProgrammeStore(transaction).insert(
                programme, administeredBy: ags, terms: ProgrammeTerms.text(programme))
        }
    }

    /// Adds awards; granted ones commit their maximum to the programme's budget.
    ///
    /// `isHistory`: decisions among them were made elsewhere, which an administrator or the owner writes down; else they
    /// are the caller's, who is the town's approver.
    public func importAwards(
        _ awards: [Award], in association: AssociationKey, isHistory: Bool = true
    ) async throws {
        let store = AwardStore(transaction)
        var years: [Int?] = []
        for award in awards {
            guard let programme = try await ProgrammeStore(transaction).fetch(award.programme) else {
                throw Refusal.programmeNotFound(award.programme)
            }
            years.append(try await budgetYear(of: award, programmeID: programme.id))
        }
        try await store.insert(awards, budgetYears: years, isImported: isHistory, in: association.id)
    }

    /// Moves recorded awards forward: what was decided since, each field once.
    public func advanceAwards(_ awards: [Award], in association: AssociationKey) async throws {
        let store = AwardStore(transaction)
        for award in awards {
            guard let found = try await store.list(code: award.code, association: association.id).first else {
                throw Refusal.awardNotFound(award.code)
            }
            try await store.lock(found.id)
            let year = try await budgetYear(of: award, programmeID: found.programmeID)
            try await store.update(award, id: found.id, budgetYear: year, isImported: true)
        }
    }

    /// Adds claims as they were decided, in the order of filing, each with what was acceptable at its own cut-off.
    ///
    /// The evidence must be recorded before. Rules.md 3, 4: a rejected or withdrawn claim covers nothing; an approved
    /// one covers less its whole cuts. Grants are booked on the day of the cut-off, and so is what was revoked.
    /// Refuses with `unknown_award`, `undecided_claim`, `cutoff_not_later`, and by the database with `not_allowed`
    /// for anybody but an administrator and the owner.
    public func importClaims(_ claims: [ClaimRecord], in association: AssociationKey) async throws {
        guard !claims.isEmpty else { return }
        let loaded = try await loadEvidence(association)
        let assessor = try Assessor(loaded.evidence)
        let awards = Dictionary(
            uniqueKeysWithValues: try await AwardStore(transaction).list(association: association.id)
                .map { ($0.record.code, $0) })
        var programmes: [String: Programme] = [:]
        for record in claims {
            guard let award = awards[record.award] else { throw Refusal.unknown(.award, record.award, field: "award") }
            let programme: Programme
            if let known = programmes[award.record.programme] {
                programme = known
            } else {
                programme = try await self.programme(of: award)
                programmes[award.record.programme] = programme
            }
            try await importClaim(record, award, programme, assessor, loaded)
        }
    }

    private func importClaim(
        _ record: ClaimRecord, _ award: StoredAward, _ programme: Programme, _ assessor: Assessor,
        _ loaded: LoadedEvidence
    ) async throws {
        let frozen = try assessor.freeze(programme: programme, award: award.record, cutoffOn: record.cutoffOn)
        let standing = try await StandingStore(transaction).fetch(awardID: award.id)
        let content = ClaimContent(
            basis: FilingBasis(award, claim: record.code, loaded),
            filed: FiledContent(frozen: frozen, details: assessor.details(of: frozen.lines.map(\.key)), documents: []),
            assessment: try reassess(frozen, standing))
        let store = ClaimStore(transaction)
        let number = try await store.fetchNextNumber(awardID: award.id)
        var draft = ClaimDraft(
            award, programme: programme, number: number, code: record.code, content: content, loaded: loaded)
        draft.isImported = true
        draft.status = record.status.imported
        if record.status == .rejected || record.status == .withdrawn { draft.coverage = Coverage() }
        if record.status == .approved {
            draft.approved = record.approved ?? .zero
            draft.approvedOn = record.cutoffOn
            draft.revoked = record.revoked
        }
        let id = try await ClaimContentStore(transaction).insert(draft)
        try await CutStore(transaction).insert(record.cuts, associationID: award.associationID, claimID: id)
        try await store.refreshCoverage(awardID: award.id)
        guard let approved = draft.approved,
            let claim = try await store.list(.init(awardID: award.id)).first(where: { $0.id == id })
        else { return }
        try await book("granted", approved, claim, on: record.cutoffOn)
        try await book("grant_revoked", record.revoked, claim, on: record.cutoffOn)
    }

    /// The association's awards in the order in which they were recorded.
    public func exportAwards(of association: AssociationKey) async throws -> [Award] {
        try await AwardStore(transaction).list(association: association.id).map(\.record)
    }

    /// The association's claims in the order of filing.
    public func exportClaims(of association: AssociationKey) async throws -> [ClaimRecord] {
        let claims = try await ClaimStore(transaction).list(.init(associationID: association.id))
        let cuts = try await CutStore(transaction).list(claimIDs: claims.map(\.id))
        return claims.map { claim in
            ClaimRecord(
                code: claim.code, award: claim.award, cutoffOn: claim.cutoffOn, status: claim.status.filed,
                approved: claim.approved, cuts: claim.isImported || claim.approved != nil ? cuts[claim.id] ?? [] : [],
                revoked: claim.revoked)
        }
    }
}

extension FiledStatus {
    /// The state in which imported history stands.
    var imported: ClaimStatus {
        switch self {
        case .submitted: .submitted
        case .approved: .approved
        case .rejected: .rejected
        case .withdrawn: .withdrawn
        }
    }
}

extension ClaimStatus {
    /// What became of the claim, as claims.json says it.
    var filed: FiledStatus {
        switch self {
        case .draft, .submitted, .certified, .checked, .returned: .submitted
        case .approved, .released, .paid: .approved
        case .rejected: .rejected
        case .withdrawn: .withdrawn
        }
    }
}
