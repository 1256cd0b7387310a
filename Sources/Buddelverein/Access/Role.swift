/// What a user may be, somewhere, from a day to a day (DESIGN.md 5).
public enum Role: String, CaseIterable, Sendable, Hashable, NamedCode {
    /// Of the system: users, municipalities, import, export; decides nothing.
    case administrator
    /// Of a municipality: checks claims, returns them with questions.
    case clerk
    /// Of a municipality: decides on claims within his limit, releases.
    case approver
    /// Of a municipality: releases and pays.
    case cashier
    /// Of an association: the books, files claims.
    case treasurer
    /// Of an association: certifies claims, decides inside.
    case chair
    /// Of an association: segments, confirms work of the area.
    case areaLead = "area_lead"
    /// Of an association: reads everything, changes nothing.
    case auditor
    /// Of an association: his own statement, hours and data.
    case member

    /// Whether the role belongs to the system, a municipality or an association.
    public enum Level: Sendable, Hashable {
        case system, municipality, association
    }

    public var level: Level {
        switch self {
        case .administrator: .system
        case .clerk, .approver, .cashier: .municipality
        case .treasurer, .chair, .areaLead, .auditor, .member: .association
        }
    }

    /// Whether the role stands on the side of a town.
    public var isOfTown: Bool { level == .municipality }

    /// The role's name for readers.
    public var name: LocalizedText {
        switch self {
        case .administrator: LocalizedText(en: "administrator", de: "Administrator")
        case .clerk: LocalizedText(en: "clerk", de: "Sachbearbeitung")
        case .approver: LocalizedText(en: "approver", de: "Bewilligung")
        case .cashier: LocalizedText(en: "cashier", de: "Kasse")
        case .treasurer: LocalizedText(en: "treasurer", de: "Kassenwart")
        case .chair: LocalizedText(en: "chair", de: "Vorsitz")
        case .areaLead: LocalizedText(en: "area lead", de: "Bauleitung")
        case .auditor: LocalizedText(en: "auditor", de: "Kassenprüfung")
        case .member: LocalizedText(en: "member", de: "Mitglied")
        }
    }
}
