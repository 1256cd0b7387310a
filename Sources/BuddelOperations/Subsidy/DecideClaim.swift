import BuddelStore
import Buddelverein
import Crypto

extension BuddelApp {
    /// The approver approves a claim: in full what is claimable now, or less with a reason.
    ///
    /// One transaction: all awards of the association, then the budget, coverage, and the ledger last. Coverage, earlier
    /// grants and those of other awards are read again; the lines are those that were filed, less what was cut. The
    /// grant is booked in the association's journal. Refuses with `above_claimable`, `missing_value` (a reduction
    /// without reason), `above_limit`, `same_person`, `tied_to_association`, `budget_exceeded`, `award_exceeded`,
    /// `content_changed`, and the day as `stepDay`. Rules.md 3.
    public func approveClaim(
        _ code: String, amount: Money? = nil, reason: String = "", on day: Day? = nil, seen: String? = nil,
        in association: String? = nil, idempotencyKey: String? = nil
    ) async throws -> Money {
        try TextLimits.require(statement: reason, "reason")
        return try await performOnClaimOnce(
            .claimApprove, claim: code, in: association, locking: .allAwards, key: idempotencyKey,
            request: [amount?.description ?? "", reason, day?.description ?? "", seen ?? ""]
        ) { work, award, claim in
            try await work.require(.approve, on: award, claim, seen: seen)
            let now = try await work.assessNow(claim, of: award)
            let approved = amount ?? now.claimable
            try now.requireApprovable(approved)
            if approved < now.claimable, reason.isEmpty {
                throw Refusal.reductionNeedsReason(approved, now.claimable)
            }
            try await work.require(.approve, on: award, claim, seen: seen, amount: approved)
            let day = try await work.stepDay(day, after: claim)
            try await ClaimStepStore(work.transaction).insert(
                .approve, associationID: claim.associationID, claimID: claim.id, hash: claim.contentHash,
                amount: approved, on: day, note: reason)
            try await work.book("granted", approved, claim, on: day)
            try await work.audit(award, subject: claim.code, amount: approved, note: reason)
            return approved
        }
    }

    /// The cashier pays a released claim; the payment is booked in the association's journal.
    ///
    /// Interest on a recovery runs from that day (rules.md 6). Refuses the day as `stepDay`.
    public func payClaim(
        _ code: String, on day: Day? = nil, seen: String? = nil, in association: String? = nil,
        idempotencyKey: String? = nil
    ) async throws -> Money {
        try await performOnClaimOnce(
            .claimPay, claim: code, in: association, key: idempotencyKey,
            request: [day?.description ?? "", seen ?? ""]
        ) { work, award, claim in
            try await work.require(.pay, on: award, claim, seen: seen)
            let amount = try (claim.approved ?? .zero) - claim.revoked
            let day = try await work.stepDay(day, after: claim)
            try await ClaimStepStore(work.transaction).insert(
                .pay, associationID: claim.associationID, claimID: claim.id, hash: claim.contentHash, amount: amount,
                on: day)
            try await work.book("grant_paid", amount, claim, on: day)
            try await work.audit(award, subject: claim.code, amount: amount)
            return amount
        }
    }

    /// The approver takes back part of what was approved, with a reason; the next claim asks for it again.
    ///
    /// Refuses with `invalid_value` a reason that can't be kept, with `above_claimable` more than stands approved, and the day as `stepDay`.
    public func revokeClaim(
        _ code: String, amount: Money, reason: String, on day: Day? = nil, in association: String? = nil,
        idempotencyKey: String? = nil
    ) async throws {
        guard !reason.isEmpty else { throw Refusal.reasonNeeded("reason") }
        try TextLimits.require(statement: reason, "reason")
        _ = try await performOnClaimOnce(
            .claimRevoke, claim: code, in: association, locking: .allAwards, key: idempotencyKey,
            request: [amount.description, reason, day?.description ?? ""]
        ) { work, award, claim in
            try await work.require(.revoke, on: award, claim, seen: nil)
            let left = try (claim.approved ?? .zero) - claim.revoked
            guard amount > .zero, amount <= left else { throw Refusal.aboveGranted(amount, left) }
            let day = try await work.stepDay(day, after: claim)
            try await ClaimStepStore(work.transaction).insert(
                .revoke, associationID: claim.associationID, claimID: claim.id, hash: claim.contentHash, amount: amount,
                on: day, note: reason)
            try await work.book("grant_revoked", amount, claim, on: day)
            try await work.audit(award, subject: claim.code, amount: amount, note: reason)
            return Done()
        }
    }
}

extension UnitOfWork {
    /// The day that a step on a claim bears; `given` nil: today.
    ///
    /// Refuses with `future_date` a day after today, and with `invalid_order` one before the last step that counts.
    fileprivate func stepDay(_ given: Day?, after claim: StoredClaim) async throws -> Day {
        let day = given ?? today
        if day > today { throw Refusal.futureDay("on", day, today: today) }
        let steps = try await ClaimStepStore(transaction).list(claimID: claim.id).filter { $0.voided == nil }
        let last = (steps.map(\.effectiveOn) + [claim.approvedOn].compactMap { $0 }).max()
        if let last, day < last { throw Refusal.beforeLastStep(day, last) }
        return day
    }

    /// What a filed claim is worth now: its frozen lines with its own cuts, and everything else read again.
    func assessNow(_ claim: StoredClaim, of award: StoredAward) async throws -> Assessment {
        let content = try await content(of: claim)
        var standing = try await StandingStore(transaction).fetch(awardID: award.id)
        standing.add(try await CutStore(transaction).list(claimID: claim.id))
        return try reassess(content.filed.frozen, standing)
    }

    /// Books a grant; nothing where the amount is zero.
    func book(_ reason: String, _ amount: Money, _ claim: StoredClaim, on day: Day) async throws {
        guard amount > .zero else { return }
        let salt = surroundings.randomBytes(16)
        let content = JSONWriter().text([
            "claim": .string(claim.code), "amount": .string(amount.description), "on": .string(day.description),
        ])
        try await ClaimStore(transaction).book(
            reason, amount, claimID: claim.id, on: day, hash: Array(SHA256.hash(data: salt + Array(content.utf8))),
            salt: salt)
    }
}

extension Refusal {
    fileprivate static func beforeLastStep(_ day: Day, _ last: Day) -> Refusal {
        Refusal(
            .invalidOrder,
            LocalizedText(
                en: "\(day) lies before the claim's last step, which is of \(last).",
                de:
                    "Der \(day.text(in: .german)) liegt vor dem letzten Schritt des Abrufs vom \(last.text(in: .german))."
            ),
            cure: LocalizedText(
                en: "Give a day from \(last) until today.",
                de: "Geben Sie einen Tag vom \(last.text(in: .german)) bis heute an."),
            at: Place(field: "on", value: day.description))
    }
}
