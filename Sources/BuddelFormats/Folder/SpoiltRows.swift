import Buddelverein

/// Rows of which a field was refused: records with stand-ins, for judging what did parse and for nothing else.
struct SpoiltRows: Sendable {
    /// Where such a row stands, and which of its columns or members can't be judged.
    struct Place: Sendable {
        let line: Int
        /// Paths that were refused, their parts set apart by single slashes; empty for the object as a whole.
        private let refused: Set<String>
        /// Those, and all that lie around them.
        private let touched: Set<String>

        init(line: Int, unjudged: Set<String>) {
            let paths = unjudged.map { $0.split(separator: "/") }
            self.line = line
            refused = Set(paths.map { $0.joined(separator: "/") })
            touched = Set(paths.flatMap(Self.prefixes))
        }

        /// Whether a field, such as `amount`, `eligible.labour.rate` or `/cuts/0/ref`, can be judged: nothing in it and
        /// nothing around it was refused.
        ///
        /// Takes time by the depth of the field, however much was refused.
        func judges(_ field: String) -> Bool {
            let path = field.split { $0 == "." || $0 == "/" }
            return !refused.contains("") && !touched.contains(path.joined(separator: "/"))
                && Self.prefixes(path).allSatisfy { !refused.contains($0) }
        }

        /// `a`, `a/b` and `a/b/c`.
        private static func prefixes(_ path: [Substring]) -> [String] {
            path.indices.map { path[...$0].joined(separator: "/") }
        }
    }

    private(set) var records = CaseRecords()
    private(set) var places: [CaseFile: [Place]] = [:]
    private var linesWithKey: [CaseFile: Set<Int>] = [:]
    private var pointersWithKey: [CaseFile: [String]] = [:]

    mutating func keep<Record>(
        _ rows: [Located<Record>], of file: CaseFile, _ list: WritableKeyPath<CaseRecords, [Record]>
    ) {
        records[keyPath: list] = rows.map(\.record)
        places[file] = rows.map { Place(line: $0.line, unjudged: $0.unjudged) }
        let named = rows.filter(\.hasKey)
        linesWithKey[file] = Set(named.filter { $0.pointer == nil }.map(\.line))
        pointersWithKey[file] = named.compactMap(\.pointer)
    }

    mutating func keep(_ association: Located<AssociationProfile>) {
        records.association = association.record
        places[.association] = [Place(line: association.line, unjudged: association.unjudged)]
    }

    /// Whether the key of the row or object at a place was read, so that other rows may name it.
    func hasKey(_ file: CaseFile, at place: Refusal.Place?) -> Bool {
        if let line = place?.line, linesWithKey[file]?.contains(line) == true { return true }
        guard let field = place?.field, let pointers = pointersWithKey[file] else { return false }
        return pointers.contains { field == $0 || field.hasPrefix($0 + "/") }
    }
}

extension CaseRecords {
    /// These and others that rows and objects brought.
    func adding(_ other: CaseRecords) -> CaseRecords {
        var sum = self
        sum.areas += other.areas
        sum.segments += other.segments
        sum.programmes += other.programmes
        sum.awards += other.awards
        sum.claims += other.claims
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
