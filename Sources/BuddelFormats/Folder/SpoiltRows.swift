import Buddelverein

/// Rows of which a field was refused: records with stand-ins, for judging what did parse and for nothing else.
struct SpoiltRows: Sendable {
    /// Where such a row stands, and which of its columns can't be judged.
    struct Place: Sendable {
        var line: Int
        var unjudged: Set<String>
    }

    private(set) var records = CaseRecords()
    private(set) var places: [CaseFile: [Place]] = [:]
    private var linesWithKey: [CaseFile: Set<Int>] = [:]

    mutating func keep<Record>(
        _ rows: [Located<Record>], of file: CaseFile, _ list: WritableKeyPath<CaseRecords, [Record]>
    ) {
        records[keyPath: list] = rows.map(\.record)
        places[file] = rows.map { Place(line: $0.line, unjudged: $0.unjudged) }
        guard let key = file.columns.first?.name else { return }
        linesWithKey[file] = Set(rows.filter { !$0.unjudged.contains(key) }.map(\.line))
    }

    /// Whether the key of the row on a line was read, so that other rows may name it.
    func hasKey(_ file: CaseFile, line: Int?) -> Bool {
        line.map { linesWithKey[file]?.contains($0) ?? false } ?? false
    }
}

extension CaseRecords {
    /// These and others that rows of tables brought.
    func adding(_ other: CaseRecords) -> CaseRecords {
        var sum = self
        sum.members += other.members
        sum.helpers += other.helpers
        sum.connections += other.connections
        sum.holders += other.holders
        sum.progress += other.progress
        sum.work += other.work
        sum.costs += other.costs
        sum.gifts += other.gifts
        sum.payments += other.payments
        return sum
    }
}
