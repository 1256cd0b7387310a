import Buddelverein

extension Refusal {
    static func tooManyLogins() -> Refusal {
        Refusal(
            .busy,
            LocalizedText(
                en: "Too many people are logging in at this moment.",
                de: "Gerade melden sich zu viele gleichzeitig an."),
            cure: LocalizedText(en: "Try again.", de: "Noch einmal versuchen."))
    }

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

extension Refusal {
    static func sessionOver() -> Refusal {
        Refusal(
            .notLoggedIn,
            LocalizedText(en: "The session is over, or unknown.", de: "Die Anmeldung ist abgelaufen oder unbekannt."),
            cure: LocalizedText(en: "buddel login NAME", de: "buddel login NAME"))
    }

    static func wrongLogin() -> Refusal {
        Refusal(
            .wrongLogin, LocalizedText(en: "Login or password is wrong.", de: "Anmeldename oder Passwort ist falsch."))
    }

    static func loginSlowed() -> Refusal {
        Refusal(
            .loginSlowed,
            LocalizedText(en: "Too many failures; wait a little.", de: "Zu viele Fehlversuche; bitte kurz warten."),
            cure: LocalizedText(en: "Try again in half a minute.", de: "In einer halben Minute noch einmal versuchen."))
    }

    static func invalidLogin(_ login: String) -> Refusal {
        Refusal(
            .invalidLogin, LocalizedText(en: "This can't be a login name.", de: "Das kann kein Anmeldename sein."),
            cure: LocalizedText(
                en: "2 to 63 of a-z, 0-9, dot, hyphen, underscore, beginning with a letter or digit.",
                de: "2 bis 63 Zeichen aus a-z, 0-9, Punkt, Bindestrich, Unterstrich, am Anfang Buchstabe oder Ziffer."),
            at: Place(field: "login", value: login))
    }

    static func weakPassword() -> Refusal {
        Refusal(
            .weakPassword,
            LocalizedText(en: "A password has 10 characters at least.", de: "Ein Passwort hat mindestens 10 Zeichen."),
            at: Place(field: "password"))
    }

    static func userNotFound(_ login: String) -> Refusal {
        Refusal(
            .notFound, LocalizedText(en: "There is no such user.", de: "Diesen Benutzer gibt es nicht."),
            at: Place(field: "user", value: login))
    }

    static func roleScope(_ role: Role) -> Refusal {
        let level: LocalizedText =
            switch role.level {
            case .system:
                LocalizedText(
                    en: "The role holds for the whole system; name no scope.",
                    de: "Die Rolle gilt für das ganze System; keinen Bereich nennen.")
            case .association:
                LocalizedText(
                    en: "Name the association: --association CODE.", de: "Den Verein nennen: --association KÜRZEL.")
            case .municipality:
                LocalizedText(
                    en: "Name the municipality: --municipality AGS.", de: "Die Gemeinde nennen: --municipality AGS.")
            }
        return Refusal(
            .roleScope,
            LocalizedText(en: "The role needs another scope.", de: "Die Rolle braucht einen anderen Bereich."),
            cure: level,
            at: Place(field: "role", value: role.rawValue))
    }

    static func limitOfApprovers(_ role: Role) -> Refusal {
        Refusal(
            .roleScope,
            LocalizedText(en: "Only an approver has a limit.", de: "Eine Grenze hat nur, wer bewilligt."),
            at: Place(field: "limit", value: role.rawValue))
    }

    static func negativeLimit(_ limit: Money) -> Refusal {
        Refusal(
            .invalidAmount,
            LocalizedText(en: "A limit is not negative.", de: "Eine Grenze ist nicht negativ."),
            at: Place(field: "limit", value: limit.description))
    }

    static func roleDays(_ from: Day, _ until: Day) -> Refusal {
        Refusal(
            .invalidOrder,
            LocalizedText(
                en: "The role would end before it begins.", de: "Die Rolle würde enden, bevor sie beginnt."),
            cure: LocalizedText(
                en: "The end is the first day without the role, after \(from).",
                de: "Das Ende ist der erste Tag ohne die Rolle, nach dem \(from)."),
            at: Place(field: "until", value: until.description))
    }

    static func tokenDays(_ days: Int) -> Refusal {
        Refusal(
            .invalidValue,
            LocalizedText(en: "A token is valid for 1 to 400 days.", de: "Ein Schlüssel gilt 1 bis 400 Tage."),
            at: Place(field: "days", value: String(days)))
    }

    static func localOwnerHasNoPassword() -> Refusal {
        Refusal(
            .notAllowed,
            LocalizedText(
                en: "The owner of the database is known by the system and has no password.",
                de: "Wem die Datenbank gehört, weiß das Betriebssystem; ein Passwort gibt es dafür nicht."),
            cure: LocalizedText(en: "buddel user add NAME", de: "buddel user add NAME"))
    }
}
