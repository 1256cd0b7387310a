/// Who does something: a user in a role (DESIGN.md section 5).
public struct Actor: Hashable, Sendable {
    /// The roles of the system; raw values are the words of the database.
    public enum Role: String, Hashable, Sendable, CaseIterable {
        case administrator
        case clerk
        case approver
        case cashier
        case treasurer
        case chair
        case areaLead = "area_lead"
        case auditor
        case liquidator
        case member

        var words: LocalizedText {
            switch self {
            case .administrator: LocalizedText(en: "an administrator", de: "die Systemverwaltung")
            case .clerk: LocalizedText(en: "a clerk of the town", de: "die Sachbearbeitung der Stadt")
            case .approver: LocalizedText(en: "an approver of the town", de: "die bewilligende Person der Stadt")
            case .cashier: LocalizedText(en: "a cashier of the town", de: "die Stadtkasse")
            case .treasurer: LocalizedText(en: "the treasurer", de: "die Kassenführung")
            case .chair: LocalizedText(en: "the chair", de: "der Vorsitz")
            case .areaLead: LocalizedText(en: "an area lead", de: "die Bauabschnittsleitung")
            case .auditor: LocalizedText(en: "an auditor", de: "die Kassenprüfung")
            case .liquidator: LocalizedText(en: "a liquidator", de: "die Liquidation")
            case .member: LocalizedText(en: "a member", de: "ein Mitglied")
            }
        }

        /// Whether the role stands on the side of a town.
        public var isOfTown: Bool { self == .clerk || self == .approver || self == .cashier }
    }

    public var userId: Int64
    public var roles: Set<Role>
    /// Up to which amount an approver may approve; nil without a limit.
    public var approvalLimit: Money?
    /// Whether the user declared, or is known to have, ties to the association.
    public var hasTies: Bool

    public init(userId: Int64, roles: Set<Role>, approvalLimit: Money? = nil, hasTies: Bool = false) {
        self.userId = userId
        self.roles = roles
        self.approvalLimit = approvalLimit
        self.hasTies = hasTies
    }

    /// Refuses with `wrong_role` a user who has none of the roles.
    public func require(_ allowed: [Role]) throws(Refusal) {
        if roles.isDisjoint(with: allowed) { throw .wrongRole(allowed) }
    }
}

extension Refusal {
    /// Another role has to do this.
    public static func wrongRole(_ allowed: [Actor.Role]) -> Refusal {
        Refusal(
            .wrongRole,
            LocalizedText(
                en: "This is done by \(allowed.map(\.words.english).joined(separator: " or ")).",
                de: "Das macht \(allowed.map(\.words.german).joined(separator: " oder "))."),
            at: Place(field: "role", value: allowed.map(\.rawValue).joined(separator: ",")))
    }

    /// Two steps need two persons (DESIGN.md section 3, 5).
    public static func samePerson(_ earlier: LocalizedText) -> Refusal {
        Refusal(
            .samePerson,
            LocalizedText(
                en: "You \(earlier.english): this step needs another person.",
                de: "Sie \(earlier.german): Dieser Schritt braucht eine andere Person."),
            at: Place(field: "user"))
    }

    /// A thing can't go from its state to another.
    public static func moveNotAllowed(_ name: String, from: String, to: String, allowed: [String]) -> Refusal {
        let shown = allowed.joined(separator: ", ")
        return Refusal(
            .moveNotAllowed,
            LocalizedText(en: "\(name) is \(from) and can't \(to).", de: "\(name) ist \(from); „\(to)“ geht nicht."),
            cure: allowed.isEmpty
                ? LocalizedText(en: "Nothing follows \(from).", de: "Auf \(from) folgt nichts mehr.")
                : LocalizedText(en: "Possible now: \(shown).", de: "Jetzt möglich: \(shown)."),
            at: Place(field: "status", value: from))
    }
}
