import Buddelverein

/// All facts of a case folder as records.
public struct CaseRecords: Hashable, Sendable {
    public var association: AssociationProfile?
    public var municipalities: [Municipality] = []
    public var areas: [Area] = []
    public var members: [Member] = []
    public var helpers: [Helper] = []
    public var connections: [Connection] = []
    public var holders: [Holding] = []
    public var segments: [Segment] = []
    public var progress: [ProgressRecord] = []
    public var work: [WorkRecord] = []
    public var costs: [CostRecord] = []
    public var gifts: [GiftRecord] = []
    public var payments: [PaymentRecord] = []
    public var programmes: [Programme] = []
    public var awards: [Award] = []
    /// In the order of filing and deciding.
    public var claims: [ClaimRecord] = []

    public init() {}

    /// The same facts in the order of rules.md 7; only claims keep theirs, which says something.
    public func sorted() -> CaseRecords {
        var sorted = self
        sorted.municipalities = municipalities.sorted { $0.ags < $1.ags }
        sorted.areas = areas.naturallySorted(by: \.code)
        sorted.members = members.naturallySorted(by: \.number)
        sorted.helpers = helpers.naturallySorted(by: \.code)
        sorted.connections = connections.naturallySorted(by: \.code)
        sorted.holders = holders.sorted { $0.from < $1.from }.naturallySorted(by: \.connection)
        sorted.segments = segments.naturallySorted(by: \.code)
        sorted.progress = progress.naturallySorted(by: \.ref)
        sorted.work = work.naturallySorted(by: \.ref)
        sorted.costs = costs.naturallySorted(by: \.ref)
        sorted.gifts = gifts.naturallySorted(by: \.ref)
        sorted.payments = payments.naturallySorted(by: \.ref)
        sorted.programmes = programmes.naturallySorted(by: \.code)
        sorted.awards = awards.naturallySorted(by: \.code)
        return sorted
    }

    /// How many records there are of a file's kind.
    public func count(_ file: CaseFile) -> Int {
        switch file {
        case .municipalities: municipalities.count
        case .association: association == nil ? 0 : 1
        case .areas: areas.count
        case .members: members.count
        case .helpers: helpers.count
        case .connections: connections.count
        case .holders: holders.count
        case .segments: segments.count
        case .progress: progress.count
        case .work: work.count
        case .costs: costs.count
        case .gifts: gifts.count
        case .payments: payments.count
        case .programmes: programmes.count
        case .awards: awards.count
        case .claims: claims.count
        }
    }

    /// The names of all documents that vouchers point to, each once, in natural order.
    public var documentNames: [String] {
        let names = work.compactMap(\.document) + costs.compactMap(\.document) + gifts.compactMap(\.document)
        return Set(names).naturallySorted { $0 }
    }
}
