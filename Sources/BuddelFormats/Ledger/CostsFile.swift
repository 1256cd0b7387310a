import Buddelverein

/// `costs.csv`: invoices.
enum CostsFile: CSVFile {
    enum Column: Int, CaseIterable {
        case ref, supplier, invoiceNumber, invoiceDate, orderedOn, category, net, vatRate, gross, paidOn, paid
        case segments, document
    }

    static let file = CaseFile.costs

    static let columns = [
        ColumnSpec("ref", "Beleg", .required, en: "Reference of the invoice.", de: "Belegnummer."),
        ColumnSpec(
            "supplier", "Lieferant", .required, en: "Who sent the invoice.", de: "Wer die Rechnung gestellt hat."),
        ColumnSpec(
            "invoice_number", "Rechnungsnummer", .required, en: "The supplier's number.", de: "Nummer des Lieferanten."),
        ColumnSpec("invoice_date", "Rechnungsdatum", .required, en: "Day of the invoice.", de: "Tag der Rechnung."),
        ColumnSpec("ordered_on", "Bestellt am", en: "Day of the order.", de: "Tag der Bestellung."),
        ColumnSpec("category", "Kostenart", .required, en: "Code of the cost category.", de: "Kürzel der Kostenart."),
        ColumnSpec("net", "Netto", .required, en: "Net amount.", de: "Nettobetrag."),
        ColumnSpec("vat_rate", "Steuersatz", .required, en: "VAT in percent.", de: "Umsatzsteuer in Prozent."),
        ColumnSpec("gross", "Brutto", .required, en: "Gross amount.", de: "Bruttobetrag."),
        ColumnSpec("paid_on", "Bezahlt am", en: "Day of the last payment.", de: "Tag der letzten Zahlung."),
        ColumnSpec(
            "paid", "Bezahlt", en: "What was really paid; empty: the gross amount.",
            de: "Was wirklich bezahlt wurde; leer: der Bruttobetrag."),
        ColumnSpec(
            "segments", "Trassenabschnitte", en: "Shares of segments, such as S-01:60.00;S-02:40.00.",
            de: "Anteile der Abschnitte, etwa S-01:60.00;S-02:40.00."),
        ColumnSpec("document", "Dokument", en: "File in the folder documents/.", de: "Datei im Ordner documents/."),
    ]

    static func record(_ row: inout RowReader<Column>) -> CostRecord {
        let ref = row.required(.ref, Refusal.ref)
        let supplier = row.required(.supplier)
        let invoiceNumber = row.required(.invoiceNumber)
        let invoiceDate = row.requiredDay(.invoiceDate)
        let orderedOn = row.day(.orderedOn)
        let category = row.required(.category)
        let net = row.required(.net) { text throws(Refusal) in try Money(parsing: text) }
        let vatRate = row.required(.vatRate) { text throws(Refusal) in try Refusal.percentage(text) }
        let gross = row.required(.gross) { text throws(Refusal) in try Money(parsing: text) }
        if let gross, gross <= .zero { row.refuse(.notAboveZero, .gross) }
        let paidOn = row.day(.paidOn)
        let paid = row.value(.paid) { text throws(Refusal) in try Refusal.nonNegative(Money(parsing: text)) }
        let segments = row.value(.segments, readAllocations)
        let document = row.value(.document, DocumentName.checked)
        return CostRecord(
            ref: ref ?? "", supplier: supplier ?? "", invoiceNumber: invoiceNumber ?? "",
            invoiceDate: invoiceDate ?? .first, orderedOn: orderedOn, category: category ?? "", net: net ?? .zero,
            vatRate: vatRate ?? .zero, gross: gross ?? .zero, paidOn: paidOn, paid: paid,
            segments: segments ?? [], document: document)
    }

    static func unjudged(_ refused: Set<String>) -> Set<String> {
        var unjudged = refused
        if !refused.isDisjoint(with: ["net", "vat_rate"]) { unjudged.insert("gross") }
        if refused.contains("gross") { unjudged.insert("paid") }
        return unjudged
    }

    /// Reads `S-01:60.00;S-02:40.00`; the last colon of a part stands before its share.
    private static func readAllocations(_ text: String) throws(Refusal) -> [Allocation] {
        var allocations: [Allocation] = []
        for part in ListText.parts(text) {
            guard let colon = part.lastIndex(of: ":"), colon > part.startIndex else { throw .noAllocation(part) }
            let share = try Refusal.percentage(String(part[part.index(after: colon)...]))
            allocations.append(Allocation(segment: String(part[..<colon]), share: share))
        }
        return allocations
    }

    static func fields(_ record: CostRecord) -> [String] {
        [
            record.ref, record.supplier, record.invoiceNumber, record.invoiceDate.description,
            record.orderedOn?.description ?? "", record.category, record.net.description, record.vatRate.description,
            record.gross.description, record.paidOn?.description ?? "", record.paid?.description ?? "",
            record.segments.map { "\($0.segment):\($0.share)" }.joined(separator: ";"), record.document ?? "",
        ]
    }

    static func key(_ record: CostRecord) -> String { record.ref }
}

extension Refusal {
    static func noAllocation(_ text: String) -> Refusal {
        Refusal(
            .invalidValue,
            LocalizedText(
                en: "“\(text)” is no segment with its share.", de: "„\(text)“ ist kein Abschnitt mit Anteil."),
            cure: LocalizedText(en: "Write S-01:60.00;S-02:40.00.", de: "Schreiben Sie S-01:60.00;S-02:40.00."))
    }
}
