import ArgumentParser
import BuddelOperations
import Buddelverein

extension AreaCommand {
    /// `buddel area edit`: another name, quota or border.
    struct Edit: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "edit", en: "Change a build area's name, quota or border.",
                de: "Namen, Quote oder Grenze eines Ausbaugebiets ändern.",
                more: LocalizedText(
                    en: "What is not given stays as it is; --quota - means no quota.",
                    de: "Was nicht angegeben ist, bleibt; --quota - heißt: keine Quote."))
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Code of the area.", de: "Kürzel des Gebiets.")) var code: String?
        @Option(name: .long, help: .text(en: "Name.", de: "Name.")) var name: String?
        @Option(
            name: .long,
            help: .text(en: "Take-up to be reached.", de: "Quote, die erreicht werden muss.", value: "percent"))
        var quota: String?
        @Option(
            name: .long,
            help: .text(
                en: "GeoJSON file with the area's new border.", de: "GeoJSON-Datei mit der neuen Grenze.", value: "file"
            ))
        var file: String?
        @OptionGroup var locking: VersionOption

        func run(in context: CommandContext) async throws {
            guard name != nil || quota != nil || file != nil else { throw Refusal.nothingToChange("--name …") }
            let code = try await Prompt(context).text(
                "CODE", given: code, ask: LocalizedText(en: "Area", de: "Ausbaugebiet"))
            let name = name
            let quota = try quota.read("--quota") { $0 == "-" ? nil : try BasisPoints(parsing: $0) }
            try await context.app().editArea(
                code, borderFile: file, in: context.settings.association, version: locking.version
            ) {
                if let name { $0.name = name }
                if let quota { $0.quota = quota }
            }
            context.show(
                Receipt(
                    LocalizedText(en: "Area \(code) changed.", de: "Ausbaugebiet \(code) geändert."),
                    ["code": .string(code)]))
        }
    }
}
