/// Where a claim stands between association and town (DESIGN.md section 4).
public enum ClaimStatus: String, Hashable, Sendable, CaseIterable {
    case draft
    case submitted
    case certified
    case checked
    case returned
    case approved
    case rejected
    case withdrawn
    /// Two persons have released the payment.
    case released
    case paid

    /// Whether the town has not decided yet; an award has at most one such claim that was submitted.
    public var isUndecided: Bool {
        switch self {
        case .submitted, .certified, .checked, .returned: true
        case .draft, .approved, .rejected, .withdrawn, .released, .paid: false
        }
    }
}

/// A step that someone takes on a claim.
public enum ClaimStep: String, Hashable, Sendable, CaseIterable {
    case file
    case certify
    case check
    case approve
    case reject
    case giveBack = "return"
    /// The association answers the questions of a `return`, which files the claim again.
    case answer
    case withdraw
    case release
    case pay
    /// The town takes back part of what it approved; what is not paid must be released again.
    case revoke
}

/// A claim's steps so far, and the rules for the next one: who may, in which state, and which persons must differ.
///
/// The steps are the standing ones: what a `return` voids is left out, so that it no longer binds anyone.
public struct ClaimLifeCycle: Hashable, Sendable {
    /// A step and who took it.
    public struct Taken: Hashable, Sendable {
        public var step: ClaimStep
        public var userId: Int64

        public init(_ step: ClaimStep, by userId: Int64) {
            self.step = step
            self.userId = userId
        }
    }

    public let claim: String
    public private(set) var status: ClaimStatus
    public private(set) var steps: [Taken]

    public init(_ claim: String, status: ClaimStatus = .draft, steps: [Taken] = []) {
        self.claim = claim
        self.status = status
        self.steps = steps
    }

    /// The steps possible in a state, whoever takes them.
    public static func possible(in status: ClaimStatus) -> [ClaimStep] {
        switch status {
        case .draft: [.file, .withdraw]
        case .submitted: [.certify, .giveBack, .withdraw]
        case .certified: [.check, .giveBack, .withdraw]
        case .checked: [.check, .approve, .reject, .giveBack, .withdraw]
        case .returned: [.answer, .withdraw]
        case .approved: [.release, .revoke]
        case .released: [.pay, .revoke]
        case .paid: [.revoke]
        case .rejected, .withdrawn: []
        }
    }

    /// Who may take a step.
    public static func roles(for step: ClaimStep) -> [Role] {
        switch step {
        case .file, .answer, .withdraw: [.treasurer]
        case .certify: [.chair]
        case .check: [.clerk]
        case .approve, .reject, .revoke: [.approver]
        case .giveBack: [.clerk, .approver]
        case .release: [.approver, .cashier]
        case .pay: [.cashier]
        }
    }

    /// The state after `actor` takes `step`; `amount` is what is approved.
    ///
    /// Refuses with `move_not_allowed`, `not_allowed`, `same_person` (submitter and certifier, checker and approver, the
    /// two releasers differ), `tied_to_association` (acts on no side of the town for it), and `above_limit`.
    public func taking(_ step: ClaimStep, by actor: Actor, amount: Money? = nil) throws(Refusal) -> ClaimLifeCycle {
        let possible = ClaimLifeCycle.possible(in: status)
        guard possible.contains(step) else {
            throw .moveNotAllowed(claim, from: status, to: step, allowed: possible)
        }
        let roles = ClaimLifeCycle.roles(for: step)
        try actor.require(roles)
        if roles.contains(where: \.isOfTown), actor.hasTies { throw .hasTies }
        try requireOther(step, actor)
        if step == .approve, let limit = actor.approvalLimit, let amount, amount > limit {
            throw .aboveLimit(amount, limit)
        }
        var result = self
        let isSecondRelease = step == .release && steps.contains { $0.step == .release }
        result.status = ClaimLifeCycle.status(after: step, in: status, isSecondRelease: isSecondRelease)
        result.steps = standing(before: step) + [Taken(step, by: actor.userId)]
        return result
    }

