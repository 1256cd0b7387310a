import Buddelverein

/// Why a log-in at an issuer came to nothing; the raw value stands in the audit trail, and nothing of the token does.
enum OpenIDFault: String, Error, Sendable, CaseIterable {
    /// No log-in of that state is under way: never begun, finished, or begun at another installation.
    case unknownState = "unknown_state"
    case tooLate = "too_late"
    case otherBrowser = "other_browser"
    /// The issuer let the person not in, or does not know the code.
    case refusedByIssuer = "refused_by_issuer"
    case malformedToken = "malformed_token"
    /// Not one of the signatures that only the issuer can make, such as `none` and `HS256`.
    case algorithm
    case unknownKey = "unknown_key"
    case signature
    case wrongIssuer = "wrong_issuer"
    case wrongAudience = "wrong_audience"
    case wrongNonce = "wrong_nonce"
    case expired
    case notYetValid = "not_yet_valid"
    case unknownUser = "unknown_user"
    case disabledUser = "disabled_user"

    var text: LocalizedText {
        switch self {
        case .unknownState:
            LocalizedText(
                en: "no such log-in is under way", de: "keine solche Anmeldung ist im Gange")
        case .tooLate: LocalizedText(en: "it took more than ten minutes", de: "sie dauerte länger als zehn Minuten")
        case .otherBrowser:
            LocalizedText(en: "it was begun in another browser", de: "sie wurde in einem anderen Browser begonnen")
        case .refusedByIssuer:
            LocalizedText(en: "the issuer refused it", de: "der Anmeldedienst hat sie abgelehnt")
        case .malformedToken: LocalizedText(en: "the ID token can't be read", de: "das ID-Token ist nicht lesbar")
        case .algorithm:
            LocalizedText(
                en: "the ID token is not signed by a key of the issuer's alone",
                de: "das ID-Token trägt keine Unterschrift, die nur der Anmeldedienst leisten kann")
        case .unknownKey:
            LocalizedText(
                en: "the issuer has no key of that name", de: "der Anmeldedienst hat keinen Schlüssel dieses Namens")
        case .signature:
            LocalizedText(en: "the signature is wrong", de: "die Unterschrift ist falsch")
        case .wrongIssuer:
            LocalizedText(en: "it comes from another issuer", de: "sie kommt von einem anderen Anmeldedienst")
        case .wrongAudience:
            LocalizedText(en: "the ID token is for somebody else", de: "das ID-Token ist für jemand anderen")
        case .wrongNonce:
            LocalizedText(en: "the ID token is of another log-in", de: "das ID-Token gehört zu einer anderen Anmeldung")
        case .expired: LocalizedText(en: "the ID token has run out", de: "das ID-Token ist abgelaufen")
        case .notYetValid:
            LocalizedText(en: "the ID token is not valid yet", de: "das ID-Token gilt noch nicht")
        case .unknownUser, .disabledUser:
            LocalizedText(
                en: "no user who is let in is linked to this identity",
                de: "mit dieser Identität ist kein zugelassener Benutzer verknüpft")
        }
    }
}

extension Refusal {
    /// A log-in that the issuer, its answer or its token did not carry.
    static func openIDRefused(_ fault: OpenIDFault) -> Refusal {
        if fault == .unknownUser || fault == .disabledUser { return openIDUnknownUser() }
        return Refusal(
            .openIDRefused,
            LocalizedText(
                en: "The log-in was refused: \(fault.text.english).",
                de: "Die Anmeldung wurde abgelehnt: \(fault.text.german)."),
            cure: LocalizedText(en: "Begin it again.", de: "Noch einmal beginnen."))
    }

    private static func openIDUnknownUser() -> Refusal {
        Refusal(
            .openIDUnknownUser,
            LocalizedText(
                en: "The issuer knows you, but no user who is let in is linked to you.",
                de: "Der Anmeldedienst kennt Sie, aber mit Ihnen ist kein zugelassener Benutzer verknüpft."),
            cure: LocalizedText(
                en: "Ask an administrator: buddel user link-openid NAME",
                de: "Bei der Systemverwaltung nachfragen: buddel user link-openid NAME"))
    }

    /// The issuer gives no answer that Buddel can use.
    static func openIDUnavailable(_ why: LocalizedText) -> Refusal {
        Refusal(
            .openIDUnavailable,
            LocalizedText(
                en: "The issuer can't be asked: \(why.english).",
                de: "Der Anmeldedienst ist nicht zu befragen: \(why.german)."),
            cure: LocalizedText(
                en: "Try again; if it stays, check the issuer's address and its answers.",
                de: "Noch einmal versuchen; bleibt es so, Adresse und Antworten des Anmeldedienstes prüfen."))
    }

    /// This installation has no issuer, or none for this way.
    static func openIDOff() -> Refusal {
        Refusal(
            .notFound,
            LocalizedText(
                en: "Logging in by OpenID Connect is not set up here.",
                de: "Die Anmeldung über OpenID Connect ist hier nicht eingerichtet."),
            cure: LocalizedText(
                en: "Set BUDDEL_OPENID_ISSUER and BUDDEL_OPENID_CLIENT.",
                de: "BUDDEL_OPENID_ISSUER und BUDDEL_OPENID_CLIENT setzen."))
    }

    static func openIDDeviceMissing() -> Refusal {
        Refusal(
            .openIDUnavailable,
            LocalizedText(
                en: "The issuer does not offer logging in from a command line (device grant, RFC 8628).",
                de: "Der Anmeldedienst bietet die Anmeldung von der Befehlszeile nicht an (device grant, RFC 8628)."),
            cure: LocalizedText(
                en: "Let it be switched on at the issuer for this client, or log in with a password.",
                de: "Beim Anmeldedienst für diesen Client einschalten lassen, oder mit Passwort anmelden."))
    }

    /// A setting of the issuer that can't be right; a secret is never shown.
    static func openIDSetting(_ name: String, _ value: String?) -> Refusal {
        Refusal(
            .invalidValue,
            LocalizedText(
                en: "This setting of OpenID Connect can't be right.",
                de: "Diese Einstellung zu OpenID Connect kann nicht stimmen."),
            cure: LocalizedText(
                en: "Addresses are https (http on this machine alone), without user, query and fragment; "
                    + "see docs/reference/cli.md.",
                de: "Adressen sind https (http nur auf diesem Rechner), ohne Benutzer, Abfrage und Fragment; "
                    + "siehe docs/reference/cli.md."),
            at: Place(field: name, value: value))
    }
}
