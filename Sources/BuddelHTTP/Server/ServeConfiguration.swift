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
    /// Proxies whose word on where a request comes from is believed.
    public var trustedProxies: [AddressRange]
    /// Certificate and key, where the server does TLS itself.
    public var certificate: CertificateFiles?
    /// Whom to tell of a weakness (RFC 9116): `mailto:…` or `https://…`.
    public var securityContact: String?
    public var bounds: ServerBounds

    public init(
        host: String = "127.0.0.1", port: Int = 8080, publicURL: String? = nil,
        leafletFolder: String = "/usr/share/javascript/leaflet", basemap: Basemap? = nil, operatorName: String? = nil,
        imprintURL: String? = nil, privacyURL: String? = nil, trustedProxies: [AddressRange] = [],
        certificate: CertificateFiles? = nil, securityContact: String? = nil, bounds: ServerBounds = ServerBounds()
    ) {
        self.host = host
        self.port = port
        self.publicURL = publicURL
        self.leafletFolder = leafletFolder
        self.basemap = basemap
        self.operatorName = operatorName
        self.imprintURL = imprintURL
        self.privacyURL = privacyURL
        self.trustedProxies = trustedProxies
        self.certificate = certificate
        self.securityContact = securityContact
        self.bounds = bounds
    }

    /// Whether the public reaches the server by an encrypted way only.
    var isEncrypted: Bool { certificate != nil || publicURL?.hasPrefix("https://") ?? false }
}
