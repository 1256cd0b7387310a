import ArgumentParser
import BuddelOperations
import Buddelverein

/// `buddel area`: build areas with their quotas.
struct AreaCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .noun("area", en: "Build areas.", de: "Ausbaugebiete.", verbs: [List.self, Show.self, Add.self, Edit.self])
    }

    struct List: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("list", en: "List the build areas.", de: "Ausbaugebiete auflisten.")
        }
        @OptionGroup var shared: SharedOptions

        func run(in context: CommandContext) async throws {
            let areas = try await context.app().listAreas(in: context.settings.association)
            context.show(
                ListReport(
                    columns: [
                        Column("code", en: "Code", de: "Kürzel"), Column("name", en: "Name", de: "Name"),
                        Column("quota", en: "Quota", de: "Quote"),
                    ],
                    rows: areas.map { [.text($0.code), .text($0.name), .percent($0.quota)] }))
        }
    }

    struct Show: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("show", en: "Show a build area.", de: "Ein Ausbaugebiet zeigen.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Code of the area.", de: "Kürzel des Gebiets.")) var code: String?

        func run(in context: CommandContext) async throws {
            let code = try await Prompt(context).text(
                "CODE", given: code, ask: LocalizedText(en: "Area", de: "Ausbaugebiet"))
            let app = try await context.app()
            let version = try await app.fetchArea(code, in: context.settings.association).version
            let report = try await app.reportProgress(in: context.settings.association)
            guard let row = report.areas.first(where: { $0.area == code }) else {
                throw Refusal.absent(.area, code, field: "CODE")
            }
            context.show(
                DetailReport(fields: [
                    .init("code", en: "Code", de: "Kürzel", .text(code)),
                    .init("name", en: "Name", de: "Name", .text(row.name)),
                    .init("quota", en: "Quota", de: "Quote", .percent(row.quota)),
                    .init("connections", en: "Connections", de: "Anschlüsse", .int(row.connections)),
                    .init("active", en: "Contracted active", de: "Davon aktiv bestellt", .int(row.active)),
                    .init("live", en: "Live", de: "In Betrieb", .int(row.live)),
                    .init("take_up", en: "Take-up", de: "Beteiligung", .percent(row.takeUp)),
                    .init("version", en: "Version", de: "Fassung", .int(version)),
                ]))
        }
    }

    struct Add: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "add", en: "Add build areas from a GeoJSON file.", de: "Ausbaugebiete aus einer GeoJSON-Datei anlegen.",
                more: LocalizedText(
                    en: "Polygons with the properties code, name and quota (percent).",
                    de: "Polygone mit den Eigenschaften code, name und quota (Prozent)."))
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "GeoJSON file.", de: "GeoJSON-Datei.")) var file: String?

        func run(in context: CommandContext) async throws {
            let file = try await Prompt(context).text(
                "FILE", given: file, ask: LocalizedText(en: "GeoJSON file", de: "GeoJSON-Datei"))
            let codes = try await context.app().addAreas(fromFile: file, in: context.settings.association)
            let list = codes.joined(separator: ", ")
            context.show(
                Receipt(
                    LocalizedText(en: "Added: \(list).", de: "Angelegt: \(list)."),
                    ["codes": .array(codes.map { .string($0) })]))
        }
    }
}
