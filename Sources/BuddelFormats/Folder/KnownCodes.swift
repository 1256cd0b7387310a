import Buddelverein

/// Codes that exist already, such as those of a database; nil where nothing is known of that kind.
public struct KnownCodes: Hashable, Sendable {
    public var members: Set<String>?
    /// Helper codes with the member of whose household they are; nil for outsiders.
    public var helpers: [String: String?]?
    public var connections: Set<String>?
    public var areas: Set<String>?
    public var segments: Set<String>?
    public var programmes: Set<String>?
    public var awards: Set<String>?
    /// Refs of vouchers, by kind; only cuts of claims point to them.
    public var costs: Set<String>?
    public var work: Set<String>?
    public var gifts: Set<String>?
    /// The rows of reference data; a folder never brings these along.
    public var costCategories: Set<String>?
    public var tasks: Set<String>?
    public var machineClasses: Set<String>?

    /// The day by the clock; what has happened lies on or before it. Nil: it is not asked.
    public var today: Day?

    public init() {}
}
