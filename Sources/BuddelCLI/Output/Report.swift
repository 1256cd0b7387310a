import Buddelverein

/// A result that can be shown as a table, as JSON, and as CSV.
public protocol Report: Sendable {
    /// The lines for readers, with a line break at the end.
    func table(in context: CommandContext) -> String
    var json: JSONValue { get }
    /// RFC 4180 with a header line; amounts and days as in JSON.
    var csv: String { get }
}

extension Report {
    /// The report in the mode of `context`.
    func rendered(in context: CommandContext) -> String {
        switch context.output {
        case .table: table(in: context)
        case .json: JSONWriter(layout: .indented).text(json) + "\n"
        case .csv: csv
        }
    }
}

/// One column of a list.
public struct Column: Sendable {
    public enum Alignment: Sendable {
        case leading, trailing
        /// Trailing where the column holds figures.
        case byContent
    }

    /// The name in JSON and CSV.
    public let key: String
    /// The header of the table.
    public let title: LocalizedText
    public let alignment: Alignment

    public init(_ key: String, _ title: LocalizedText, alignment: Alignment = .byContent) {
        self.key = key
        self.title = title
        self.alignment = alignment
    }

    /// The same in one line: `Column("number", en: "Number", de: "Nummer")`.
    public init(_ key: String, en: String, de: String, alignment: Alignment = .byContent) {
        self.init(key, LocalizedText(en: en, de: de), alignment: alignment)
    }
}

/// A list: columns and rows of typed cells.
///
/// In JSON it is an array of objects with the columns' keys, unless `json` gives a shape that formats.md prescribes.
public struct ListReport: Report {
    public var title: LocalizedText?
    public var columns: [Column]
    public private(set) var rows: [[Cell]]
    /// A last line with sums, shown in the table alone.
    public var total: [Cell]?
    /// What the table says instead of an empty body.
    public var whenEmpty: LocalizedText
    private let prescribedJSON: JSONValue?

    /// Requires that each row has as many cells as there are columns.
    public init(
        title: LocalizedText? = nil, columns: [Column], rows: [[Cell]] = [], total: [Cell]? = nil,
        whenEmpty: LocalizedText = LocalizedText(en: "Nothing there.", de: "Nichts vorhanden."), json: JSONValue? = nil
    ) {
        precondition(rows.allSatisfy { $0.count == columns.count }, "a cell for each column")
        precondition(total.map { $0.count == columns.count } ?? true, "a cell of the total for each column")
        self.title = title
        self.columns = columns
        self.rows = rows
        self.total = total
        self.whenEmpty = whenEmpty
        self.prescribedJSON = json
    }

    /// Appends a row with a cell for each column.
    public mutating func append(_ row: [Cell]) {
        precondition(row.count == columns.count, "a cell for each column")
        rows.append(row)
    }

    public var json: JSONValue {
        prescribedJSON ?? .array(rows.map { row in .object(JSONObject(zip(columns.map(\.key), row.map(\.json)))) })
    }

    public var csv: String {
        CSVWriter.text(header: columns.map(\.key), rows: rows.map { $0.map(\.wire) })
    }

    public func table(in context: CommandContext) -> String {
        TableRenderer(language: context.language, terminal: context.terminal).text(self)
    }
}

/// One thing with its properties: `key: value` lines, one JSON object, or CSV of two columns.
public struct DetailReport: Report {
    /// One property.
    public struct Field: Sendable {
        public let key: String
        public let title: LocalizedText
        public let cell: Cell

        public init(_ key: String, en: String, de: String, _ cell: Cell) {
            self.key = key
            self.title = LocalizedText(en: en, de: de)
            self.cell = cell
        }
    }

    public var title: LocalizedText?
    public var fields: [Field]
    private let prescribedJSON: JSONValue?

    public init(title: LocalizedText? = nil, fields: [Field], json: JSONValue? = nil) {
        self.title = title
        self.fields = fields
        self.prescribedJSON = json
    }

    public var json: JSONValue {
        prescribedJSON ?? .object(JSONObject(fields.map { ($0.key, $0.cell.json) }))
    }

    public var csv: String {
        CSVWriter.text(header: ["key", "value"], rows: fields.map { [$0.key, $0.cell.wire] })
    }

    public func table(in context: CommandContext) -> String {
        let language = context.language
        let width = fields.map { DisplayWidth.of($0.title[language]) }.max() ?? 0
        var text = title.map { context.terminal.styled(PrintableText.escaping($0[language]), .strong) + "\n" } ?? ""
        for field in fields where field.cell != .none {
            let name = field.title[language]
            let gap = String(repeating: " ", count: width - DisplayWidth.of(name))
            text += "\(name)\(gap)  \(field.cell.shown(in: language))\n"
        }
        return text
    }
}

/// What a command has done: a sentence or some lines for people, fields for programs.
public struct Receipt: Report {
    public var message: LocalizedText
    public var fields: JSONObject

    public init(_ message: LocalizedText, _ fields: JSONObject = [:]) {
        self.message = message
        self.fields = fields
    }

    public var json: JSONValue { .object(fields) }

    public var csv: String {
        CSVWriter.text(header: fields.names, rows: [fields.members.map { Self.field($0.value) }])
    }

    public func table(in context: CommandContext) -> String {
        // The lines are the program's own; what stands in them may come from others and is escaped.
        message[context.language].split(separator: "\n", omittingEmptySubsequences: false)
            .map { PrintableText.escaping(String($0)) + "\n" }.joined()
    }

    private static func field(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): text
        case .null: ""
        default: JSONWriter().text(value)
        }
    }
}

/// Several reports below each other, such as the waterfall and the lines of a claim.
public struct ReportGroup: Report {
    public var parts: [any Report]
    public let json: JSONValue
    private let csvPart: Int

    /// `json` is the shape of the whole; CSV, which holds one table only, writes the part at `csvPart`.
    public init(_ parts: [any Report], json: JSONValue, csvPart: Int = 0) {
        precondition(parts.indices.contains(csvPart), "one part is written as CSV")
        self.parts = parts
        self.json = json
        self.csvPart = csvPart
    }

    public var csv: String { parts[csvPart].csv }

    public func table(in context: CommandContext) -> String {
        parts.map { $0.table(in: context) }.joined(separator: "\n")
    }
}
