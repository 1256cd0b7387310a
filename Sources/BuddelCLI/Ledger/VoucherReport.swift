import BuddelOperations
import Buddelverein

/// A voucher in full.
enum VoucherReport {
    /// Everything known of a voucher: its figures, its entries, its documents.
    static func group(_ detail: VoucherDetail, _ codes: CodeWords) -> ReportGroup {
        let voucher = DetailReport(
            title: LocalizedText(
                en: "Voucher \(detail.voucher.ref)", de: "Beleg \(detail.voucher.ref)"),
            fields: fields(of: detail, codes))
        let entries = entries(detail.entries, codes)
        let documents = documents(detail.documents)
        var json = voucher.json.objectValue ?? [:]
        json["entries"] = entries.json
        json["documents"] = documents.json
        return ReportGroup([voucher, entries, documents], json: .object(json))
    }

    private static func fields(of detail: VoucherDetail, _ codes: CodeWords) -> [DetailReport.Field] {
        let voucher = detail.voucher
        var fields: [DetailReport.Field] = [
            .init("ref", en: "Ref", de: "Beleg", .text(voucher.ref)),
            .init("kind", en: "Kind", de: "Art", .word(voucher.kind, voucher.kind.name)),
            .init("year", en: "Booking year", de: "Buchungsjahr", .int(voucher.bookingYear)),
            .init("number", en: "Number", de: "Nummer", .int(voucher.number)),
            .init("date", en: "Date", de: "Datum", .day(voucher.date)),
            .init("state", en: "State", de: "Stand", .word(voucher.state, voucher.state.name)),
            .init("version", en: "Version", de: "Fassung", .int(voucher.version)),
            .init("recorded_on", en: "Recorded on", de: "Erfasst am", .day(voucher.recordedOn)),
            .init("recorded_by", en: "Recorded by", de: "Erfasst von", .text(voucher.recordedBy)),
            .init(
                "content_hash", en: "Content hash", de: "Prüfsumme des Inhalts", .text(voucher.contentHash.hexadecimal)),
        ]
        if let work = detail.work { fields += self.fields(of: work, codes) }
        if let gift = detail.gift { fields += self.fields(of: gift, codes) }
        if let cost = detail.cost { fields += self.fields(of: cost, codes) }
        if let payment = detail.payment { fields += self.fields(of: payment) }
        if let decision = detail.decision {
            fields += [
                .init("decision", en: "Decision", de: "Entscheidung", .word(decision.decision, decision.decision.name)),
                .init("decided_on", en: "Decided on", de: "Entschieden am", .day(decision.decidedOn)),
                .init("decided_by", en: "Decided by", de: "Entschieden von", .text(decision.member)),
                .init("channel", en: "By", de: "Wie", .word(decision.channel, decision.channel.words)),
                .init("decision_recorded_by", en: "Put in by", de: "Eingetragen von", .text(decision.recordedBy)),
            ]
        }
        return fields
    }

    private static func fields(of work: WorkRecord, _ codes: CodeWords) -> [DetailReport.Field] {
        [
            .init("member_number", en: "Credited to", de: "Gutgeschrieben", .text(work.memberNumber)),
            .init("worker", en: "Worker", de: "Helfer", .text(work.worker)),
            .init("work", en: "Work", de: "Arbeit", .named(work.kind)),
            .init("task", en: "Task", de: "Tätigkeit", codes.cell(.task, work.task)),
            .init("time", en: "Time", de: "Zeit", .minutes(work.time)),
            .init("segment", en: "Segment", de: "Abschnitt", .text(work.segment)),
            .init("machine", en: "Machine", de: "Maschine", codes.cell(.machine, work.machine)),
        ]
    }

    private static func fields(of gift: GiftRecord, _ codes: CodeWords) -> [DetailReport.Field] {
        [
            .init("member_number", en: "Giver", de: "Spender", .text(gift.memberNumber)),
            .init("what", en: "What", de: "Was", .text(gift.what)),
            .init("value", en: "Value", de: "Wert", .money(gift.value)),
            .init("category", en: "Kind of cost", de: "Kostenart", codes.cell(.category, gift.category)),
            .init("segment", en: "Segment", de: "Abschnitt", .text(gift.segment)),
        ]
    }

