/// Someone who works without being the member (`helpers.csv`).
public struct Helper: Hashable, Sendable {
    public var code: String
    public var name: String
    /// The household the helper belongs to; nil for an outsider.
    public var memberNumber: String?

    public init(code: String, name: String, memberNumber: String? = nil) {
        self.code = code
        self.name = name
        self.memberNumber = memberNumber
    }
}
