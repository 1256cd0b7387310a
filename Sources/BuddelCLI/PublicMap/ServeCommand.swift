import ArgumentParser
import BuddelOperations
import Buddelverein

/// `buddel serve`: the map page and the feed over HTTP.
struct ServeCommand: BuddelCommand {
    static var configuration: CommandConfiguration {
        .verb(
            "serve", en: "Serve the map page and the feed over HTTP; publishes once a day.",
            de: "Karte und Veröffentlichung über HTTP zeigen; veröffentlicht einmal am Tag.")
    }
    @OptionGroup var shared: SharedOptions
    @OptionGroup var openID: OpenIDOptions
    @Option(
        name: .long,
        help: .text(
            en: "Where the issuer sends the browser back to; below the public address by default.",
            de: "Wohin der Anmeldedienst den Browser zurückschickt; sonst unter der öffentlichen Adresse.", value: "url"
        ))
    var openidRedirect: String?
    @Option(
        name: .long,
        help: .text(
            en: "Address to listen on; 127.0.0.1 by default.",
            de: "Adresse, auf der gelauscht wird; 127.0.0.1, wenn nichts angegeben ist."))
    var host: String?
    @Option(
        name: .long,
        help: .text(
            en: "Port; 0 takes a free one, 8080 by default.",
            de: "Port; 0 nimmt einen freien, 8080, wenn nichts angegeben ist."))
    var port: String?
    @Option(
        name: .long,
        help: .text(
            en: "Where the public reaches this server.", de: "Unter welcher Adresse der Server öffentlich ist.",
            value: "url"))
    var publicURL: String?
    @Option(
        name: .long,
        help: .text(
            en: "Tiles of a base map, with {z}, {x} and {y}; off by default.",
            de: "Kacheln einer Grundkarte, mit {z}, {x} und {y}; ohne Angabe aus.", value: "url"))
    var basemap: String?
    @Option(
        name: .long,
        help: .text(
            en: "Credit that the base map asks for.", de: "Quellenangabe, die die Grundkarte verlangt.", value: "text"))
    var basemapCredit: String?
    @Option(name: .long, help: .text(en: "Who runs the site.", de: "Wer die Seite betreibt.", value: "name"))
    var operatorName: String?
    @Option(name: .long, help: .text(en: "Address of the imprint.", de: "Adresse des Impressums.", value: "url"))
    var imprint: String?
    @Option(
        name: .long,
        help: .text(en: "Address of the privacy notice.", de: "Adresse der Datenschutzhinweise.", value: "url"))
    var privacy: String?

    @Option(
        name: .long,
        help: .text(
            en: "Whom to tell of a weakness, mailto: or https:.",
            de: "Wem eine Schwachstelle zu melden ist, mailto: oder https:.", value: "url"))
    var securityContact: String?
    @Option(
        name: .long,
        help: .text(
            en: "Certificate with its chain, as PEM; the server does TLS then.",
            de: "Zertifikat mit seiner Kette, als PEM; der Server macht dann TLS.", value: "file"))
    var tlsCertificate: String?
    @Option(
        name: .long, help: .text(en: "The certificate's key, as PEM.", de: "Schlüssel dazu, als PEM.", value: "file"))
    var tlsKey: String?
    @Option(
        name: .long, parsing: .singleValue,
        help: .text(
            en: "A proxy that is believed where requests come from; can be given several times.",
            de: "Ein Proxy, dem geglaubt wird, woher Anfragen kommen; mehrmals möglich.", value: "address[/bits]"))
    var trustedProxy: [String] = []
    @Option(
        name: .long,
        help: .text(
            en: "text or json; text by default.", de: "text oder json; sonst text.", value: "format"))
    var logFormat: String?
    @OptionGroup var limits: ServeBoundsFlags

    @Flag(
        name: .long,
        help: .text(
            en: "Only show what is published; needs to read schema feed and nothing else (BUDDEL_FEED_URL).",
            de: "Nur Veröffentlichtes zeigen; braucht nur Leserecht am Schema feed (BUDDEL_FEED_URL)."))
    var feedOnly = false

