import Buddelverein

/// `helpers.csv`.
enum HelpersFile: CSVFile {
    enum Column: Int, CaseIterable {
        case code, name, memberNumber
    }

    static let file = CaseFile.helpers

    static let columns = [
        ColumnSpec("code", "Helfernummer", .required, en: "Code of the helper.", de: "Nummer des Helfers."),
        ColumnSpec("name", "Name", .required, en: "Name of the helper.", de: "Name des Helfers."),
        ColumnSpec(
            "member_number", "Mitgliedsnummer", en: "The member whose household it is; empty for outsiders.",
            de: "Das Mitglied, zu dessen Haushalt er gehört; leer bei Außenstehenden."),
    ]

    static func record(_ row: inout RowReader<Column>) -> Helper {
        let code = row.required(.code, Refusal.code)
        let name = row.required(.name)
        return Helper(code: code ?? "", name: name ?? "", memberNumber: row.text(.memberNumber))
    }

    static func fields(_ record: Helper) -> [String] { [record.code, record.name, record.memberNumber ?? ""] }
    static func key(_ record: Helper) -> String { record.code }
}
