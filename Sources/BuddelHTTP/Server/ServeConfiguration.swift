/// How the public side is served.
public struct ServeConfiguration: Sendable {
    /// A map drawn beneath the lines by somebody else's server; visitors' browsers ask that server directly.
    public struct Basemap: Hashable, Sendable {
        /// The address of a tile with `{z}`, `{x}` and `{y}`, such as `https://tiles.example/{z}/{x}/{y}.png`.
        public var template: String
        /// The credit that must be shown with it.
        public var credit: String
        public var maximumZoom: Int

        public init(template: String, credit: String, maximumZoom: Int = 18) {
            self.template = template
            self.credit = credit
            self.maximumZoom = maximumZoom
        }
    }

    public var host: String
    /// 0 takes any free port.
    public var port: Int
    /// Where the public reaches this server, such as `https://glasfaser.selm.example/`; links are relative, so that it
    /// is only needed for the canonical address and for telling whether the way is encrypted.
    public var publicURL: String?
    /// The folder with Leaflet's files.
    public var leafletFolder: String
    /// Off by default: without it the page asks no other host for anything.
    public var basemap: Basemap?
    /// Who runs the site, shown in the footer.
    public var operatorName: String?
    public var imprintURL: String?
    public var privacyURL: String?
    public var maximumConnections: Int
    /// Seconds after which a connection on which nothing moves is closed.
    public var idleSeconds: Int64
    /// Bytes of all headers of a request.
    public var maximumHeaderBytes: Int
    /// Bytes of the body of a request.
    public var maximumBodyBytes: Int

    public init(
        host: String = "127.0.0.1", port: Int = 8080, publicURL: String? = nil,
        leafletFolder: String = "/usr/share/javascript/leaflet", basemap: Basemap? = nil, operatorName: String? = nil,
        imprintURL: String? = nil, privacyURL: String? = nil, maximumConnections: Int = 1_000, idleSeconds: Int64 = 30,
        maximumHeaderBytes: Int = 16_384, maximumBodyBytes: Int = 1_048_576
    ) {
        self.host = host
        self.port = port
        self.publicURL = publicURL
        self.leafletFolder = leafletFolder
        self.basemap = basemap
        self.operatorName = operatorName
        self.imprintURL = imprintURL
        self.privacyURL = privacyURL
        self.maximumConnections = maximumConnections
        self.idleSeconds = idleSeconds
        self.maximumHeaderBytes = maximumHeaderBytes
        self.maximumBodyBytes = maximumBodyBytes
    }

    /// Whether the public reaches the server by an encrypted way only.
    var isEncrypted: Bool { publicURL?.hasPrefix("https://") ?? false }
}
