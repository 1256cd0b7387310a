import BuddelStore
import Buddelverein

extension BuddelApp {
    /// Claims that the caller may read, in the order of filing: his association's, or his town's queue.
    public func listClaims(in association: String? = nil, award: String? = nil) async throws -> [ListedClaim] {
        try await perform(.claimRead, access: .readOnly) { work in
            let key = try await work.associationFilter(association)
            let claims = try await ClaimStore(work.transaction).list(.init(associationID: key))
            return claims.filter { claim in
                (award == nil || claim.award == award) && work.mayRead(claim)
            }.map { ListedClaim(claim: $0, ageInDays: $0.filedOn.days(until: work.today)) }
        }
    }

    /// A claim with everything filed and decided; refuses with `not_found`.
    public func claim(_ code: String, in association: String? = nil) async throws -> ClaimView {
        try await readClaim(.claimRead, claim: code, in: association) { work, award, claim in
            let content = try await work.content(of: claim)
            let cuts = try await CutStore(work.transaction).list(claimID: claim.id)
            var standing = try await StandingStore(work.transaction).fetch(awardID: award.id)
            standing.add(cuts)
            let now = claim.status.isUndecided ? try reassess(content.filed.frozen, standing) : nil
            return ClaimView(
                claim: claim,
                context: AwardContext(
                    programme: try await work.programme(of: award), award: award.record, standing: standing),
                filed: content.assessment, details: content.filed.details, documents: content.filed.documents,
                cuts: cuts, steps: try await ClaimStepStore(work.transaction).list(claimID: claim.id), now: now)
        }
    }
}

/// A claim in a list, with how many days it has been waiting since it was filed.
public struct ListedClaim: Sendable, Hashable {
    public var claim: StoredClaim
    public var ageInDays: Int
}

/// A claim with its frozen content, its steps, and while it is undecided what it is worth now.
public struct ClaimView: Sendable {
    public var claim: StoredClaim
    /// For explanations: the programme, the award, and the standing with the claim's own cuts.
    public var context: AwardContext
    /// As it was filed.
    public var filed: Assessment
    /// One for each line, in the same order.
    public var details: [LineDetail]
    public var documents: [FiledDocument]
    public var cuts: [Cut]
    public var steps: [StoredClaimStep]
    /// Nil once it is decided.
    public var now: Assessment?
    /// What the town asked when it returned the claim, while nobody has answered; nil otherwise.
    public var openQuestions: String? {
        guard claim.status == .returned else { return nil }
        return steps.last { $0.step == .giveBack }?.note
    }

    /// What every step must carry.
    public var hash: String { claim.contentHash.hexadecimal }
}

extension UnitOfWork {
    fileprivate func mayRead(_ claim: StoredClaim) -> Bool {
        let key = AssociationKey(id: claim.associationID, code: claim.association)
        return (try? Authorisation.require(.claimRead, of: caller, in: key)) != nil
            || (try? Authorisation.require(.claimRead, of: caller, at: claim.administeredBy)) != nil
    }
}