    private static func fields(of cost: CostRecord, _ codes: CodeWords) -> [DetailReport.Field] {
        [
            .init("supplier", en: "Supplier", de: "Lieferant", .text(cost.supplier)),
            .init("invoice_number", en: "Invoice", de: "Rechnung", .text(cost.invoiceNumber)),
            .init("ordered_on", en: "Ordered on", de: "Bestellt am", .day(cost.orderedOn)),
            .init("category", en: "Kind of cost", de: "Kostenart", codes.cell(.category, cost.category)),
            .init("net", en: "Net", de: "Netto", .money(cost.net)),
            .init("vat_rate", en: "VAT", de: "Steuer", .percent(cost.vatRate)),
            .init("gross", en: "Gross", de: "Brutto", .money(cost.gross)),
            .init("paid_on", en: "Paid on", de: "Bezahlt am", .day(cost.paidOn)),
            .init("paid", en: "Paid", de: "Bezahlt", .money(cost.paidOn == nil ? nil : cost.paid ?? cost.gross)),
            .init("segments", en: "Segments", de: "Abschnitte", .shares(cost.segments)),
        ]
    }

    private static func fields(of payment: PaymentRecord) -> [DetailReport.Field] {
        [
            .init("member_number", en: "Member", de: "Mitglied", .text(payment.memberNumber)),
            .init("amount", en: "Amount", de: "Betrag", .money(payment.amount)),
            .init("purpose", en: "Purpose", de: "Zweck", .word(payment.purpose, payment.purpose.words)),
        ]
    }

    private static func entries(_ entries: [JournalEntry], _ codes: CodeWords) -> ListReport {
        ListReport(
            title: LocalizedText(en: "Entries", de: "Buchungen"),
            columns: [
                Column("entry", en: "Entry", de: "Buchung"), Column("booked_on", en: "Booked on", de: "Gebucht am"),
                Column("reason", en: "Reason", de: "Grund"), Column("debit", en: "Debit", de: "Soll"),
                Column("credit", en: "Credit", de: "Haben"),
                Column("quantity", en: "Quantity", de: "Menge", alignment: .trailing),
                Column("unit", en: "Unit", de: "Einheit"), Column("reverses", en: "Reverses", de: "Storniert"),
            ],
            rows: entries.flatMap { entry in
                entry.transfers.map { transfer in
                    [
                        .int(Int(entry.number)), .day(entry.bookedOn),
                        EntryReason(rawValue: entry.reason).map { .word($0, $0.name) } ?? .text(entry.reason),
                        codes.account(transfer.debit), codes.account(transfer.credit),
                        transfer.unit.cell(transfer.quantity),
                        .named(transfer.unit), .int(entry.reverses.map { Int($0) }),
                    ]
                }
            }, whenEmpty: LocalizedText(en: "Not booked.", de: "Nicht gebucht."))
    }

    private static func documents(_ documents: [NamedDocument]) -> ListReport {
        ListReport(
            title: LocalizedText(en: "Documents", de: "Dokumente"),
            columns: [
                Column("name", en: "Name", de: "Name"), Column("media_type", en: "Type", de: "Typ"),
                Column("bytes", en: "Bytes", de: "Bytes"), Column("sha256", en: "SHA-256", de: "SHA-256"),
            ],
            rows: documents.map { document in
                [
                    .text(document.name), .text(document.mediaType), .int(document.size),
                    .text(document.sha256?.hexadecimal),
                ]
            }, whenEmpty: LocalizedText(en: "None.", de: "Keine."))
    }
}

extension LedgerUnit {
    /// A quantity of the unit as it is shown: money, or a time.
    func cell(_ quantity: Int64) -> Cell {
        switch self {
        case .eurCents, .giftCents: .money(Money(cents: quantity))
        case .labourMinutes, .machineMinutes: .minutes(Minutes(minutes: quantity))
        }
    }
}

extension DecisionChannel {
    var words: LocalizedText {
        switch self {
        case .login: LocalizedText(en: "login", de: "Anmeldung")
        case .paper: LocalizedText(en: "signed paper", de: "Unterschrift auf Papier")
        case .import: LocalizedText(en: "case folder", de: "Fallordner")
        }
    }
}
