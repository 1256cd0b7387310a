import Buddelverein

/// Coverage as the columns of its tables: a unit's ref carries its programme, a part is a key, `outside` or `whole`.
struct CoverageRows {
    var kinds: [String] = []
    var refs: [String] = []
    var parts: [String] = []
    var shares: [BasisPoints] = []

    init(_ coverage: Coverage, programme: String) {
        for entry in coverage.entries {
            let isUnit = entry.line.kind == .unit
            kinds.append(entry.line.kind.rawValue)
            refs.append(isUnit ? "\(programme):\(entry.line.ref)" : entry.line.ref)
            parts.append(entry.ags?.rawValue ?? (isUnit ? Self.whole : Self.outside))
            shares.append(entry.covered)
        }
    }

    static let outside = "outside"
    static let whole = "whole"

    /// The municipality of a part; nil for outside and for a unit. Throws for what is neither.
    static func ags(ofPart part: String) throws -> Ags? {
        if part == outside || part == whole { return nil }
        guard let ags = Ags(rawValue: part) else { throw UnknownWord(column: "part", word: part) }
        return ags
    }
}
