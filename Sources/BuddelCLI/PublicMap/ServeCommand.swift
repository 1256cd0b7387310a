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
    var port: Int?
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

    @Flag(
        name: .long,
        help: .text(
            en: "Only show what is published; needs to read schema feed and nothing else (BUDDEL_FEED_URL).",
            de: "Nur Veröffentlichtes zeigen; braucht nur Leserecht am Schema feed (BUDDEL_FEED_URL)."))
    var feedOnly = false

    static let defaultHost = "127.0.0.1"
    static let defaultPort = 8080

    func run(in context: CommandContext) async throws {
        func configured(_ key: ConfigurationKey) -> String? {
            context.environment[key.rawValue].flatMap { $0.isEmpty ? nil : $0 }
        }
        let host = host ?? configured(.host) ?? Self.defaultHost
        let port = port ?? configured(.port).map { Int($0) ?? -1 } ?? Self.defaultPort
        guard (0...65_535).contains(port) else {
            throw Refusal.invalidArguments(
                LocalizedText(en: "A port is 0 to 65535.", de: "Ein Port liegt zwischen 0 und 65535."))
        }
        guard (basemap == nil) == (basemapCredit == nil) else {
            throw Refusal.invalidArguments(
                LocalizedText(
                    en: "--basemap and --basemap-credit belong together.",
                    de: "--basemap und --basemap-credit gehören zusammen."))
        }
        let publicURL = publicURL ?? configured(.publicURL)
        let redirect =
            openidRedirect ?? configured(.openIDRedirect)
            ?? publicURL.map(OpenIDConfiguration.redirectAddress(below:))
        try await context.session.serve(
            context.settings,
            ServeOptions(
                host: host, port: port, publicURL: publicURL, basemap: basemap,
                basemapCredit: basemapCredit, operatorName: operatorName ?? configured(.operatorName),
                imprintURL: imprint ?? configured(.imprint), privacyURL: privacy ?? configured(.privacy),
                feedOnly: feedOnly, openID: try openID.served(context, redirect: redirect))
        ) { port in
            context.note(
                LocalizedText(
                    en: "Listening on http://\(host):\(port)/", de: "Erreichbar unter http://\(host):\(port)/"))
        }
    }
}
