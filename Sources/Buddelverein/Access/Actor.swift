/// Who does something: a user in a role (DESIGN.md section 5).
public struct Actor: Hashable, Sendable {
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

    /// Refuses with `not_allowed` a user who has none of the roles.
    public func require(_ allowed: [Role]) throws(Refusal) {
        if roles.isDisjoint(with: allowed) { throw .wrongRole(allowed) }
    }
}

extension Refusal {
    /// Another role has to do this.
    public static func wrongRole(_ allowed: [Role]) -> Refusal {
        Refusal(
            .notAllowed,
            LocalizedText(
                en: "This takes the role \(allowed.map(\.name.english).joined(separator: " or ")).",
                de: "Dafür braucht es die Rolle \(allowed.map(\.name.german).joined(separator: " oder "))."),
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
}
