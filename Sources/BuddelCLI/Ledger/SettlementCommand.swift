import ArgumentParser
import BuddelOperations
import Buddelverein

/// `buddel settlement`: who owes or gets what.
struct SettlementCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .noun("settlement", en: "Settlement among the members.", de: "Schlussabrechnung.", verbs: [Preview.self])
    }
}

extension SettlementCommand {
    struct Preview: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "preview", en: "What each member would owe or get back; books nothing.",
                de: "Was jedes Mitglied schulden oder zurückbekommen würde; bucht nichts.")
        }
        @OptionGroup var shared: SharedOptions
        @Option(
            name: .long,
            help: .text(
                en: "What is dated until this day counts.", de: "Was bis zu diesem Tag datiert ist, zählt.",
                value: "date"))
        var on: String?

        func run(in context: CommandContext) async throws {
            let day = try await Prompt(context).day("--on", given: on, ask: LocalizedText(en: "Day", de: "Stichtag"))
            let settlement = try await context.app().previewSettlement(on: day, in: context.settings.association)
            context.show(try SettlementCommand.report(settlement))
        }
    }

    static func report(_ settlement: Settlement) throws -> ReportGroup {
        let sums = DetailReport(
            title: LocalizedText(
                en: "Settlement on \(settlement.on.text(in: .english))",
                de: "Schlussabrechnung zum \(settlement.on.text(in: .german))"),
            fields: [
                .init("to_share", en: "To share", de: "Zu verteilen", .money(settlement.toShare)),
                .init("pool", en: "Pool of charges", de: "Topf der Ausgleichszahlungen", .money(settlement.pool)),
                .init("rest", en: "Rest of the pool", de: "Rest des Topfes", .money(settlement.rest)),
            ])
        let rows = settlement.members
        let members = ListReport(
            columns: [
                Column("number", en: "Member", de: "Mitglied"), Column("duty", en: "Duty", de: "Pflicht"),
                Column("worked", en: "Worked", de: "Geleistet"), Column("share", en: "Share", de: "Anteil"),
                Column("charge", en: "Charge", de: "Ausgleich"), Column("credit", en: "Credit", de: "Gutschrift"),
                Column("machine_credit", en: "Machines", de: "Maschinen"), Column("paid", en: "Paid", de: "Bezahlt"),
                Column("balance", en: "Balance", de: "Saldo"),
            ],
            rows: rows.map { row in
                [
                    .text(row.number), .minutes(row.duty), .minutes(row.worked), .money(row.share), .money(row.charge),
                    .money(row.credit), .money(row.machineCredit), .money(row.paid), .money(row.balance),
                ]
            },
            total: [
                .none, .minutes(try rows.map(\.duty).total()), .minutes(try rows.map(\.worked).total()),
                .money(try rows.map(\.share).total()), .money(try rows.map(\.charge).total()),
                .money(try rows.map(\.credit).total()), .money(try rows.map(\.machineCredit).total()),
                .money(try rows.map(\.paid).total()), .money(try rows.map(\.balance).total()),
            ])
        return ReportGroup([sums, members], json: settlement.json, csvPart: 1)
    }
}
