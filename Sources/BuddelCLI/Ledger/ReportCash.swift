import ArgumentParser
import BuddelOperations
import Buddelverein

/// `buddel report cash`: what came in and went out in a booking year.
struct ReportCash: BuddelCommand {
    static var configuration: CommandConfiguration {
        .verb(
            "cash", en: "Receipts and payments of a booking year.", de: "Einnahmen und Ausgaben eines Buchungsjahres.")
    }
    @OptionGroup var shared: SharedOptions
    @Option(
        name: .long,
        help: .text(
            en: "The booking year, named by the calendar year it begins in; by default the present one.",
            de: "Das Buchungsjahr, benannt nach dem Kalenderjahr seines Beginns; Vorgabe: das laufende."))
    var year: Int?

    func run(in context: CommandContext) async throws {
        let report = try await context.app().cashReport(year: year, in: context.settings.association)
        context.show(try Self.group(report))
    }

    static func group(_ report: CashReport) throws -> ReportGroup {
        var list = ListReport(
            title: LocalizedText(
                en: "Cash report \(report.first.text(in: .english)) to \(report.last.text(in: .english))",
                de: "Kassenbericht \(report.first.text(in: .german)) bis \(report.last.text(in: .german))"),
            columns: [
                Column("number", en: "No.", de: "Nr."), Column("account", en: "Account", de: "Konto"),
                Column("received", en: "Receipts", de: "Einnahmen"), Column("spent", en: "Payments", de: "Ausgaben"),
            ],
            total: [.none, .none, .money(try report.received()), .money(try report.spent())],
            whenEmpty: LocalizedText(en: "No money moved.", de: "Es wurde kein Geld bewegt."))
        for flow in report.flows {
            list.append([
                .text(flow.account.number), .code(flow.account.code, flow.account.name), .money(flow.received),
                .money(flow.spent),
            ])
        }
        let balances = DetailReport(fields: [
            .init("opening", en: "Opening balance", de: "Anfangsbestand", .money(report.opening)),
            .init("received", en: "Receipts", de: "Einnahmen", .money(try report.received())),
            .init("spent", en: "Payments", de: "Ausgaben", .money(try report.spent())),
            .init("closing", en: "Closing balance", de: "Endbestand", .money(report.closing)),
        ])
        var json: JSONObject = [
            "year": .integer(Int64(report.year)), "first_day": .string(report.first.description),
            "last_day": .string(report.last.description),
        ]
        for member in balances.json.objectValue?.members ?? [] { json[member.name] = member.value }
        json["accounts"] = list.json
        json["journal"] = report.journal.json
        return ReportGroup([list, balances], json: .object(json))
    }
}
