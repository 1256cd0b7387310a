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
    case securityContact = "BUDDEL_SECURITY_CONTACT"
    case tlsCertificate = "BUDDEL_TLS_CERTIFICATE"
    case tlsKey = "BUDDEL_TLS_KEY"
    case trustedProxies = "BUDDEL_TRUSTED_PROXIES"
    case logFormat = "BUDDEL_LOG_FORMAT"
    case addressRate = "BUDDEL_ADDRESS_RATE"
    case logInRate = "BUDDEL_LOGIN_RATE"
    case userRate = "BUDDEL_USER_RATE"
    case working = "BUDDEL_WORKING"
    case waiting = "BUDDEL_WAITING"
    case databaseConnections = "BUDDEL_DATABASE_CONNECTIONS"
    case connections = "BUDDEL_CONNECTIONS"
    case connectionsPerAddress = "BUDDEL_CONNECTIONS_PER_ADDRESS"
    case requestSeconds = "BUDDEL_REQUEST_SECONDS"
    case headerSeconds = "BUDDEL_HEADER_SECONDS"
    case bodySeconds = "BUDDEL_BODY_SECONDS"
    case idleSeconds = "BUDDEL_IDLE_SECONDS"
    case shutdownSeconds = "BUDDEL_SHUTDOWN_SECONDS"

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
        case .securityContact: LocalizedText(en: "Contact for weaknesses", de: "Kontakt für Schwachstellen")
        case .tlsCertificate: LocalizedText(en: "Certificate of TLS", de: "TLS-Zertifikat")
        case .tlsKey: LocalizedText(en: "File of the key of TLS", de: "Datei des TLS-Schlüssels")
        case .trustedProxies: LocalizedText(en: "Trusted proxies", de: "Vertraute Proxys")
        case .logFormat: LocalizedText(en: "Form of the log", de: "Form des Protokolls")
        case .addressRate: LocalizedText(en: "Requests a minute per address", de: "Anfragen je Minute und Adresse")
        case .logInRate: LocalizedText(en: "Log-ins a minute per address", de: "Anmeldungen je Minute und Adresse")
        case .userRate: LocalizedText(en: "Requests a minute per user", de: "Anfragen je Minute und Benutzer")
        case .working: LocalizedText(en: "Requests at work", de: "Anfragen in Arbeit")
        case .waiting: LocalizedText(en: "Requests that wait", de: "Wartende Anfragen")
        case .databaseConnections:
            LocalizedText(en: "Connections to the database", de: "Verbindungen zur Datenbank")
        case .connections: LocalizedText(en: "Open connections", de: "Offene Verbindungen")
        case .connectionsPerAddress:
            LocalizedText(en: "Open connections per address", de: "Offene Verbindungen je Adresse")
        case .requestSeconds: LocalizedText(en: "Seconds for a request", de: "Sekunden für eine Anfrage")
        case .headerSeconds: LocalizedText(en: "Seconds for its headers", de: "Sekunden für ihre Kopfzeilen")
        case .bodySeconds: LocalizedText(en: "Seconds for its body", de: "Sekunden für ihren Inhalt")
        case .idleSeconds:
            LocalizedText(en: "Seconds without a request", de: "Sekunden ohne Anfrage")
        case .shutdownSeconds: LocalizedText(en: "Seconds for the end", de: "Sekunden für das Ende")
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
