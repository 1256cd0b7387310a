import Buddelverein

/// Reads the fields of one row after the other; what is wrong with a field is noted, and reading goes on.
struct RowReader<Column: RawRepresentable<Int>> {
    private let table: CSVTable
    private let positions: [Int?]
    private let columns: [ColumnSpec]
    private let issues: FileIssues
    private var row = 0
    /// English names of the columns of the current row in which something was refused.
    private(set) var refused: Set<String> = []

    init(table: CSVTable, positions: [Int?], columns: [ColumnSpec], issues: FileIssues) {
        self.table = table
        self.positions = positions
        self.columns = columns
        self.issues = issues
    }

    mutating func begin(_ row: Int) {
        self.row = row
        if !refused.isEmpty { refused = [] }
    }

    /// The text of a field; nil where it is empty or the file has no such column.
    func text(_ column: Column) -> String? {
        guard let position = positions[column.rawValue] else { return nil }
        let text = table.text(row: row, column: position)
        return text.isEmpty ? nil : text
    }

    /// The text of a field that must not be empty.
    mutating func required(_ column: Column) -> String? {
        if let text = text(column) { return text }
        refuse(.missingValue(columns[column.rawValue].description), column)
        return nil
    }

    /// A value read from the text of a field; nil where it is empty or was refused.
    mutating func value<Value>(_ column: Column, _ read: (String) throws(Refusal) -> Value) -> Value? {
        text(column).flatMap { convert($0, column, read) }
    }

    private mutating func convert<Value>(
        _ text: String, _ column: Column, _ read: (String) throws(Refusal) -> Value
    ) -> Value? {
        do {
            return try read(text)
        } catch {
            refuse(error, column, value: text)
            return nil
        }
    }

    /// A value read from the text of a field that must not be empty.
    mutating func required<Value>(_ column: Column, _ read: (String) throws(Refusal) -> Value) -> Value? {
        required(column).flatMap { convert($0, column, read) }
    }

    /// One of the words of a closed list.
    mutating func word<Word>(_ column: Column) -> Word?
    where Word: RawRepresentable<String> & CaseIterable {
        value(column) { text throws(Refusal) in try Refusal.word(text) }
    }

    mutating func requiredWord<Word>(_ column: Column) -> Word?
    where Word: RawRepresentable<String> & CaseIterable {
        required(column) { text throws(Refusal) in try Refusal.word(text) }
    }

    /// A day; ISO dates, which files of many rows hold, are read without making a text first.
    mutating func day(_ column: Column) -> Day? {
        if let position = positions[column.rawValue],
            let day = table.withBytes(row: row, column: position, QuickParse.isoDay)
        {
            return day
        }
        return value(column) { text throws(Refusal) in try Day(parsing: text) }
    }

    mutating func requiredDay(_ column: Column) -> Day? {
        if let day = day(column) { return day }
        if text(column) == nil { _ = required(column) }
        return nil
    }

    /// A time; `6:30` is read without making a text first.
    mutating func requiredTime(_ column: Column) -> Minutes? {
        if let position = positions[column.rawValue],
            let minutes = table.withBytes(row: row, column: position, QuickParse.clockMinutes)
        {
            return Minutes(minutes: minutes)
        }
        return required(column) { text throws(Refusal) in try Minutes(parsing: text) }
    }

    /// Refuses a field of the current row.
    mutating func refuse(_ refusal: Refusal, _ column: Column, value: String? = nil) {
        refused.insert(columns[column.rawValue].name)
        let name = positions[column.rawValue].map { table.header[$0] } ?? columns[column.rawValue].name
        issues.refuse(
            refusal.at(
                Refusal.Place(
                    file: table.file, line: table.line(of: row), field: name, value: value ?? text(column))))
    }

    /// Notes something odd about a field of the current row.
    func warn(_ kind: FileWarning.Kind, _ message: LocalizedText, _ column: Column) {
        issues.warn(
            FileWarning(
                kind, message,
                at: Refusal.Place(
                    file: table.file, line: table.line(of: row), field: columns[column.rawValue].name,
                    value: text(column))))
    }
}

/// The usual spellings of days and times, read from bytes; everything else is left to the domain's own readers.
enum QuickParse {
    /// The day of `2026-04-18`; nil for every other spelling.
    static func isoDay(_ field: UnsafeBufferPointer<UInt8>) -> Day? {
        guard field.count == 10, field[4] == UInt8(ascii: "-"), field[7] == UInt8(ascii: "-"),
            let year = number(field[0..<4]), let month = number(field[5..<7]), let day = number(field[8..<10])
        else { return nil }
        return Day(year: year, month: month, day: day)
    }

    /// The minutes of `6:30`; nil for every other spelling.
    static func clockMinutes(_ field: UnsafeBufferPointer<UInt8>) -> Int64? {
        guard (4...8).contains(field.count), field[field.count - 3] == UInt8(ascii: ":"),
            let hours = number(field[0..<field.count - 3]), let minutes = number(field[(field.count - 2)...]),
            minutes < 60
        else { return nil }
        return Int64(hours * 60 + minutes)
    }

    private static func number(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        var value = 0
        for byte in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return value
    }
}