    /// A return voids the steps after filing, though who filed still can't certify; a check voids the one before; a
    /// revocation voids releases of the amount as it was, unless that is paid.
    private func standing(before step: ClaimStep) -> [Taken] {
        switch step {
        case .giveBack: steps.filter { $0.step == .file || $0.step == .answer }
        case .check: steps.filter { $0.step != .check }
        case .revoke where status != .paid: steps.filter { $0.step != .release }
        default: steps
        }
    }

    private func requireOther(_ step: ClaimStep, _ actor: Actor) throws(Refusal) {
        let earlier: (steps: [ClaimStep], words: LocalizedText)? =
            switch step {
            case .certify: ([.file, .answer], LocalizedText(en: "filed it", de: "haben ihn eingereicht"))
            case .approve, .reject: ([.check], LocalizedText(en: "checked it", de: "haben ihn geprüft"))
            case .release: ([.release], LocalizedText(en: "released it already", de: "haben ihn schon freigegeben"))
            case .file, .answer, .check, .giveBack, .withdraw, .pay, .revoke: nil
            }
        guard let earlier else { return }
        let isSame = steps.contains { earlier.steps.contains($0.step) && $0.userId == actor.userId }
        if isSame { throw .samePerson(earlier.words) }
    }

    private static func status(
        after step: ClaimStep, in status: ClaimStatus, isSecondRelease: Bool
    ) -> ClaimStatus {
        switch step {
        case .file, .answer: .submitted
        case .certify: .certified
        case .check: .checked
        case .approve: .approved
        case .reject: .rejected
        case .giveBack: .returned
        case .withdraw: .withdrawn
        case .release: isSecondRelease ? .released : .approved
        case .pay: .paid
        case .revoke: status == .released ? .approved : status
        }
    }
}

extension Assessment {
    /// Refuses with `above_claimable` an approval of more than is claimable now, with `invalid_value` a negative one.
    public func requireApprovable(_ amount: Money) throws(Refusal) {
        if amount > claimable { throw .aboveClaimable(amount, claimable) }
        guard amount >= .zero else {
            throw .invalid("approved", amount.description, LocalizedText(en: "is negative", de: "ist negativ"))
        }
    }
}

extension Refusal {
    /// Someone with ties to the association would act for the town.
    public static var hasTies: Refusal {
        Refusal(
            .tiedToAssociation,
            LocalizedText(
                en: "Who has ties to the association takes no step of the town for it.",
                de: "Wer dem Verein verbunden ist, handelt für ihn nicht auf der Seite der Stadt."),
            cure: LocalizedText(en: "Let a colleague do it.", de: "Überlassen Sie es jemand anderem."),
            at: Place(field: "user"))
    }

    /// More would be approved than is claimable now (rules.md 3).
    public static func aboveClaimable(_ amount: Money, _ claimable: Money) -> Refusal {
        Refusal(
            .aboveClaimable,
            LocalizedText(
                en: "\(amount.text(in: .english)) is more than the \(claimable.text(in: .english)) claimable now.",
                de: "\(amount.text(in: .german)) ist mehr als die jetzt möglichen \(claimable.text(in: .german))."),
            cure: LocalizedText(
                en: "Approve that amount or less.", de: "Bewilligen Sie höchstens diesen Betrag."),
            at: Place(field: "approved", value: amount.description))
    }

    /// An approver would approve, or grant, more than his limit.
    public static func aboveLimit(_ amount: Money, _ limit: Money, field: String = "approved") -> Refusal {
        Refusal(
            .aboveLimit,
            LocalizedText(
                en: "\(amount.text(in: .english)) is above your limit of \(limit.text(in: .english)).",
                de: "\(amount.text(in: .german)) liegt über Ihrer Grenze von \(limit.text(in: .german))."),
            cure: LocalizedText(
                en: "An approver with a higher limit has to decide.",
                de: "Entscheiden muss jemand mit einer höheren Grenze."),
            at: Place(field: field, value: amount.description))
    }
}
