import BuddelStore
import Buddelverein
import Postgres

extension BuddelApp {
    /// Files a claim under a granted award: the evidence up to the cut-off is frozen with its documents and covered.
    ///
    /// Only the treasurer files. One transaction on one picture of the database: the award's row first, then the
    /// computation, then coverage. The claim's code is the award's with a running number. Of two claims for the same
    /// evidence filed at the same moment one wins; the other is computed again without what that one covers. Refuses with `move_not_allowed` (not granted),
    /// `undecided_claim`, `cutoff_not_later`, `nothing_claimable`, and with `document_missing` for each line that
    /// counts on a document that is not there. Rules.md 3, 4.
    public func fileClaim(
        award code: String, cutoffOn cutoff: Day, in association: String? = nil, idempotencyKey: String? = nil
    ) async throws -> FiledClaim {
        try await performOnAward(.claimFile, award: code, in: association, isolation: .repeatableRead) {
            work, found in
            try await work.once(idempotencyKey, [found.association, code, cutoff.description]) {
                try await work.file(found, cutoffOn: cutoff)
            }
        }
    }
}

extension UnitOfWork {
    /// Files under an award; its row is locked first.
    fileprivate func file(_ found: StoredAward, cutoffOn cutoff: Day) async throws -> FiledClaim {
        let code = found.record.code
        let awards = AwardStore(transaction)
        try await awards.lock(found.id)
        guard let award = try await awards.fetch(found.id) else { throw Refusal.awardNotFound(code) }
        guard award.record.approvedOn != nil else { throw Refusal.notGranted(code) }
        try await requireFileable(award, cutoff)
        let programme = try await self.programme(of: award)
        let standing = try await StandingStore(transaction).fetch(awardID: award.id)
        let loaded = try await loadEvidence(award.key)
        let number = try await ClaimStore(transaction).fetchNextNumber(awardID: award.id)
        let basis = FilingBasis(award, claim: "\(code)/\(number)", loaded)
        let (content, documents) = try await freeze(award, programme, standing, loaded.evidence, basis, cutoff)
        guard content.assessment.claimable > .zero else { throw Refusal.nothingClaimable(code) }
        var draft = ClaimDraft(
            award, programme: programme, number: number, code: basis.claim, content: content, loaded: loaded)
        draft.documents = documents
        let id = try await ClaimContentStore(transaction).insert(draft)
        try await ClaimStepStore(transaction).insert(
            .file, associationID: award.associationID, claimID: id, hash: content.hash, on: today)
        try await audit(award, subject: draft.code, amount: content.assessment.claimable)
        return FiledClaim(
            code: draft.code, claimable: content.assessment.claimable, lines: content.assessment.lines.count,
            documents: documents.count, hash: content.hash.hexadecimal)
    }
}

/// What filing gave.
public struct FiledClaim: Sendable, Hashable {
    public var code: String
    public var claimable: Money
    public var lines: Int
    public var documents: Int
    public var hash: String
}

extension FiledClaim: Rememberable {
    var remembered: JSONObject {
        [
            "code": .string(code), "claimable": .string(claimable.description), "lines": .integer(Int64(lines)),
            "documents": .integer(Int64(documents)), "hash": .string(hash),
        ]
    }

    init?(remembered: JSONValue) {
        guard let code = remembered["code"]?.stringValue,
            let claimable = remembered["claimable"]?.stringValue.flatMap({ try? Money(parsing: $0) }),
            let lines = remembered["lines"]?.integerValue, let documents = remembered["documents"]?.integerValue,
            let hash = remembered["hash"]?.stringValue
        else { return nil }
        self.init(code: code, claimable: claimable, lines: Int(lines), documents: Int(documents), hash: hash)
    }
}

extension UnitOfWork {
    /// What the database would refuse too, in words that name the other claim.
    fileprivate func requireFileable(_ award: StoredAward, _ cutoff: Day) async throws {
        let claims = try await ClaimStore(transaction).list(.init(awardID: award.id))
        if claims.contains(where: { $0.status.isUndecided }) { throw Refusal.undecidedClaim(award.record.code) }
        let standing = claims.filter { $0.status != .rejected && $0.status != .withdrawn }
        if let last = standing.map(\.cutoffOn).max(), cutoff <= last {
            throw Refusal.cutoffNotLater(cutoff, than: last)
        }
        if cutoff > today { throw Refusal.cutoffInFuture(cutoff, today: today) }
    }

    /// Freezes evidence, details and documents; refuses with a `document_missing` for each that is not there.
    fileprivate func freeze(
        _ award: StoredAward, _ programme: Programme, _ standing: Standing, _ evidence: Evidence, _ basis: FilingBasis,
        _ cutoff: Day
    ) async throws -> (ClaimContent, [VoucherDocument]) {
        let assessor = try Assessor(evidence)
        let frozen = try assessor.freeze(programme: programme, award: award.record, cutoffOn: cutoff)
        let assessment = try reassess(frozen, standing)
        let documents = try await ClaimContentStore(transaction).listVoucherDocuments(
            of: assessment.lines.filter(\.accepted).map(\.key), associationID: award.associationID)
        let missing = programme.eligible.requiresDocument ? documents.filter { $0.documentID == nil } : []
        guard missing.isEmpty else { throw Refusals(missing.map(Refusal.documentMissing)) }
        let attached = documents.filter { $0.documentID != nil }
        let filed = FiledContent(
            frozen: frozen, details: assessor.details(of: frozen.lines.map(\.key)),
            documents: attached.map { FiledDocument(line: $0.line, name: $0.name, sha256: $0.sha256 ?? "") })
        return (ClaimContent(basis: basis, filed: filed, assessment: assessment), attached)
    }

    /// Audits an act on a claim or an award on both of its sides.
    func audit(_ award: StoredAward, subject: String, amount: Money? = nil, note: String = "") async throws {
        var detail = JSONObject()
        detail["amount"] = amount.map { .string($0.description) }
        if !note.isEmpty { detail["with_note"] = true }
        try await audit(
            association: award.key, ags: award.administeredBy,
            subject: subject, detail: detail)
    }
}

extension ClaimDraft {
    init(
        _ award: StoredAward, programme: Programme, number: Int, code: String, content: ClaimContent,
        loaded: LoadedEvidence
    ) {
        self.init(
            associationID: award.associationID, awardID: award.id, programme: programme.code,
            programmeVersion: award.programmeVersion, code: code, number: number, journalBatch: loaded.journalBatch,
            journalHash: loaded.journalHash, assessment: content.assessment, frozenText: content.frozenText,
            lineTexts: content.lineTexts, filedHash: content.hash)
    }
}

extension Refusal {
    /// Evidence of days to come can't be frozen.
    static func cutoffInFuture(_ cutoff: Day, today: Day) -> Refusal {
        Refusal(
            .invalidValue,
            LocalizedText(
                en: "The cut-off \(cutoff) is still to come.",
                de: "Der Stichtag \(cutoff.text(in: .german)) liegt noch vor uns."),
            cure: LocalizedText(
                en: "Choose \(today) or earlier.", de: "Wählen Sie den \(today.text(in: .german)) oder früher."),
            at: Place(field: "cutoff_on", value: cutoff.description))
    }
}
