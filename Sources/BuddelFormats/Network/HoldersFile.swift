import Buddelverein

/// `holders.csv`: earlier holders of connections that changed hands.
enum HoldersFile: CSVFile {
    enum Column: Int, CaseIterable {
        case code, memberNumber, from, until
    }

    static let file = CaseFile.holders

    static let columns = [
        ColumnSpec("code", "Anschluss", .required, en: "Code of the connection.", de: "Nummer des Anschlusses."),
        ColumnSpec(
            "member_number", "Mitgliedsnummer", .required, en: "The member who held it.",
            de: "Das Mitglied, das ihn hielt."),
        ColumnSpec("from", "Von", .required, en: "First day.", de: "Erster Tag."),
        ColumnSpec("until", "Bis", en: "Last day.", de: "Letzter Tag."),
    ]

    static func record(_ row: inout RowReader<Column>) -> Holding {
        let code = row.required(.code)
        let memberNumber = row.required(.memberNumber)
        let from = row.requiredDay(.from)
        let until = row.day(.until)
        return Holding(connection: code ?? "", memberNumber: memberNumber ?? "", from: from ?? .first, until: until)
    }

    static func fields(_ record: Holding) -> [String] {
        [record.connection, record.memberNumber, record.from.description, record.until?.description ?? ""]
    }

    static func key(_ record: Holding) -> String { "\(record.connection) \(record.from)" }
}
