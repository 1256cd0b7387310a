/// Where an association stands (DESIGN.md section 4).
public enum AssociationStatus: String, Hashable, Sendable, CaseIterable {
    /// Expressions of interest, no members yet.
    case initiative
    case founded
    case building
    case running
    case inLiquidation = "in_liquidation"
    case dissolved
}

extension AssociationStatus: NamedCode {
    public var name: LocalizedText {
        switch self {
        case .initiative: LocalizedText(en: "an initiative", de: "eine Initiative")
        case .founded: LocalizedText(en: "founded", de: "gegründet")
        case .building: LocalizedText(en: "building", de: "im Bau")
        case .running: LocalizedText(en: "running", de: "in Betrieb")
        case .inLiquidation: LocalizedText(en: "in liquidation", de: "in Liquidation")
        case .dissolved: LocalizedText(en: "dissolved", de: "aufgelöst")
        }
    }
}

/// The moves of an association.
public enum AssociationLifeCycle {
    /// What keeps an association from being dissolved.
    public struct Obligations: Hashable, Sendable {
        /// Claims that are neither paid nor refused.
        public var openClaims: Int
        /// Awards with duties left, such as a proof.
        public var openAwards: Int
        public var accountsNotZero: Int

        public init(openClaims: Int = 0, openAwards: Int = 0, accountsNotZero: Int = 0) {
            self.openClaims = openClaims
            self.openAwards = openAwards
            self.accountsNotZero = accountsNotZero
        }

        public var isNone: Bool { openClaims == 0 && openAwards == 0 && accountsNotZero == 0 }
    }

    /// The states an association may move to from `status`.
    public static func next(after status: AssociationStatus) -> [AssociationStatus] {
        switch status {
        case .initiative: [.founded]
        case .founded: [.building, .inLiquidation]
        case .building: [.running, .inLiquidation]
        case .running: [.building, .inLiquidation]
        case .inLiquidation: [.dissolved]
        case .dissolved: []
        }
    }

    /// Moves an association; the chair does, and in liquidation whoever holds the office of liquidator.
    ///
    /// Refuses with `move_not_allowed`, `not_allowed`, and a dissolution with `open_obligations`.
    public static func move(
        _ association: String, from status: AssociationStatus, to target: AssociationStatus,
        obligations: Obligations, by actor: Actor, isLiquidator: Bool = false
    ) throws(Refusal) -> AssociationStatus {
        guard next(after: status).contains(target) else {
            throw .moveNotAllowed(
                association, from: status, to: target, allowed: next(after: status))
        }
        if status != .inLiquidation { try actor.require([.chair]) }
        if status == .inLiquidation, !isLiquidator { throw .liquidatorNeeded }
        if target == .dissolved, !obligations.isNone { throw .openObligations(association, obligations) }
        return target
    }
}

extension Refusal {
    /// In liquidation nobody but the liquidator moves an association.
    static var liquidatorNeeded: Refusal {
        Refusal(
            .notAllowed,
            LocalizedText(
                en: "An association in liquidation is moved by its liquidator.",
                de: "Einen Verein in Liquidation bewegt, wer das Amt der Liquidation hat."),
            at: Place(field: "role"))
    }

    /// An association with duties left can't be dissolved.
    static func openObligations(
        _ association: String, _ left: AssociationLifeCycle.Obligations
    ) -> Refusal {
        Refusal(
            .openObligations,
            LocalizedText(
                en: "\(association) has \(left.openClaims) open claims, \(left.openAwards) awards with duties, "
                    + "and \(left.accountsNotZero) accounts that are not zero.",
                de: "\(association) hat \(left.openClaims) offene Mittelabrufe, \(left.openAwards) Bewilligungen mit "
                    + "Pflichten und \(left.accountsNotZero) Konten, die nicht null sind."),
            cure: LocalizedText(
                en: "Close them before the association is dissolved.",
                de: "Schließen Sie sie ab, bevor der Verein aufgelöst wird."),
            at: Place(field: "status", value: AssociationStatus.dissolved.rawValue))
    }
}
