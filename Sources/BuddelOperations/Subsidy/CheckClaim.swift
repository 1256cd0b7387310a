import BuddelStore
import Buddelverein

extension BuddelApp {
    /// The clerk checks a claim, ground and sums, line by line: `cuts` is what he cut, each with its reason.
    ///
    /// Checking again replaces the cuts and voids the check before. Returns what the claim is worth with the cuts now.
    /// Refuses with `invalid_value` a cut of a line that the claim does not have, that does not count, or that would
    /// leave as much as counts; with `missing_value` one without a reason; and as `ClaimLifeCycle.taking`.
    public func checkClaim(
        _ code: String, cuts: [Cut], note: String = "", seen: String? = nil, in association: String? = nil,
        idempotencyKey: String? = nil
    ) async throws -> Money {
        try TextLimits.require(statement: note, "note")
        for cut in cuts { try TextLimits.require(note: cut.why, "why") }
        return try await performOnClaimOnce(
            .claimCheck, claim: code, in: association, key: idempotencyKey,
            request: [note, seen ?? ""] + cuts.flatMap { [$0.kind.rawValue, $0.ref, String($0.leftUnits), $0.why] }
        ) { work, award, claim in
            try await work.require(.check, on: award, claim, seen: seen)
            let content = try await work.content(of: claim)
            let faults = try Self.faults(of: cuts, in: content, claim, award)
            guard faults.isEmpty else { throw Refusals(faults) }
            let store = CutStore(work.transaction)
            let sorted = cuts.sorted { LineKey.precedes($0.key, $1.key) }
            if try await store.list(claimID: claim.id) != sorted {
                try await store.replace(sorted, associationID: claim.associationID, claimID: claim.id)
            }
            var standing = try await StandingStore(work.transaction).fetch(awardID: award.id)
            standing.add(sorted)
            let assessment = try reassess(content.filed.frozen, standing)
            guard
                let changed = try await ClaimStore(work.transaction).list(.init(awardID: award.id))
                    .first(where: { $0.id == claim.id })
            else { throw Refusal.claimNotFound(code) }
            try await ClaimStepStore(work.transaction).insert(
                .check, associationID: claim.associationID, claimID: claim.id, hash: changed.contentHash,
                amount: assessment.claimable, on: work.today, note: note)
            try await work.audit(award, subject: claim.code, amount: assessment.claimable, note: note)
            return assessment.claimable
        }
    }

    /// Lifts the cut of a line from a day on, nil: today; the next claim asks for it again. For the town's clerk.
    /// Returns the day.
    ///
    /// Refuses with `invalid_value` a line that the claim does not cut, with `tied_to_association`.
    public func liftCut(
        _ code: String, line: LineKey, on day: Day? = nil, in association: String? = nil, idempotencyKey: String? = nil
    ) async throws -> Day {
        try await performOnClaimOnce(
            .claimCheck, claim: code, in: association, key: idempotencyKey,
            request: ["lift", line.kind.rawValue, line.ref, day?.description ?? ""]
        ) { work, award, claim in
            let day = day ?? work.today
            if try await work.actor(on: award).hasTies { throw Refusal.hasTies }
            guard try await CutStore(work.transaction).lift(line, claimID: claim.id, on: day) else {
                throw Refusal.notCut(line, in: claim.code)
            }
            try await work.audit(award, subject: claim.code)
            return day
        }
    }

    private static func faults(
        of cuts: [Cut], in content: ClaimContent, _ claim: StoredClaim, _ award: StoredAward
    ) throws -> [Refusal] {
        let record = ClaimRecord(
            code: claim.code, award: claim.award, cutoffOn: claim.cutoffOn, status: .submitted, cuts: cuts)
        let faults = record.faults(KnownRecords(awards: [claim.award]))
        guard faults.isEmpty else { return faults }
        let lines = Dictionary(uniqueKeysWithValues: content.assessment.lines.map { ($0.key, $0) })
        var seen: Set<LineKey> = []
        return cuts.compactMap { cut in
            guard let line = lines[cut.key] else {
                return .invalidCut(
                    cut, LocalizedText(en: "the claim has no such line.", de: "der Abruf hat diese Position nicht."))
            }
            guard seen.insert(cut.key).inserted else {
                return .invalidCut(cut, LocalizedText(en: "is cut twice.", de: "ist zweimal gekürzt."))
            }
            guard line.accepted else {
                return .invalidCut(
                    cut, LocalizedText(en: "does not count anyway.", de: "zählt ohnehin nicht."))
            }
            guard cut.leftUnits < line.countedUnits else {
                return .invalidCut(
                    cut,
                    LocalizedText(
                        en: "the cut leaves as much as counts.", de: "die Kürzung lässt so viel, wie anerkannt ist."))
            }
            return nil
        }
    }
}

extension AssessedLine {
    /// What counts of it in the unit of a cut: cents, minutes, or one of a unit.
    var countedUnits: Int64 {
        switch kind {
        case .cost, .gift: amount?.cents ?? 0
        case .labour, .machine: minutes?.minutes ?? 0
        case .unit: 1
        }
    }
}