    static let defaultHost = "127.0.0.1"

    func run(in context: CommandContext) async throws {
        let options = try options(in: context)
        let scheme = options.tlsCertificate == nil ? "http" : "https"
        try await context.session.serve(context.settings, options) { port in
            let address = "\(scheme)://\(options.host):\(port)/"
            context.note(LocalizedText(en: "Listening on \(address)", de: "Erreichbar unter \(address)"))
        }
    }

    /// What holds by flag, else by environment or file.
    func options(in context: CommandContext) throws -> ServeOptions {
        func configured(_ key: ConfigurationKey) -> String? {
            context.environment[key.rawValue].flatMap { $0.isEmpty ? nil : $0 }
        }
        let port = try ConfigurationKey.port.number(
            port ?? configured(.port) ?? "8080", from: port == nil ? ConfigurationKey.port.rawValue : "--port")
        guard (basemap == nil) == (basemapCredit == nil) else {
            throw Refusal.invalidArguments(
                LocalizedText(
                    en: "--basemap and --basemap-credit belong together.",
                    de: "--basemap und --basemap-credit gehören zusammen."))
        }
        var options = ServeOptions(host: host ?? configured(.host) ?? Self.defaultHost, port: port, feedOnly: feedOnly)
        options.publicURL = publicURL ?? configured(.publicURL)
        let redirect =
            openidRedirect ?? configured(.openIDRedirect)
            ?? options.publicURL.map(OpenIDConfiguration.redirectAddress(below:))
        options.openID = try openID.served(context, redirect: redirect)
        options.basemap = basemap
        options.basemapCredit = basemapCredit
        options.operatorName = operatorName ?? configured(.operatorName)
        options.imprintURL = imprint ?? configured(.imprint)
        options.privacyURL = privacy ?? configured(.privacy)
        options.securityContact = try Self.contact(securityContact ?? configured(.securityContact))
        options.tlsCertificate = tlsCertificate ?? configured(.tlsCertificate)
        options.tlsKey = tlsKey ?? configured(.tlsKey)
        guard (options.tlsCertificate == nil) == (options.tlsKey == nil) else {
            throw Refusal.invalidArguments(
                LocalizedText(
                    en: "--tls-certificate and --tls-key belong together.",
                    de: "--tls-certificate und --tls-key gehören zusammen."))
        }
        let listed = (configured(.trustedProxies) ?? "").split { ", ".contains($0) }.map(String.init)
        options.trustedProxies = trustedProxy.isEmpty ? listed : trustedProxy
        options.logFormat = try Self.format(logFormat ?? configured(.logFormat))
        options.bounds = try limits.bounds(in: context.environment)
        return options
    }

    private static func format(_ text: String?) throws(Refusal) -> LogFormat {
        guard let text else { return .text }
        guard let format = LogFormat(rawValue: text) else {
            throw .unknownChoice(text, of: LogFormat.allCases.map(\.rawValue), flag: "--log-format")
        }
        return format
    }

    /// It stands in a file of its own lines, so it must be one address and nothing more.
    private static func contact(_ text: String?) throws(Refusal) -> String? {
        guard let text else { return nil }
        let isAddress = ["mailto:", "https://", "tel:"].contains { text.hasPrefix($0) }
        guard isAddress, text.utf8.count <= 500, text.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else {
            throw Refusal(
                .invalidArguments,
                LocalizedText(
                    en: "The contact for weaknesses is one address of the web.",
                    de: "Der Kontakt für Schwachstellen ist eine Adresse des Netzes."),
                cure: LocalizedText(
                    en: "Write mailto:…, https://… or tel:….", de: "Schreiben Sie mailto:…, https://… oder tel:…."),
                at: Refusal.Place(field: "--security-contact", value: text))
        }
        return text
    }
}
