import BuddelOperations

/// What `buddel serve` was told.
public struct ServeOptions: Sendable, Equatable {
    public var host: String
    public var port: Int
    public var publicURL: String?
    public var basemap: String?
    public var basemapCredit: String?
    public var operatorName: String?
    public var imprintURL: String?
    public var privacyURL: String?
    public var securityContact: String?
    /// The issuer that vouches for users; nil: none.
    public var openID: OpenIDConfiguration?
    /// Files of the certificate and its key; both or none.
    public var tlsCertificate: String?
    public var tlsKey: String?
    /// Addresses, or ranges of them as `10.1.0.0/16`.
    public var trustedProxies: [String] = []
    /// Whether it only shows what is published, and neither reads nor writes anything private.
    public var feedOnly: Bool
    public var logFormat = LogFormat.text
    public var bounds = ServeBounds()

    public init(host: String, port: Int, feedOnly: Bool = false) {
        self.host = host
        self.port = port
        self.feedOnly = feedOnly
    }
}

/// How log lines are written.
public enum LogFormat: String, Sendable, CaseIterable {
    /// For people.
    case text
    /// One JSON object a line.
    case json
}

/// The bounds of `buddel serve` that are configured; counts, rates a minute (0: none), seconds.
public struct ServeBounds: Sendable, Equatable {
    public var addressRate = 1_200
    public var logInRate = 10
    public var userRate = 600
    public var working = 8
    public var waiting = 64
    public var databaseConnections = 10
    public var connections = 1_000
    public var connectionsPerAddress = 100
    public var requestSeconds = 30
    public var headerSeconds = 10
    public var bodySeconds = 300
    public var idleSeconds = 30
    public var shutdownSeconds = 30

    public init() {}
}
