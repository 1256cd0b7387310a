import ArgumentParser
import BuddelOperations
import Buddelverein

/// `buddel journal`: the entries as they stand.
struct JournalCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .noun(
            "journal", en: "The journal: list entries, show one.", de: "Das Journal: Buchungen auflisten, eine zeigen.",
            verbs: [List.self, Show.self])
    }

    static let columns = [
        Column("entry", en: "Entry", de: "Buchung"), Column("booked_on", en: "Booked", de: "Gebucht"),
        Column("effective_on", en: "Effective", de: "Wirksam"), Column("reason", en: "Reason", de: "Grund"),
        Column("ref", en: "Ref", de: "Zeichen"), Column("debit", en: "Debit", de: "Soll"),
        Column("credit", en: "Credit", de: "Haben"), Column("unit", en: "Unit", de: "Einheit"),
        Column("quantity", en: "Quantity", de: "Menge"), Column("member", en: "Member", de: "Mitglied"),
        Column("segment", en: "Segment", de: "Abschnitt"), Column("reverses", en: "Reverses", de: "Storniert"),
    ]

    /// A line for each transfer.
    static func rows(of booked: BookedEntry, _ codes: CodeWords) -> [[Cell]] {
        let entry = booked.entry
        let reason = EntryReason(rawValue: entry.reason)?.name ?? LocalizedText(en: entry.reason, de: entry.reason)
        return entry.transfers.map { transfer in
            [
                .int(Int(entry.number)), .day(entry.bookedOn), .day(entry.effectiveOn), .code(entry.reason, reason),
                .text(entry.ref), codes.account(transfer.debit), codes.account(transfer.credit),
                .code(transfer.unit.rawValue, transfer.unit.name), transfer.unit.cell(transfer.quantity),
                .text(transfer.member), .text(transfer.segment), .int(entry.reverses.map(Int.init)),
            ]
        }
    }
}

extension JournalCommand {
    struct List: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "list", en: "List entries, a line for each transfer.",
                de: "Buchungen auflisten, eine Zeile je Umbuchung.")
        }
        @OptionGroup var shared: SharedOptions
        @Option(name: .long, help: .text(en: "Only entries of this account.", de: "Nur Buchungen dieses Kontos."))
        var account: String?
        @Option(
            name: .long,
            help: .text(en: "Only entries of this member.", de: "Nur Buchungen dieses Mitglieds.", value: "number"))
        var member: String?
        @Option(
            name: .long, help: .text(en: "Only entries of this voucher.", de: "Nur Buchungen dieses Belegs."))
        var ref: String?
        @Option(name: .long, help: .text(en: "First day of booking.", de: "Erster Buchungstag.", value: "date"))
        var from: String?
        @Option(name: .long, help: .text(en: "Last day of booking.", de: "Letzter Buchungstag.", value: "date"))
        var through: String?
        @Option(
            name: .long,
            help: .text(en: "Only entries behind this number.", de: "Nur Buchungen nach dieser Nummer.", value: "entry")
        )
        var after: Int64 = 0
        @Option(name: .long, help: .text(en: "At most so many entries.", de: "Höchstens so viele Buchungen."))
        var limit: Int = 1000

        func run(in context: CommandContext) async throws {
            guard (1...100_000).contains(limit), after >= 0 else {
                throw Refusal.invalidArguments(
                    LocalizedText(
                        en: "--limit is 1 to 100000, --after a number of an entry.",
                        de: "--limit ist 1 bis 100000, --after die Nummer einer Buchung."))
            }
            let filter = JournalFilter(
                account: account, member: member, ref: ref, from: try from.read("--from") { try Day(parsing: $0) },
                through: try through.read("--through") { try Day(parsing: $0) })
            // One more than is shown tells whether there are more.
            let entries = try await context.app().listJournal(
                filter, after: after, limit: limit + 1, in: context.settings.association)
            var report = ListReport(
                columns: JournalCommand.columns,
                whenEmpty: LocalizedText(en: "No entries.", de: "Keine Buchungen."))
            let codes = try await context.bookWords()
            for entry in entries.prefix(limit) {
                for row in JournalCommand.rows(of: entry, codes) { report.append(row) }
            }
            context.show(report)
            if entries.count > limit {
                let last = entries[limit - 1].entry.number
                context.note(
                    LocalizedText(
                        en: "There are more: go on with --after \(last).",
                        de: "Es gibt mehr: weiter mit --after \(last)."))
            }
        }
    }

    struct Show: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("show", en: "Show one entry with its hash.", de: "Eine Buchung mit ihrer Prüfsumme zeigen.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Number of the entry.", de: "Nummer der Buchung.")) var number: Int64?

        func run(in context: CommandContext) async throws {
            let number = try await Prompt(context).number(
                "NUMBER", given: number, ask: LocalizedText(en: "Number of the entry", de: "Nummer der Buchung"))
            let booked = try await context.app().showEntry(number, in: context.settings.association)
            let list = ListReport(
                columns: JournalCommand.columns, rows: JournalCommand.rows(of: booked, try await context.bookWords()))
            let detail = DetailReport(fields: [
                .init("kind", en: "Voucher", de: "Beleg", .code(booked.kind.rawValue, booked.kind.name)),
                .init("batch", en: "Batch", de: "Stapel", .int(Int(booked.batch))),
                .init("digest", en: "SHA-256", de: "SHA-256", .text(booked.digest.hexadecimal)),
            ])
            var json = detail.json.objectValue ?? [:]
            json["number"] = .integer(booked.entry.number)
            json["transfers"] = list.json
            context.show(ReportGroup([list, detail], json: .object(json)))
        }
    }
}
