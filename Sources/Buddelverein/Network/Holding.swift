/// An earlier holder of a connection that changed hands (`holders.csv`).
public struct Holding: Hashable, Sendable {
    public var connection: String
    public var memberNumber: String
    public var from: Day
    /// The last day, still held on it; nil where the next holding ends it.
    public var until: Day?

    public init(connection: String, memberNumber: String, from: Day, until: Day? = nil) {
        self.connection = connection
        self.memberNumber = memberNumber
        self.from = from
        self.until = until
    }
}
