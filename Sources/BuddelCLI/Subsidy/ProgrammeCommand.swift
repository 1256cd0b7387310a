import ArgumentParser
import BuddelOperations
import Buddelverein
import Foundation

/// `buddel programme`: a funder's rules.
struct ProgrammeCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .noun("programme", en: "Funding programmes.", de: "Förderprogramme.", verbs: [Add.self, List.self, Show.self])
    }
}

extension ProgrammeCommand {
    struct Add: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "add", en: "Add programmes from a file in the form of programmes.json.",
                de: "Programme aus einer Datei in der Form von programmes.json anlegen.")
        }
        @OptionGroup var shared: SharedOptions
        @OptionGroup var once: OnceOption
        @Argument(help: .text(en: "The file.", de: "Die Datei.")) var file: String?

        func run(in context: CommandContext) async throws {
            let file = try await Prompt(context).text("FILE", given: file, ask: LocalizedText(en: "File", de: "Datei"))
            guard let data = FileManager.default.contents(atPath: file) else {
                let reason = String(cString: strerror(access(file, R_OK) == 0 ? EISDIR : errno))
                throw Refusal(
                    .fileUnreadable,
                    LocalizedText(
                        en: "The file can't be read: \(reason).", de: "Die Datei ist nicht lesbar: \(reason)."),
                    cure: LocalizedText(en: "Check path and permissions.", de: "Prüfen Sie Pfad und Rechte."),
                    at: Refusal.Place(file: file))
            }
            let app = try await context.app()
            let programmes = try app.readProgrammes(Array(data), file: file)
            try await app.addProgrammes(programmes, idempotencyKey: once.idempotencyKey)
            let codes = programmes.map(\.code).joined(separator: ", ")
            context.show(
                Receipt(
                    LocalizedText(en: "Added: \(codes).", de: "Angelegt: \(codes)."),
                    ["codes": .array(programmes.map { .string($0.code) })]))
        }
    }

    struct List: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("list", en: "List the programmes.", de: "Programme auflisten.")
        }
        @OptionGroup var shared: SharedOptions

        func run(in context: CommandContext) async throws {
            let programmes = try await context.app().listProgrammes()
            context.show(
                ListReport(
                    columns: [
                        Column("code", en: "Code", de: "Kürzel"), Column("funder", en: "Funder", de: "Geldgeber"),
                        Column("title", en: "Title", de: "Titel"), Column("financing", en: "Financing", de: "Art"),
                        Column("territory", en: "Territory", de: "Gebiet"),
                        Column("administered_by", en: "Decides", de: "Entscheidet"),
                    ],
                    rows: programmes.map { listed in
                        [
                            .text(listed.programme.code), .text(listed.programme.funder), .text(listed.programme.title),
                            .code(listed.programme.financing.kind, listed.programme.financing.name),
                            .text(listed.programme.ags.rawValue),
                            .text(listed.administeredBy.rawValue),
                        ]
                    }))
        }
    }

    struct Show: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("show", en: "Show a programme with its budget.", de: "Ein Programm mit seinen Mitteln zeigen.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Code of the programme.", de: "Kürzel des Programms.")) var code: String?

        func run(in context: CommandContext) async throws {
            let code = try await Prompt(context).text(
                "CODE", given: code, ask: LocalizedText(en: "Programme", de: "Programm"))
            let listed = try await context.app().programme(code)
            let programme = listed.programme
            var fields: [DetailReport.Field] = [
                .init("code", en: "Code", de: "Kürzel", .text(programme.code)),
                .init("funder", en: "Funder", de: "Geldgeber", .text(programme.funder)),
                .init("title", en: "Title", de: "Titel", .text(programme.title)),
                .init("territory", en: "Territory", de: "Gebiet", .text(programme.ags.rawValue)),
                .init("administered_by", en: "Decides", de: "Entscheidet", .text(listed.administeredBy.rawValue)),
                .init(
                    "financing", en: "Financing", de: "Finanzierungsart",
                    .code(programme.financing.kind, programme.financing.name)),
                .init(
                    "unpaid_share_max", en: "Unpaid work at most", de: "Eigenleistung höchstens",
                    .percent(programme.unpaidShareMax)),
                .init("start_ban", en: "Start ban", de: "Verbot des vorzeitigen Beginns", .bool(programme.startBan)),
                .init(
                    "own_territory_only", en: "Own territory only", de: "Nur eigenes Gebiet",
                    .bool(programme.ownTerritoryOnly)),
                .init(
                    "cap_per_active_connection", en: "Cap per active connection", de: "Grenze je aktivem Anschluss",
                    .money(programme.capPerActiveConnection)),
                .init("minimum", en: "Minimum", de: "Bagatellgrenze", .money(programme.minimum)),
            ]
            for budget in listed.budgets {
                let year = budget.year == 0 ? "" : " \(budget.year)"
                fields.append(
                    .init("budget\(year)", en: "Budget\(year)", de: "Mittel\(year)", .money(budget.amount)))
                fields.append(
                    .init("committed\(year)", en: "Committed\(year)", de: "Gebunden\(year)", .money(budget.committed)))
            }
            context.show(DetailReport(fields: fields, json: listed.json))
        }
    }
}
