import Buddelverein

/// One column of a CSV file: its two names, whether it must be there, and what it holds.
public struct ColumnSpec: Hashable, Sendable {
    /// The English name; exports write it.
    public let name: String
    /// The one German name that is read as well.
    public let alias: String
    public let isRequired: Bool
    public let description: LocalizedText

    init(_ name: String, _ alias: String, _ need: Need = .optional, en english: String, de german: String) {
        self.name = name
        self.alias = alias
        isRequired = need == .required
        description = LocalizedText(en: english, de: german)
    }

    enum Need {
        case required
        case optional
    }
}

/// Which column of a table holds which specified column.
struct ColumnMatch: Sendable {
    /// For each specified column its position in the table; nil where the file leaves it out.
    let positions: [Int?]
    let warnings: [FileWarning]
    /// Missing required columns and columns named twice; with any of these no row can be read.
    let refusals: [Refusal]

    /// Names match without regard to case and to blanks around them.
    init(_ table: CSVTable, _ columns: [ColumnSpec]) {
        var byName: [String: Int] = [:]
        for (index, column) in columns.enumerated() {
            byName[Self.folded(column.name)] = index
            byName[Self.folded(column.alias)] = index
        }
        var positions = [Int?](repeating: nil, count: columns.count)
        var (warnings, refusals): ([FileWarning], [Refusal]) = ([], [])
        for (position, name) in table.header.enumerated() {
            let place = Refusal.Place(file: table.file, line: 1, field: name)
            guard let index = byName[Self.folded(name)] else {
                // A nameless column of a spreadsheet says nothing that could be missed.
                if !name.isEmpty { warnings.append(.unknownColumn(name, known: columns, at: place)) }
                continue
            }
            if positions[index] != nil { refusals.append(.duplicateColumn(columns[index], at: place)) }
            positions[index] = position
        }
        for (index, column) in columns.enumerated() where column.isRequired && positions[index] == nil {
            refusals.append(.missingColumn(column, at: Refusal.Place(file: table.file, line: 1, field: column.name)))
        }
        (self.positions, self.warnings, self.refusals) = (positions, warnings, refusals)
    }

    private static func folded(_ name: String) -> String {
        ListText.trimmed(name).lowercased()
    }
}
