import Buddelverein

/// `payments.csv`: money received and paid back.
enum PaymentsFile: CSVFile {
    enum Column: Int, CaseIterable {
        case ref, date, memberNumber, amount, purpose
    }

    static let file = CaseFile.payments

    static let columns = [
        ColumnSpec("ref", "Beleg", .required, en: "Reference of the bank line.", de: "Belegnummer."),
        ColumnSpec("date", "Datum", .required, en: "Day of the payment.", de: "Tag der Zahlung."),
        ColumnSpec(
            "member_number", "Mitgliedsnummer", .required, en: "The member; empty for outsiders.",
            de: "Das Mitglied; leer bei Außenstehenden."),
        ColumnSpec(
            "amount", "Betrag", .required, en: "Amount; negative where paid back.",
            de: "Betrag; negativ, wo zurückgezahlt wurde."),
        ColumnSpec(
            "purpose", "Zweck", .required, en: "levy, donation, other_income or refund.",
            de: "levy, donation, other_income oder refund."),
    ]

    static func record(_ row: inout RowReader<Column>) -> PaymentRecord {
        let ref = row.required(.ref, Refusal.ref)
        let date = row.requiredDay(.date)
        let amount = row.required(.amount) { text throws(Refusal) in try Money(parsing: text) }
        let purpose: PaymentPurpose? = row.requiredWord(.purpose)
        return PaymentRecord(
            ref: ref ?? "", date: date ?? .first, memberNumber: row.text(.memberNumber), amount: amount ?? .zero,
            purpose: purpose ?? .donation)
    }

    static func fields(_ record: PaymentRecord) -> [String] {
        [
            record.ref, record.date.description, record.memberNumber ?? "", record.amount.description,
            record.purpose.rawValue,
        ]
    }

    static func key(_ record: PaymentRecord) -> String { record.ref }
}
