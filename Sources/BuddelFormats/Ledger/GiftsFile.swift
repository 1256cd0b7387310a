import Buddelverein

/// `gifts.csv`: things given in kind.
enum GiftsFile: CSVFile {
    enum Column: Int, CaseIterable {
        case ref, date, memberNumber, what, value, category, segment, confirmedBy, confirmedOn, document
    }

    static let file = CaseFile.gifts

    static let columns = [
        ColumnSpec("ref", "Beleg", .required, en: "Reference of the gift.", de: "Belegnummer."),
        ColumnSpec("date", "Datum", .required, en: "Day of the gift.", de: "Tag der Sachspende."),
        ColumnSpec("member_number", "Mitgliedsnummer", .required, en: "The giver.", de: "Wer gegeben hat."),
        ColumnSpec("what", "Bezeichnung", .required, en: "What was given.", de: "Was gegeben wurde."),
        ColumnSpec("value", "Wert", .required, en: "Its documented value.", de: "Der belegte Wert."),
        ColumnSpec("category", "Kostenart", en: "Code of the cost category.", de: "Kürzel der Kostenart."),
        ColumnSpec("segment", "Trassenabschnitt", en: "Code of the segment.", de: "Kürzel des Abschnitts."),
        ColumnSpec(
            "confirmed_by", "Bestätigt von", en: "Number of the second person who confirmed it.",
            de: "Nummer der zweiten Person, die bestätigt hat."),
        ColumnSpec("confirmed_on", "Bestätigt am", en: "Day of the confirmation.", de: "Tag der Bestätigung."),
        ColumnSpec("document", "Dokument", en: "File in the folder documents/.", de: "Datei im Ordner documents/."),
    ]

    static func record(_ row: inout RowReader<Column>) -> GiftRecord {
        let ref = row.required(.ref, Refusal.ref)
        let date = row.requiredDay(.date)
        let memberNumber = row.required(.memberNumber)
        let what = row.required(.what)
        let value = row.required(.value) { text throws(Refusal) in try Money(parsing: text) }
        let confirmedBy = row.text(.confirmedBy)
        let confirmedOn = row.day(.confirmedOn)
        let document = row.value(.document, DocumentName.checked)
        return GiftRecord(
            ref: ref ?? "", date: date ?? .first, memberNumber: memberNumber ?? "", what: what ?? "",
            value: value ?? .zero, category: row.text(.category), segment: row.text(.segment), confirmedBy: confirmedBy,
            confirmedOn: confirmedOn, document: document)
    }

    static func fields(_ record: GiftRecord) -> [String] {
        [
            record.ref, record.date.description, record.memberNumber, record.what, record.value.description,
            record.category ?? "", record.segment ?? "", record.confirmedBy ?? "",
            record.confirmedOn?.description ?? "", record.document ?? "",
        ]
    }

    static func key(_ record: GiftRecord) -> String { record.ref }
}
