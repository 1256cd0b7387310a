/// One premise to be served (`connections.csv`), named with its present holder.
public struct Connection: Hashable, Sendable {
    public var code: String
    /// The present holder; earlier ones are holdings.
    public var memberNumber: String
    public var kind: ConnectionKind
    public var category: PremiseCategory?
    public var area: String?
    public var position: Position
    /// The length of the house lead.
    public var leadLength: Centimetres?
    public var status: ConnectionStatus
    /// The day the duct was laid.
    public var laidOn: Day?
    /// The day service went live.
    public var activeOn: Day?

    public init(
        code: String, memberNumber: String, kind: ConnectionKind, category: PremiseCategory? = nil,
        area: String? = nil, position: Position, leadLength: Centimetres? = nil, status: ConnectionStatus,
        laidOn: Day? = nil, activeOn: Day? = nil
    ) {
        self.code = code
        self.memberNumber = memberNumber
        self.kind = kind
        self.category = category
        self.area = area
        self.position = position
        self.leadLength = leadLength
        self.status = status
        self.laidOn = laidOn
        self.activeOn = activeOn
    }
}

/// Whether the premise takes service now.
public enum ConnectionKind: String, Hashable, Sendable, CaseIterable {
    case active
    case passive
}

/// What stands at the connection.
public enum PremiseCategory: String, Hashable, Sendable, CaseIterable {
    case household
    case farm
    case business
    case school
    case publicBody = "public_body"
}

/// How far a connection is built.
public enum ConnectionStatus: String, Hashable, Sendable, CaseIterable {
    case planned
    case ductLaid = "duct_laid"
    case fibreBlown = "fibre_blown"
    case active
}
