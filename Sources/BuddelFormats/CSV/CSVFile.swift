import Buddelverein

/// A CSV file of a case folder: its columns, and how a row becomes a record and back.
protocol CSVFile {
    /// Positions in `columns`.
    associatedtype Column: RawRepresentable<Int>, CaseIterable, Sendable
    associatedtype Record: Hashable, Sendable

    static var file: CaseFile { get }
    /// In the order in which exports write them.
    static var columns: [ColumnSpec] { get }
    /// The record of the current row; where a required field was refused, a stand-in holds its place.
    static func record(_ row: inout RowReader<Column>) -> Record
    /// The columns that can't be judged where these were refused: themselves, and those that are measured by them.
    static func unjudged(_ refused: Set<String>) -> Set<String>
    /// The fields of a record in the order of `columns`.
    static func fields(_ record: Record) -> [String]
    /// What makes a row unique within the file.
    static func key(_ record: Record) -> String
}

extension CSVFile {
    static func unjudged(_ refused: Set<String>) -> Set<String> { refused }

    /// Reads all rows; what is wrong with one goes to `issues`, and its record says which columns it spoilt.
    static func read(_ bytes: [UInt8], limits: FileLimits, issues: FileIssues) -> [Located<Record>] {
        let table: CSVTable
        do {
            table = try CSVTable(bytes, file: file.rawValue, limits: limits)
        } catch {
            issues.refuse(error)
            return []
        }
        if table.encoding == .windows1252 { issues.warn(.windows1252(at: Refusal.Place(file: table.file))) }
        let match = ColumnMatch(table, columns)
        match.warnings.forEach(issues.warn)
        match.refusals.forEach(issues.refuse)
        table.refusals.forEach(issues.refuse)
        guard match.refusals.isEmpty else { return [] }
        var reader = RowReader<Column>(table: table, positions: match.positions, columns: columns, issues: issues)
        var records: [Located<Record>] = []
        records.reserveCapacity(table.rowCount)
        var lineOfKey: [String: Int] = [:]
        lineOfKey.reserveCapacity(table.rowCount)
        for row in 0..<table.rowCount {
            if issues.isFull { break }
            reader.begin(row)
            let record = record(&reader)
            let line = table.line(of: row)
            guard reader.refused.isEmpty else {
                let unjudged = unjudged(reader.refused)
                records.append(
                    Located(record, line: line, unjudged: unjudged, hasKey: !unjudged.contains(columns[0].name)))
                continue
            }
            if let earlier = lineOfKey.updateValue(line, forKey: key(record)) {
                issues.refuse(
                    .duplicateRow(key(record), earlier: earlier, at: Refusal.Place(file: table.file, line: line)))
                continue
            }
            records.append(Located(record, line: line))
        }
        return records
    }

    /// The bytes of a file with these records, in the given order.
    static func write(_ records: [Record]) -> [UInt8] {
        var writer = CSVWriter(header: columns.map(\.name))
        for record in records { writer.append(fields(record)) }
        return writer.bytes
    }
}

/// A record and the line of its file on which it starts.
struct Located<Record: Hashable & Sendable>: Sendable {
    let record: Record
    let line: Int
    /// Columns or paths of members whose values are stand-ins or measured by one; empty for a record that is read in full.
    let unjudged: Set<String>
    /// Whether other records may name it.
    let hasKey: Bool
    /// Where it begins in a JSON file, such as `/0` or `/features/0`.
    let pointer: String?

    init(
        _ record: Record, line: Int, unjudged: Set<String> = [], hasKey: Bool = true, pointer: String? = nil
    ) {
        self.record = record
        self.line = line
        self.unjudged = unjudged
        self.hasKey = hasKey
        self.pointer = pointer
    }
}
