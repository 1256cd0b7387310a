/// The eight-digit key of a municipality (Amtlicher Gemeindeschluessel).
public struct Ags: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let rawValue: String

    /// Nil unless `rawValue` has exactly eight digits; for values that were checked before, such as database rows.
    public init?(rawValue: String) {
        guard rawValue.utf8.count == 8, rawValue.utf8.allSatisfy(DecimalText.isDigit) else { return nil }
        self.rawValue = rawValue
    }

    /// Reads eight digits; refuses with `invalid_ags`.
    public init(parsing text: some StringProtocol) throws(Refusal) {
        guard let ags = Ags(rawValue: DecimalText.trimmed(text)) else { throw .invalidAgs(text, digits: "8") }
        self = ags
    }

    public static func < (left: Ags, right: Ags) -> Bool { left.rawValue < right.rawValue }
    public var description: String { rawValue }
}

/// The key of a territory: two digits are a state, five a district, eight a municipality (rules.md 1).
public struct TerritoryKey: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let rawValue: String

    /// Nil unless `rawValue` has two, five or eight digits.
    public init?(rawValue: String) {
        guard [2, 5, 8].contains(rawValue.utf8.count), rawValue.utf8.allSatisfy(DecimalText.isDigit) else { return nil }
        self.rawValue = rawValue
    }

    /// Reads two, five or eight digits; refuses with `invalid_ags`.
    public init(parsing text: some StringProtocol) throws(Refusal) {
        guard let key = TerritoryKey(rawValue: DecimalText.trimmed(text)) else {
            throw .invalidAgs(text, digits: "2, 5, 8")
        }
        self = key
    }

    /// Whether the municipality's key begins with this one; what lies outside every border lies in no territory.
    public func contains(_ ags: Ags?) -> Bool {
        guard let ags else { return false }
        return ags.rawValue.utf8.starts(with: rawValue.utf8)
    }

    /// The municipality, where the territory is one.
    public var municipality: Ags? { Ags(rawValue: rawValue) }

    public static func < (left: TerritoryKey, right: TerritoryKey) -> Bool { left.rawValue < right.rawValue }
    public var description: String { rawValue }
}
