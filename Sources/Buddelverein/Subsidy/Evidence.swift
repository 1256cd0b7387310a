/// Everything that one association has recorded, with what only the database can compute from its geometry.
public struct Evidence: Sendable {
    public var association: AssociationProfile
    public var members: [Member]
    public var helpers: [Helper]
    public var connections: [Connection]
    public var holdings: [Holding]
    public var segments: [Segment]
    public var work: [WorkRecord]
    public var costs: [CostRecord]
    public var gifts: [GiftRecord]
    public var payments: [PaymentRecord]
    /// The parts of every segment that a line or a unit names.
    public var parts: SegmentParts
    /// The municipality each connection lies in; one that is missing lies outside.
    public var connectionAgs: [String: Ags]

    public init(
        association: AssociationProfile, members: [Member] = [], helpers: [Helper] = [],
        connections: [Connection] = [], holdings: [Holding] = [], segments: [Segment] = [], work: [WorkRecord] = [],
        costs: [CostRecord] = [], gifts: [GiftRecord] = [], payments: [PaymentRecord] = [],
        parts: SegmentParts = SegmentParts(), connectionAgs: [String: Ags] = [:]
    ) {
        self.association = association
        self.members = members
        self.helpers = helpers
        self.connections = connections
        self.holdings = holdings
        self.segments = segments
        self.work = work
        self.costs = costs
        self.gifts = gifts
        self.payments = payments
        self.parts = parts
        self.connectionAgs = connectionAgs
    }
}
