import ArgumentParser
import BuddelOperations
import Buddelverein

/// `buddel voucher`: every paper of the books, whatever became of it.
struct VoucherCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .noun(
            "voucher", en: "Vouchers of every kind.", de: "Belege aller Art.",
            verbs: [List.self, Show.self, Correct.self])
    }
}

extension VoucherCommand {
    struct List: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("list", en: "List vouchers by their numbers.", de: "Belege nach Nummern auflisten.")
        }
        @OptionGroup var shared: SharedOptions
        @OptionGroup var which: KindOption
        @Option(
            name: .long,
            help: .text(
                en: "open, posted, refused, withdrawn or reversed.",
                de: "open, posted, refused, withdrawn oder reversed.", value: "state"))
        var state: String?
        @Option(name: .long, help: .text(en: "Booking year.", de: "Buchungsjahr.", value: "year")) var year: Int?

        func run(in context: CommandContext) async throws {
            let vouchers = try await context.app().listVoucherRecords(
                kind: which.read(), state: state.readWord("--state"), bookingYear: year,
                in: context.settings.association)
            context.show(VoucherList.report(vouchers, try await context.codeWords()))
        }
    }

    struct Show: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "show", en: "Show a voucher with its decision, entries and documents.",
                de: "Beleg mit Entscheidung, Buchungen und Dokumenten zeigen.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "The voucher.", de: "Der Beleg.")) var ref: String?
        @OptionGroup var which: KindOption

        func run(in context: CommandContext) async throws {
            let ref = try await Prompt(context).voucher(ref)
            context.show(
                VoucherReport.group(
                    try await context.app().showVoucher(ref, kind: which.read(), in: context.settings.association),
                    try await context.bookWords()))
        }
    }

    struct Correct: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "correct", en: "Correct work or a gift before anybody has decided on it.",
                de: "Arbeit oder Sachspende berichtigen, bevor jemand darüber entschieden hat.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "The voucher.", de: "Der Beleg.")) var ref: String?
        @OptionGroup var which: KindOption
        @OptionGroup var once: OnceOption
        @Option(name: .long, help: .text(en: "Day.", de: "Tag.", value: "date")) var date: String?
        @Option(name: .long, help: .text(en: "Member.", de: "Mitglied.", value: "number")) var member: String?
        @Option(name: .long, help: .text(en: "Helper who worked.", de: "Helfer, der gearbeitet hat.", value: "code"))
        var worker: String?
        @Option(name: .long, help: .text(en: "Task.", de: "Tätigkeit.", value: "task")) var task: String?
        @Option(name: .long, help: .text(en: "Time.", de: "Zeit.", value: "h:mm")) var time: String?
        @Option(name: .long, help: .text(en: "Segment.", de: "Abschnitt.", value: "code")) var segment: String?
        @Option(name: .long, help: .text(en: "Class of the machine.", de: "Maschinenklasse.", value: "class"))
        var machine: String?
        @Option(name: .long, help: .text(en: "What was given.", de: "Was gegeben wurde.", value: "text")) var what:
            String?
        @Option(name: .long, help: .text(en: "Value of the gift.", de: "Wert der Spende.", value: "amount")) var value:
            String?
        @Option(name: .long, help: .text(en: "Kind of cost.", de: "Kostenart.", value: "category")) var category:
            String?
        @Option(
            name: .long,
            help: .text(
                en: "Only if this is still the version, as voucher show says it.",
                de: "Nur wenn es noch diese Fassung ist, wie voucher show sie nennt.", value: "number"))
        var version: Int?

        func run(in context: CommandContext) async throws {
            let prompt = Prompt(context)
            let ref = try await prompt.voucher(ref)
            var correction = BuddelApp.Correction()
            correction.date = try date.read("--date") { try Day(parsing: $0) }
            correction.memberNumber = member
            correction.worker = worker
            correction.task = task
            correction.time = try time.read("--time") { try Minutes(parsing: $0) }
            correction.segment = segment
            correction.machine = machine
            correction.what = what
            correction.value = try value.read("--value") { try Money(parsing: $0) }
            correction.category = category
            var shown: Int?
            if correction == BuddelApp.Correction(), context.terminal.isInteractive, !context.assumesYes {
                let detail = try await context.app().showVoucher(
                    ref, kind: which.read(), in: context.settings.association)
                shown = detail.voucher.version
                correction = try await prompt.correction(of: detail)
            }
            guard correction != BuddelApp.Correction() else { throw Refusal.nothingToChange("--time 6:00") }
            correction.version = version ?? shown
            let receipt = try await context.app().correctVoucher(
                ref, kind: which.read(), to: correction, in: context.settings.association,
                idempotencyKey: once.idempotencyKey)
            context.show(receipt.report())
        }
    }
}
