/// Which share of the parts of evidence lines awards already pay (rules.md 4).
public struct Coverage: Hashable, Sendable {
    /// The covered share of one part of a line.
    public struct Part: Hashable, Sendable {
        public var ags: Ags?
        public var covered: BasisPoints

        public init(ags: Ags?, covered: BasisPoints) {
            self.ags = ags
            self.covered = covered
        }
    }

    /// The parts of one line, as a row of the database or a file names them.
    public struct Entry: Hashable, Sendable {
        public var line: LineKey
        public var ags: Ags?
        public var covered: BasisPoints

        public init(line: LineKey, ags: Ags?, covered: BasisPoints) {
            self.line = line
            self.ags = ags
            self.covered = covered
        }
    }

    private var byLine: [LineKey: [Part]] = [:]

    public init() {}

    /// The sum of `entries`; several of one part add up.
    public init(_ entries: some Sequence<Entry>) {
        for entry in entries { add(entry.covered.basisPoints, to: entry.line, at: entry.ags) }
    }

    /// What is covered of a part; zero where nothing is known.
    public func covered(_ line: LineKey, at ags: Ags?) -> BasisPoints {
        byLine[line]?.first { $0.ags == ags }?.covered ?? .zero
    }

    /// The covered parts of a line; nil for none.
    public subscript(_ line: LineKey) -> [Part]? { byLine[line] }

    public var isEmpty: Bool { byLine.isEmpty }

    /// All parts, in the order of a result, then by AGS with outside last.
    public var entries: [Entry] {
        byLine.sorted { LineKey.precedes($0.key, $1.key) }.flatMap { line, parts in
            parts.sorted { Coverage.precedes($0.ags, $1.ags) }
                .map { Entry(line: line, ags: $0.ags, covered: $0.covered) }
        }
    }

    private static func precedes(_ left: Ags?, _ right: Ags?) -> Bool {
        guard let left else { return false }
        return right.map { left < $0 } ?? true
    }

    /// Sets the covered parts of a line.
    mutating func set(_ parts: [Part], for line: LineKey) { byLine[line] = parts.isEmpty ? nil : parts }

    /// Takes a line out, such as one the town cut to zero.
    public mutating func release(_ line: LineKey) { byLine[line] = nil }

    private mutating func add(_ basisPoints: Int64, to line: LineKey, at ags: Ags?) {
        var parts = byLine[line] ?? []
        if let index = parts.firstIndex(where: { $0.ags == ags }) {
            let sum = parts[index].covered.basisPoints + basisPoints
            if sum == 0 { parts.remove(at: index) } else { parts[index].covered = BasisPoints(basisPoints: sum) }
        } else if basisPoints != 0 {
            parts.append(Part(ags: ags, covered: BasisPoints(basisPoints: basisPoints)))
        }
        set(parts, for: line)
    }

    /// Adds another award's coverage.
    public mutating func add(_ other: Coverage) {
        for (line, parts) in other.byLine {
            for part in parts { add(part.covered.basisPoints, to: line, at: part.ags) }
        }
    }

    /// Takes an award's coverage, added before, out again.
    public mutating func subtract(_ other: Coverage) {
        for (line, parts) in other.byLine {
            for part in parts { add(-part.covered.basisPoints, to: line, at: part.ags) }
        }
    }

    /// Per part the larger of both: what an award covers while a claim of it is undecided.
    public func larger(_ other: Coverage) -> Coverage {
        var result = self
        for (line, parts) in other.byLine {
            for part in parts {
                let difference = part.covered.basisPoints - covered(line, at: part.ags).basisPoints
                if difference > 0 { result.add(difference, to: line, at: part.ags) }
            }
        }
        return result
    }
}
