import BuddelStore
import Buddelverein

extension BuddelApp {
    /// The chair certifies that the claim is right; another person than who filed it.
    ///
    /// `seen` is the hash of what was shown; nil takes the claim as it is. Refuses as `ClaimLifeCycle.taking`, and with
    /// `content_changed`.
    public func certifyClaim(
        _ code: String, seen: String? = nil, in association: String? = nil, idempotencyKey: String? = nil
    ) async throws {
        try await step(.certify, .claimCertify, code, seen, association, note: "", idempotencyKey)
    }

    /// Clerk or approver give the claim back with questions; the steps after filing no longer count.
    public func returnClaim(
        _ code: String, questions: String, seen: String? = nil, in association: String? = nil,
        idempotencyKey: String? = nil
    ) async throws {
        guard !questions.isEmpty else { throw Refusal.reasonNeeded("questions") }
        try await step(.giveBack, .claimReturn, code, seen, association, note: questions, idempotencyKey)
    }

    /// The treasurer answers the questions; the claim is submitted again as it was filed.
    public func answerClaim(
        _ code: String, answer: String, in association: String? = nil, idempotencyKey: String? = nil
    ) async throws {
        guard !answer.isEmpty else { throw Refusal.reasonNeeded("answer") }
        try await step(.answer, .claimAnswer, code, nil, association, note: answer, idempotencyKey)
    }

    /// The treasurer takes the claim back before it is decided; what it covered is free again.
    public func withdrawClaim(
        _ code: String, note: String = "", in association: String? = nil, idempotencyKey: String? = nil
    ) async throws {
        try await step(.withdraw, .claimWithdraw, code, nil, association, note: note, idempotencyKey)
    }

    /// The approver rejects the claim with a reason; what it covered is free again.
    public func rejectClaim(
        _ code: String, reason: String, seen: String? = nil, in association: String? = nil,
        idempotencyKey: String? = nil
    ) async throws {
        guard !reason.isEmpty else { throw Refusal.reasonNeeded("reason") }
        try await step(.reject, .claimReject, code, seen, association, note: reason, idempotencyKey)
    }

    /// Approver or cashier release the payment; it takes two different persons. True once it is released.
    public func releaseClaim(
        _ code: String, seen: String? = nil, in association: String? = nil, idempotencyKey: String? = nil
    ) async throws -> Bool {
        try await step(.release, .claimRelease, code, seen, association, note: "", idempotencyKey) == .released
    }

    /// What the text of a step is called; `note` where it has no name of its own.
    private static let noteFields: [ClaimStep: String] = [
        .giveBack: "questions", .answer: "answer", .reject: "reason",
    ]

    /// Refuses besides with `invalid_value` a text that can't be kept.
    @discardableResult
    private func step(
        _ step: ClaimStep, _ operation: Operation, _ code: String, _ seen: String?, _ association: String?,
        note: String,
        _ key: String?
    ) async throws -> ClaimStatus {
        try TextLimits.require(statement: note, Self.noteFields[step] ?? "note")
        return try await performOnClaimOnce(
            operation, claim: code, in: association, key: key, request: [step.rawValue, seen ?? "", note]
        ) { work, award, claim in
            let next = try await work.require(step, on: award, claim, seen: seen)
            try await ClaimStepStore(work.transaction).insert(
                step, associationID: claim.associationID, claimID: claim.id, hash: claim.contentHash, on: work.today,
                note: note)
            try await work.audit(award, subject: claim.code, note: note)
            return next.status
        }
    }
}

extension UnitOfWork {
    /// Requires that the caller may take a step now; the domain says it in words, the database holds it.
    @discardableResult
    func require(
        _ step: ClaimStep, on award: StoredAward, _ claim: StoredClaim, seen: String?, amount: Money? = nil
    ) async throws -> ClaimLifeCycle {
        let steps = try await ClaimStepStore(transaction).list(claimID: claim.id)
        let life = ClaimLifeCycle(
            claim.code, status: claim.status,
            steps: steps.filter { $0.voided == nil }.map { .init($0.step, by: $0.userID) })
        let next = try life.taking(step, by: try await actor(on: award), amount: amount)
        try claim.requireSeen(seen)
        return next
    }
}

extension StoredClaim {
    /// Requires that the claim is the one whose hash was shown: all 64 characters, or at least 8 as a person types them.
    ///
    /// Nil or nothing asks for nothing. Refuses with `invalid_value` what is too short to tell claims apart, and with
    /// `content_changed`.
    fileprivate func requireSeen(_ seen: String?) throws(Refusal) {
        guard let seen, !seen.isEmpty else { return }
        guard seen.utf8.count >= 8 else {
            throw .invalid(
                "hash", seen,
                LocalizedText(en: "has fewer than 8 characters", de: "hat weniger als 8 Zeichen"))
        }
        guard contentHash.hexadecimal.hasPrefix(seen.lowercased()) else { throw .claimChanged(code) }
    }
}

extension ClaimStatus: Rememberable {
    var remembered: JSONObject { ["status": .string(rawValue)] }
    init?(remembered: JSONValue) {
        guard let word = remembered["status"]?.stringValue else { return nil }
        self.init(rawValue: word)
    }
}
