/// Where an award stands (DESIGN.md section 4).
public enum AwardStatus: String, Hashable, Sendable, CaseIterable {
    case applied
    case earlyStartPermitted = "early_start_permitted"
    case granted
    case rejected
    case withdrawn
    case proofDue = "proof_due"
    case proofSubmitted = "proof_submitted"
    case recovery
    case closed

    /// Whether duties of the association are left.
    public var isOpen: Bool { self != .rejected && self != .withdrawn && self != .closed }
}

/// A decision on an award, or a step of the association.
public enum AwardStep: String, Hashable, Sendable, CaseIterable {
    case permitEarlyStart = "permit_early_start"
    case grant
    case reject
    case withdraw
    case amend
    case extend
    case revoke
    case demandProof = "demand_proof"
    case submitProof = "submit_proof"
    case close
    case recover
}

/// The moves of an award: what is possible in a state, who may do it, and where it leads.
public enum AwardLifeCycle {
    /// The steps possible in a state, whoever takes them.
    public static func possible(in status: AwardStatus) -> [AwardStep] {
        switch status {
        case .applied: [.permitEarlyStart, .grant, .reject, .withdraw]
        case .earlyStartPermitted: [.grant, .reject, .withdraw]
        case .granted: [.amend, .extend, .revoke, .demandProof]
        case .proofDue: [.extend, .revoke, .submitProof]
        case .proofSubmitted: [.close, .recover, .revoke]
        case .recovery: [.close]
        case .rejected, .withdrawn, .closed: []
        }
    }

    /// Who may take a step.
    public static func roles(for step: AwardStep) -> [Role] {
        switch step {
        case .permitEarlyStart, .grant, .reject, .amend, .extend, .revoke, .recover, .close: [.approver]
        case .demandProof: [.clerk, .approver]
        case .withdraw: [.treasurer, .chair]
        case .submitProof: [.treasurer]
        }
    }

    /// The state after a step; refuses with `move_not_allowed`, `not_allowed` and `tied_to_association`.
    public static func status(
        of award: String, after step: AwardStep, in status: AwardStatus, by actor: Actor
    ) throws(Refusal) -> AwardStatus {
        guard possible(in: status).contains(step) else {
            throw .moveNotAllowed(
                award, from: status, to: step, allowed: possible(in: status))
        }
        try actor.require(roles(for: step))
        if roles(for: step).contains(where: \.isOfTown), actor.hasTies { throw .hasTies }
        switch step {
        case .permitEarlyStart: return .earlyStartPermitted
        case .grant: return .granted
        case .reject: return .rejected
        case .withdraw: return .withdrawn
        case .amend, .extend: return status
        case .demandProof: return .proofDue
        case .submitProof: return .proofSubmitted
        case .revoke, .recover: return .recovery
        case .close: return .closed
        }
    }
}
