/// A trench line (`segments.geojson`).
public struct Segment: Hashable, Sendable {
    public var code: String
    public var area: String?
    /// The connection that a lead serves.
    public var connection: String?
    public var kind: SegmentKind
    public var method: DigMethod?
    public var surface: Surface?
    public var plannedCoverCm: Int?
    public var status: SegmentStatus
    public var conduits: [Conduit]
    public var laidOn: Day?
    public var line: [Position]

    public init(
        code: String, area: String? = nil, connection: String? = nil, kind: SegmentKind, method: DigMethod? = nil,
        surface: Surface? = nil, plannedCoverCm: Int? = nil, status: SegmentStatus, conduits: [Conduit] = [],
        laidOn: Day? = nil, line: [Position]
    ) {
        self.code = code
        self.area = area
        self.connection = connection
        self.kind = kind
        self.method = method
        self.surface = surface
        self.plannedCoverCm = plannedCoverCm
        self.status = status
        self.conduits = conduits
        self.laidOn = laidOn
        self.line = line
    }
}

/// Conduits of one type in a trench.
public struct Conduit: Hashable, Sendable {
    public var type: String
    public var count: Int

    public init(type: String, count: Int) {
        self.type = type
        self.count = count
    }
}

/// A trunk serves many, a lead one house.
public enum SegmentKind: String, Hashable, Sendable, CaseIterable {
    case trunk
    case lead
}

/// How a trench is made.
public enum DigMethod: String, Hashable, Sendable, CaseIterable {
    case plough
    case openTrench = "open_trench"
    case milling
    case trenching
    case hdd
    case hand
}

/// What a trench runs under.
public enum Surface: String, Hashable, Sendable, CaseIterable {
    case field
    case meadow
    case verge
    case gravel
    case asphalt
    case paving
    case forest
    case water
}

/// How far a segment is built; in the order of the life cycle.
public enum SegmentStatus: String, Hashable, Sendable, CaseIterable {
    case planned
    case cleared
    case inProgress = "in_progress"
    case laid
    case surveyed
    case accepted
}
