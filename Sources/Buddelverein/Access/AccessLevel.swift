/// How much of what its user may a token gives; each level holds those before it.
public enum AccessLevel: String, CaseIterable, Sendable, Hashable, Comparable, NamedCode {
    /// Looks: nothing in the books or the rights is another afterwards.
    case read
    /// Records facts: all but decisions and rights.
    case record
    /// Everything: decides, gives and takes rights.
    case decide

    /// The level's name for readers.
    public var name: LocalizedText {
        switch self {
        case .read: LocalizedText(en: "read", de: "lesen")
        case .record: LocalizedText(en: "record", de: "erfassen")
        case .decide: LocalizedText(en: "decide", de: "entscheiden")
        }
    }

    private var rank: Int {
        switch self {
        case .read: 0
        case .record: 1
        case .decide: 2
        }
    }

    public static func < (left: AccessLevel, right: AccessLevel) -> Bool { left.rank < right.rank }
}
