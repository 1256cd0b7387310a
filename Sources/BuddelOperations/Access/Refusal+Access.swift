import Buddelverein

extension Refusal {
    static func notLoggedIn() -> Refusal {
        Refusal(
            .notLoggedIn,
            LocalizedText(
                en: "This needs a user who has logged in.", de: "Dafür muss jemand angemeldet sein."),
            cure: LocalizedText(en: "buddel login NAME", de: "buddel login NAME"))
    }

    static func notAllowed(_ operation: Operation) -> Refusal {
        let roles = Role.allCases.filter(operation.roles.contains)
        return Refusal(
            .notAllowed,
            LocalizedText(
                en: "You may not do this (\(operation.rawValue)).", de: "Das dürfen Sie nicht (\(operation.rawValue))."),
            cure: LocalizedText(
                en: "It takes one of these roles: " + roles.map(\.name.english).joined(separator: ", ") + ".",
                de: "Dafür braucht es eine dieser Rollen: " + roles.map(\.name.german).joined(separator: ", ") + "."))
    }

    static func associationNotFound(_ code: String) -> Refusal {
        Refusal(
            .notFound,
            LocalizedText(
                en: "There is no such association, or it is not yours.",
                de: "Den Verein gibt es nicht, oder er ist nicht Ihrer."),
            at: Place(field: "association", value: code))
    }

    static func noAssociation() -> Refusal {
        Refusal(
            .notFound, LocalizedText(en: "There is no association yet.", de: "Es gibt noch keinen Verein."),
            cure: LocalizedText(
                en: "buddel import FOLDER, or buddel association add",
                de: "buddel import ORDNER oder buddel association add"))
    }

    static func associationNeeded(_ codes: [String]) -> Refusal {
        Refusal(
            .associationNeeded,
            LocalizedText(en: "Which association?", de: "Welcher Verein?"),
            cure: LocalizedText(
                en: "--association with one of: " + codes.joined(separator: ", "),
                de: "--association mit einem von: " + codes.joined(separator: ", ")))
    }
}
