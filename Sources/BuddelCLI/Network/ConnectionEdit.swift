import ArgumentParser
import BuddelOperations
import Buddelverein

extension ConnectionCommand {
    /// `buddel connection edit`: changed data of a premise.
    struct Edit: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "edit", en: "Change a connection's data.", de: "Daten eines Anschlusses ändern.",
                more: LocalizedText(
                    en:
                        "What is not given stays as it is; a hyphen empties a field. Holder and state have verbs of their own.",
                    de:
                        "Was nicht angegeben ist, bleibt; ein Bindestrich leert ein Feld. Inhaber und Stand ändern transfer und move."
                ))
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Code of the connection.", de: "Nummer des Anschlusses.")) var code: String?
        @Option(name: .long, help: .text(en: "active or passive.", de: "active oder passive.", value: "kind"))
        var kind: String?
        @Option(
            name: .long,
            help: .text(
                en: "household, farm, business, school or public_body.",
                de: "household, farm, business, school oder public_body.", value: "category"))
        var category: String?
        @Option(name: .long, help: .text(en: "Build area.", de: "Ausbaugebiet.", value: "code")) var area: String?
        @Option(
            name: .long,
            help: .text(en: "Longitude in degrees (WGS 84).", de: "Länge in Grad (WGS 84).", value: "degrees"))
        var lon: String?
        @Option(
            name: .long,
            help: .text(en: "Latitude in degrees (WGS 84).", de: "Breite in Grad (WGS 84).", value: "degrees"))
        var lat: String?
        @Option(
            name: .long, help: .text(en: "Length of the house lead.", de: "Länge der Hauszuführung.", value: "metres"))
        var lead: String?
        @OptionGroup var locking: VersionOption

        func run(in context: CommandContext) async throws {
            guard [self.kind, self.category, self.area, lon, lat, self.lead].contains(where: { $0 != nil }) else {
                throw Refusal.nothingToChange("--lead 12.50")
            }
            let code = try await Prompt(context).connection(code)
            let kind: ConnectionKind? = try kind.readWord("--kind")
            let category: PremiseCategory?? = try category.read("--category") {
                $0 == "-" ? nil : try Optional($0).readWord("--category")
            }
            let area = area
            let longitude = try lon.read("--lon", Add.degrees)
            let latitude = try lat.read("--lat", Add.degrees)
            let lead = try lead.read("--lead") { $0 == "-" ? nil : try Centimetres(parsing: $0) }
            try await context.app().editConnection(
                code, in: context.settings.association, version: locking.version
            ) { connection in
                if let kind { connection.kind = kind }
                if let category { connection.category = category }
                if let area { connection.area = area == "-" ? nil : area }
                if let longitude { connection.position.longitude = longitude }
                if let latitude { connection.position.latitude = latitude }
                if let lead { connection.leadLength = lead }
            }
            context.show(
                Receipt(
                    LocalizedText(en: "Connection \(code) changed.", de: "Anschluss \(code) geändert."),
                    ["code": .string(code)]))
        }
    }
}
