import ArgumentParser
import BuddelOperations
import Buddelverein

/// `buddel municipality`: towns and villages with their borders.
struct MunicipalityCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .noun(
            "municipality", en: "Municipalities and their borders.", de: "Gemeinden und ihre Grenzen.",
            verbs: [List.self, Load.self])
    }

    struct List: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("list", en: "List the loaded municipalities.", de: "Geladene Gemeinden auflisten.")
        }
        @OptionGroup var shared: SharedOptions

        func run(in context: CommandContext) async throws {
            let municipalities = try await context.app().listMunicipalities()
            context.show(
                ListReport(
                    columns: [
                        Column("ags", en: "Key", de: "Schlüssel", alignment: .leading),
                        Column("name", en: "Name", de: "Name"),
                    ],
                    rows: municipalities.map { [.text($0.ags.rawValue), .text($0.name)] }))
        }
    }

    struct Load: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "load", en: "Load borders from a GeoJSON file.", de: "Grenzen aus einer GeoJSON-Datei laden.",
                more: LocalizedText(
                    en:
                        "Polygons with the properties ags and name. Segments and connections that are there are cut and "
                        + "placed anew.",
                    de: "Polygone mit den Eigenschaften ags und name. Vorhandene Abschnitte und Anschlüsse werden neu "
                        + "geteilt und zugeordnet."))
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "GeoJSON file.", de: "GeoJSON-Datei.")) var file: String?

        func run(in context: CommandContext) async throws {
            let file = try await Prompt(context).text(
                "FILE", given: file, ask: LocalizedText(en: "GeoJSON file", de: "GeoJSON-Datei"))
            let loaded = try await context.app().loadMunicipalities(fromFile: file)
            let counts = (loaded.added.count, loaded.changed.count)
            context.show(
                Receipt(
                    counts == (0, 0)
                        ? LocalizedText(en: "Nothing new.", de: "Nichts Neues.")
                        : LocalizedText(
                            en: "\(counts.0) added, \(counts.1) changed; \(loaded.segments) segments cut anew, "
                                + "\(loaded.connections) connections placed anew.",
                            de: "\(counts.0) neu, \(counts.1) geändert; \(loaded.segments) Abschnitte neu geteilt, "
                                + "\(loaded.connections) Anschlüsse neu zugeordnet."),
                    [
                        "added": .array(loaded.added.map { .string($0.rawValue) }),
                        "changed": .array(loaded.changed.map { .string($0.rawValue) }),
                        "segments": .integer(Int64(loaded.segments)),
                        "connections": .integer(Int64(loaded.connections)),
                    ]))
        }
    }
}
