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

    static func secondFactorNeeded(_ operation: Operation) -> Refusal {
        Refusal(
            .secondFactorNeeded,
            LocalizedText(
                en: "This (\(operation.rawValue)) takes a log-in with a second factor.",
                de: "Das (\(operation.rawValue)) geht nur nach einer Anmeldung mit zweitem Faktor."),
            cure: LocalizedText(
                en: "Set one up with `buddel user second-factor setup`; where there is one, log in again with a code.",
                de: "Mit `buddel user second-factor setup` einrichten; wo es ihn gibt, neu mit Code anmelden."))
    }

    static func tokenGivesLess(_ operation: Operation, _ access: AccessLevel) -> Refusal {
        Refusal(
            .tokenScope,
            LocalizedText(
                en: "The token gives no more than “\(access.name.english)”; this (\(operation.rawValue)) takes more.",
                de: "Der Schlüssel erlaubt nur „\(access.name.german)“; das (\(operation.rawValue)) braucht mehr."),
            cure: LocalizedText(
                en: "It takes the access \(operation.level.rawValue).",
                de: "Dafür braucht es den Zugriff \(operation.level.rawValue)."))
    }

    static func tokenOfOnePlace(_ operation: Operation) -> Refusal {
        Refusal(
            .tokenScope,
            LocalizedText(
                en: "The token holds in one place, and this (\(operation.rawValue)) is of its user's account.",
                de: "Der Schlüssel gilt an einer Stelle, und das (\(operation.rawValue)) betrifft das Benutzerkonto."),
            cure: LocalizedText(en: "Log in.", de: "Bitte anmelden."))
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

    static func codeNeeded() -> Refusal {
        Refusal(
            .secondFactorCodeNeeded,
            LocalizedText(en: "The code of the second factor is missing.", de: "Der Code des zweiten Faktors fehlt."),
            cure: LocalizedText(
                en: "Give the app's six digits or a recovery code: --code, BUDDEL_CODE, or “code” in the API.",
                de: "Die sechs Ziffern der App angeben oder einen Ersatzcode: --code, BUDDEL_CODE, in der API „code“."),
            at: Place(field: "code"))
    }

    static func wrongCode() -> Refusal {
        Refusal(
            .wrongCode,
            LocalizedText(
                en: "The code is wrong, too old, or was used already.",
                de: "Der Code ist falsch, zu alt oder schon verbraucht."),
            cure: LocalizedText(
                en: "Wait for the next one; see that the clock of the telephone is right.",
                de: "Den nächsten abwarten; prüfen, ob die Uhr des Telefons stimmt."),
            at: Place(field: "code"))
    }

    static func secondFactorActive() -> Refusal {
        Refusal(
            .secondFactorActive,
            LocalizedText(en: "There is a second factor already.", de: "Einen zweiten Faktor gibt es schon."),
            cure: LocalizedText(
                en: "Remove it first: buddel user second-factor remove",
                de: "Erst entfernen: buddel user second-factor remove"))
    }

    static func noSecondFactor(_ login: String, waiting: Bool = false) -> Refusal {
        Refusal(
            .notFound,
            waiting
                ? LocalizedText(
                    en: "No second factor waits for its first code.",
                    de: "Kein zweiter Faktor wartet auf seinen ersten Code.")
                : LocalizedText(
                    en: "\(login) has no second factor.", de: "\(login) hat keinen zweiten Faktor."),
            cure: LocalizedText(
                en: "buddel user second-factor setup", de: "buddel user second-factor setup"),
            at: Place(field: "user", value: login))
    }

    static func noRoleInScope(_ ags: Ags) -> Refusal {
        Refusal(
            .notFound,
            LocalizedText(
                en: "You have no role in this municipality.", de: "In dieser Gemeinde haben Sie keine Rolle."),
            at: Place(field: "municipality", value: ags.description))
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
