import ArgumentParser
import BuddelOperations
import Buddelverein

/// `buddel cost`: invoices.
struct CostCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .noun("cost", en: "Invoices.", de: "Rechnungen.", verbs: [Add.self, Pay.self, List.self, Show.self])
    }
}

extension CostCommand {
    struct Add: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("add", en: "Record an invoice and book it.", de: "Rechnung erfassen und buchen.")
        }
        @OptionGroup var shared: SharedOptions
        @Option(name: .long, help: .text(en: "Who sent it.", de: "Wer sie geschickt hat.", value: "name"))
        var supplier: String?
        @Option(name: .long, help: .text(en: "The supplier's number.", de: "Nummer des Lieferanten.", value: "number"))
        var invoice: String?
        @Option(name: .long, help: .text(en: "Invoice date.", de: "Rechnungsdatum.", value: "date")) var date: String?
        @Option(name: .long, help: .text(en: "Day of the order.", de: "Tag der Bestellung.", value: "date"))
        var ordered: String?
        @Option(name: .long, help: .text(en: "Kind of cost.", de: "Kostenart.", value: "category")) var category:
            String?
        @Option(name: .long, help: .text(en: "Net amount.", de: "Nettobetrag.", value: "amount")) var net: String?
        @Option(name: .long, help: .text(en: "VAT in percent.", de: "Steuersatz in Prozent.", value: "percent"))
        var vat: String?
        @Option(name: .long, help: .text(en: "Gross amount.", de: "Bruttobetrag.", value: "amount")) var gross: String?
        @Option(
            name: .long,
            help: .text(
                en: "Segment and its share, such as S-1:60.00; once for each, 100.00 in all.",
                de: "Abschnitt und Anteil, etwa S-1:60.00; je Abschnitt einmal, zusammen 100.00.", value: "code:share"))
        var segment: [String] = []
        @Option(
            name: .long,
            help: .text(en: "Day of payment, where it is paid.", de: "Tag der Zahlung, wenn bezahlt.", value: "date"))
        var paidOn: String?
        @Option(
            name: .long,
            help: .text(
                en: "What was really paid; the gross amount by default.",
                de: "Was wirklich bezahlt wurde; sonst der Bruttobetrag.", value: "amount"))
        var paid: String?
        @OptionGroup var reference: RefOption
        @OptionGroup var paper: DocumentOption
        @OptionGroup var once: OnceOption

        func run(in context: CommandContext) async throws {
            let receipt = try await context.dialogue(of: Self.self) { prompt in
                var record = try await record(prompt)
                let (name, files) = try await paper.asked(prompt)
                record.document = name
                return try await context.app().addCost(
                    record, files: files, in: context.settings.association, idempotencyKey: once.idempotencyKey)
            }
            await context.showRecorded(receipt, by: try await context.app())
        }

        private func record(_ prompt: Prompt) async throws -> CostRecord {
            let questions = try await VoucherQuestions.opened(prompt)
            let supplier = try await prompt.text(
                "--supplier", given: supplier, ask: LocalizedText(en: "Supplier", de: "Lieferant"))
            let invoice = try await prompt.text(
                "--invoice", given: invoice, ask: LocalizedText(en: "Invoice number", de: "Rechnungsnummer"))
            let date = try await prompt.day(
                "--date", given: date, ask: LocalizedText(en: "Invoice date", de: "Rechnungsdatum"))
            let ordered = try await prompt.optional(
                "--ordered", given: ordered, ask: LocalizedText(en: "Day of the order", de: "Tag der Bestellung")
            ) { try Day(parsing: $0) }
            let category = try await questions.category(category)
            let net = try await prompt.money("--net", given: net, ask: LocalizedText(en: "Net", de: "Netto"))
            let vat = try await prompt.value(
                "--vat", given: vat, ask: LocalizedText(en: "VAT (percent)", de: "Steuersatz (Prozent)"),
                standard: BasisPoints(basisPoints: 1900)
            ) { try BasisPoints(parsing: $0) }
            let gross = try await prompt.money("--gross", given: gross, ask: LocalizedText(en: "Gross", de: "Brutto"))
            return CostRecord(
                ref: reference.ref ?? "", supplier: supplier, invoiceNumber: invoice, invoiceDate: date,
                orderedOn: ordered, category: category, net: net, vatRate: vat, gross: gross,
                paidOn: try paidOn.read("--paid-on") { try Day(parsing: $0) },
                paid: try paid.read("--paid") { try Money(parsing: $0) },
                segments: try await questions.allocations(segment))
        }
    }

    struct Pay: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("pay", en: "Book the payment of an invoice.", de: "Zahlung einer Rechnung buchen.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "The invoice.", de: "Die Rechnung.")) var ref: String?
        @Option(name: .long, help: .text(en: "Day of payment.", de: "Tag der Zahlung.", value: "date")) var on: String?
        @Option(
            name: .long,
            help: .text(
                en: "What was really paid; less than gross is a discount.",
                de: "Was wirklich bezahlt wurde; weniger als brutto ist Skonto.", value: "amount"))
        var paid: String?
        @OptionGroup var once: OnceOption

        func run(in context: CommandContext) async throws {
            let prompt = Prompt(context)
            let ref = try await prompt.text("REF", given: ref, ask: LocalizedText(en: "Invoice", de: "Rechnung"))
            let day = try await prompt.day(
                "--on", given: on, ask: LocalizedText(en: "Day of payment", de: "Tag der Zahlung"))
            let receipt = try await context.app().payCost(
                ref, on: day, paid: try paid.read("--paid") { try Money(parsing: $0) },
                in: context.settings.association, idempotencyKey: once.idempotencyKey)
            context.show(receipt.report())
        }
    }

    struct List: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("list", en: "List the invoices that stand.", de: "Rechnungen auflisten, die gelten.")
        }
        @OptionGroup var shared: SharedOptions
        @Flag(name: .long, help: .text(en: "Only those not paid.", de: "Nur unbezahlte.")) var open = false

        func run(in context: CommandContext) async throws {
            let costs = try await context.app().listCosts(in: context.settings.association)
            context.show(
                CostCommand.report(open ? costs.filter { $0.paidOn == nil } : costs, try await context.codeWords()))
        }
    }

    struct Show: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("show", en: "Show an invoice with all that is known of it.", de: "Rechnung mit allem zeigen.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "The invoice.", de: "Die Rechnung.")) var ref: String?

        func run(in context: CommandContext) async throws {
            let ref = try await Prompt(context).text(
                "REF", given: ref, ask: LocalizedText(en: "Invoice (K-1)", de: "Rechnung (K-1)"))
            context.show(
                VoucherReport.group(
                    try await context.app().showVoucher(ref, kind: .cost, in: context.settings.association),
                    try await context.codeWords()))
        }
    }

    static func report(_ costs: [CostRecord], _ codes: CodeWords) -> ListReport {
        ListReport(
            title: LocalizedText(en: "Invoices", de: "Rechnungen"),
            columns: [
                Column("ref", en: "Ref", de: "Beleg"), Column("supplier", en: "Supplier", de: "Lieferant"),
                Column("invoice_number", en: "Number", de: "Nummer"), Column("invoice_date", en: "Date", de: "Datum"),
                Column("category", en: "Kind", de: "Art"), Column("net", en: "Net", de: "Netto"),
                Column("vat_rate", en: "VAT", de: "Steuer"), Column("gross", en: "Gross", de: "Brutto"),
                Column("paid_on", en: "Paid on", de: "Bezahlt am"), Column("paid", en: "Paid", de: "Bezahlt"),
                Column("segments", en: "Segments", de: "Abschnitte"),
                Column("document", en: "Document", de: "Dokument"),
            ],
            rows: costs.map { cost in
                [
                    .text(cost.ref), .text(cost.supplier), .text(cost.invoiceNumber), .day(cost.invoiceDate),
                    codes.cell(.category, cost.category), .money(cost.net), .percent(cost.vatRate), .money(cost.gross),
                    .day(cost.paidOn), .money(cost.paidOn == nil ? nil : cost.paid ?? cost.gross),
                    .shares(cost.segments), .text(cost.document),
                ]
            })
    }
}
