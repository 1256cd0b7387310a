import Buddelverein

/// What can be configured: by the environment, or by a member of the same meaning in the configuration file.
enum ConfigurationKey: String, CaseIterable, Sendable {
    case databaseURL = "BUDDEL_DATABASE_URL"
    case feedURL = "BUDDEL_FEED_URL"
    case dataDirectory = "BUDDEL_DATA_DIR"
    case token = "BUDDEL_TOKEN"
    case association = "BUDDEL_ASSOCIATION"
    case language = "BUDDEL_LANG"
    case host = "BUDDEL_HOST"
    case port = "BUDDEL_PORT"
    case publicURL = "BUDDEL_PUBLIC_URL"
    case operatorName = "BUDDEL_OPERATOR_NAME"
    case imprint = "BUDDEL_IMPRINT"
    case privacy = "BUDDEL_PRIVACY"
    case openIDIssuer = "BUDDEL_OPENID_ISSUER"
    case openIDClient = "BUDDEL_OPENID_CLIENT"
    case openIDSecret = "BUDDEL_OPENID_SECRET"
    case openIDSecretFile = "BUDDEL_OPENID_SECRET_FILE"
    case openIDRedirect = "BUDDEL_OPENID_REDIRECT"
    case openIDName = "BUDDEL_OPENID_NAME"
    case openIDSecondFactor = "BUDDEL_OPENID_SECOND_FACTOR"

    /// The member of the file: `BUDDEL_DATABASE_URL` is `database_url`.
    var member: String { rawValue.dropFirst("BUDDEL_".count).lowercased() }

    /// Whether its value is shown to nobody.
    var isSecret: Bool { self == .token || self == .openIDSecret }

    /// What it is, for readers.
    var title: LocalizedText {
        switch self {
        case .databaseURL: LocalizedText(en: "Database server", de: "Datenbankserver")
        case .feedURL: LocalizedText(en: "Database of the feed", de: "Datenbank der Veröffentlichung")
        case .dataDirectory: LocalizedText(en: "Data folder", de: "Datenordner")
        case .token: LocalizedText(en: "Token", de: "Token")
        case .association: LocalizedText(en: "Association", de: "Verein")
        case .language: LocalizedText(en: "Language", de: "Sprache")
        case .host: LocalizedText(en: "Address served on", de: "Adresse des Servers")
        case .port: LocalizedText(en: "Port served on", de: "Port des Servers")
        case .publicURL: LocalizedText(en: "Public address", de: "Öffentliche Adresse")
        case .operatorName: LocalizedText(en: "Operator", de: "Betreiber")
        case .imprint: LocalizedText(en: "Imprint", de: "Impressum")
        case .privacy: LocalizedText(en: "Privacy notice", de: "Datenschutzhinweise")
        case .openIDIssuer: LocalizedText(en: "OpenID Connect: issuer", de: "OpenID Connect: Anmeldedienst")
        case .openIDClient: LocalizedText(en: "OpenID Connect: client", de: "OpenID Connect: Client")
        case .openIDSecret: LocalizedText(en: "OpenID Connect: secret", de: "OpenID Connect: Geheimnis")
        case .openIDSecretFile:
            LocalizedText(en: "OpenID Connect: file of the secret", de: "OpenID Connect: Datei des Geheimnisses")
        case .openIDRedirect: LocalizedText(en: "OpenID Connect: way back", de: "OpenID Connect: Rückweg")
        case .openIDName: LocalizedText(en: "OpenID Connect: name shown", de: "OpenID Connect: Anzeigename")
        case .openIDSecondFactor:
            LocalizedText(en: "OpenID Connect: second factor", de: "OpenID Connect: zweiter Faktor")
        }
    }

    /// The value as it may be shown: passwords in an address are stars.
    func shown(_ value: String) -> String {
        guard !isSecret else { return "***" }
        guard self == .databaseURL || self == .feedURL else { return value }
        return value.replacing(/:\/\/([^:@\/]*):[^@\/]*@/) { match in "://\(match.output.1):***@" }
            .replacing(/(password=)[^&\s]*/) { match in "\(match.output.1)***" }
    }
}
