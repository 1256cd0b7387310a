/// A person in an association from a day to a day (`members.csv`).
public struct Member: Hashable, Sendable {
    public var number: String
    public var kind: MemberKind
    public var name: String
    public var street: String?
    public var houseNumber: String?
    public var postcode: String?
    public var city: String?
    public var email: String?
    public var phone: String?
    public var joinedOn: Day
    public var leftOn: Day?
    public var iban: String?
    public var mandateReference: String?
    public var mandateSignedOn: Day?
    public var roles: [MemberRole]
    /// Whether the member owes no hours (rules.md 5).
    public var dutyExempt: Bool
    /// The number of the member who takes over connections, payments and hours.
    public var successor: String?

    public init(
        number: String, kind: MemberKind, name: String, street: String? = nil, houseNumber: String? = nil,
        postcode: String? = nil, city: String? = nil, email: String? = nil, phone: String? = nil, joinedOn: Day,
        leftOn: Day? = nil, iban: String? = nil, mandateReference: String? = nil, mandateSignedOn: Day? = nil,
        roles: [MemberRole] = [], dutyExempt: Bool = false, successor: String? = nil
    ) {
        self.number = number
        self.kind = kind
        self.name = name
        self.street = street
        self.houseNumber = houseNumber
        self.postcode = postcode
        self.city = city
        self.email = email
        self.phone = phone
        self.joinedOn = joinedOn
        self.leftOn = leftOn
        self.iban = iban
        self.mandateReference = mandateReference
        self.mandateSignedOn = mandateSignedOn
        self.roles = roles
        self.dutyExempt = dutyExempt
        self.successor = successor
    }

    /// Whether the member has joined by `day` and has not left by then (rules.md 2).
    public func belongs(on day: Day) -> Bool {
        joinedOn <= day && !hasLeft(by: day)
    }

    /// Whether the member has left on or before `day`.
    public func hasLeft(by day: Day) -> Bool {
        leftOn.map { $0 <= day } ?? false
    }
}

/// What a member is.
public enum MemberKind: String, Hashable, Sendable, CaseIterable {
    case person
    case household
    case farm
    case business
    case publicBody = "public_body"
}

/// An office in the association.
public enum MemberRole: String, Hashable, Sendable, CaseIterable {
    case chair
    case treasurer
    case areaLead = "area_lead"
    case auditor
    case liquidator
}

extension MemberRole: NamedCode {
    public var name: LocalizedText {
        switch self {
        case .chair: LocalizedText(en: "chair", de: "Vorsitz")
        case .treasurer: LocalizedText(en: "treasurer", de: "Kassenwart")
        case .areaLead: LocalizedText(en: "area lead", de: "Bauleitung")
        case .auditor: LocalizedText(en: "auditor", de: "Kassenprüfung")
        case .liquidator: LocalizedText(en: "liquidator", de: "Liquidation")
        }
    }
}
