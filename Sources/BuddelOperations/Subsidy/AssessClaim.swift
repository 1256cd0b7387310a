import BuddelStore
import Buddelverein

extension BuddelApp {
    /// Computes what an award is worth at a cut-off, from the books as they are; changes nothing.
    ///
    /// For the association's side. Rules.md 2 to 4. Refuses with `not_found` and what can't be computed
    /// (`unknown_segment`, `no_worker`, `overflow`).
    public func assess(
        award code: String, cutoffOn cutoff: Day, in association: String? = nil
    ) async throws
        -> AwardAssessment
    {
        try await performOnAward(
            .claimAssess, award: code, in: association, access: .readOnly, isolation: .repeatableRead
        ) { work, award in
            let context = AwardContext(
                programme: try await work.programme(of: award), award: award.record,
                standing: try await StandingStore(work.transaction).fetch(awardID: award.id))
            let loaded = try await work.loadEvidence(award.key)
            let assessor = try Assessor(loaded.evidence)
            let assessment = try assessor.assess(context, cutoffOn: cutoff)
            let documents = try await ClaimContentStore(work.transaction).listVoucherDocuments(
                of: assessment.lines.filter(\.accepted).map(\.key), associationID: award.associationID)
            return AwardAssessment(
                association: award.association, context: context, assessment: assessment,
                details: assessor.details(of: assessment.lines.map(\.key)),
                missingDocuments: documents.filter { $0.documentID == nil })
        }
    }
}

/// A document that a line's voucher names.
public typealias VoucherDocument = BuddelStore.VoucherDocument

/// An assessment with what it was computed from, so that it can be explained.
public struct AwardAssessment: Sendable {
    public var association: String
    public var context: AwardContext
    public var assessment: Assessment
    /// What each line is about, in the same order.
    public var details: [LineDetail]
    /// Named by lines that count, and not there.
    public var missingDocuments: [VoucherDocument]
}
