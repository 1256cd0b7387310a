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
        @OptionGroup var data: ConnectionData
        @OptionGroup var locking: VersionOption

        func run(in context: CommandContext) async throws {
            guard data.isGiven else {
                throw Refusal.nothingToChange("--lead 12.50")
            }
            let code = try await Prompt(context).connection(code)
            let kind: ConnectionKind? = try data.kind.readWord("--kind")
            let category: PremiseCategory?? = try data.category.read("--category") {
                $0 == "-" ? nil : try Optional($0).readWord("--category")
            }
            let area = data.area
            let longitude = try data.lon.read("--lon", ConnectionData.degrees)
            let latitude = try data.lat.read("--lat", ConnectionData.degrees)
            let lead = try data.lead.read("--lead") { $0 == "-" ? nil : try Centimetres(parsing: $0) }
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
