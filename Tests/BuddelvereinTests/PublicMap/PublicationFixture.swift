@testable import Buddelverein

/// A key for tests that draws the same for every end unless told otherwise, and names things by a short hash.
func testKey(_ drawn: @escaping @Sendable (EndIdentity) -> Double = { _ in 0.5 }) -> PublicationKey {
    PublicationKey(
        draw: drawn,
        token: { name in
            // FNV-1a: opaque enough for a test, and the same on every run.
            let hash = name.utf8.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
            let digits = String(hash, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        })
}

/// A place so many metres east and north of a corner of Selm's countryside.
func place(_ east: Double, _ north: Double) -> PlanePoint {
    PlanePoint(east: 391_000 + east, north: 5_729_000 + north)
}

func trunk(
    _ segment: String, _ vertices: [PlanePoint], state: SegmentStatus = .laid, area: String = "a"
) -> TrunkLine {
    TrunkLine(association: "moor", segment: segment, area: area, state: state, vertices: vertices)!
}

/// The published lines of trunks.
func lines(
    _ trunks: [TrunkLine], connections: [PlanePoint] = [], key: PublicationKey = testKey(),
    settings: PublicationSettings = .rule
) -> [PublishedLine] {
    PublishedLines(trunks: trunks, connections: connections, settings: settings, key: key).lines
}

extension PublishedLine {
    /// The published vertices back in metres; each is up to 0.7 m off.
    var places: [PlanePoint] {
        positions.map {
            Projection.plane(longitude: Double($0.longitude) / 100_000, latitude: Double($0.latitude) / 100_000)
        }
    }

    /// The distance in metres from a place to the nearest point of the line.
    func distance(to place: PlanePoint) -> Double { PlaneLine(places)!.nearest(to: place).distance }

    /// The distance in metres from a place to the nearest vertex.
    func vertexDistance(to place: PlanePoint) -> Double { places.map { $0.distance(to: place) }.min()! }

    var length: Double { PlaneLine(places)!.length }
}

/// A position so many metres from the same corner.
func position(_ east: Double, _ north: Double) -> Position {
    let (longitude, latitude) = Projection.geographic(place(east, north))
    return Position(longitude: longitude, latitude: latitude)
}

/// An invented association "moor" that tests fill and change.
struct Moor {
    var areas: [Area] = [Moor.area("A1", west: 0), Moor.area("A2", west: 2_000)]
    var connections: [Connection] = []
    var segments: [Segment] = []
    var members = 23
    var contributions: [PublicationInput.Contribution] = []
    var subsidies: [PublicationInput.Subsidy] = []
    var changes: [PublicationInput.SegmentChange] = []
    var day = Day(year: 2026, month: 6, day: 30)!

    static func area(_ code: String, west: Double, name: String? = nil) -> Area {
        let corners = [(west, -500.0), (west, 500), (west + 1_900, 500), (west + 1_900, -500), (west, -500)]
        return Area(
            code: code, name: name ?? "Abschnitt \(code)", quota: BasisPoints(basisPoints: 7_000),
            polygons: [Polygon(exterior: corners.map { position($0.0, $0.1) })])
    }

    /// `count` connections of an area, in a row beside the road.
    mutating func connect(_ count: Int, in area: String, west: Double, status: ConnectionStatus = .planned) {
        for index in 0..<count {
            connections.append(
                Connection(
                    code: "C-\(area)-\(connections.count)", memberNumber: "M-\(connections.count)", kind: .active,
                    area: area, position: position(west + Double(index) * 60, 120), status: status))
        }
    }

    mutating func dig(_ code: String, area: String?, _ vertices: [(Double, Double)], _ status: SegmentStatus = .laid) {
        segments.append(
            Segment(code: code, area: area, kind: .trunk, status: status, line: vertices.map { position($0.0, $0.1) }))
    }

    mutating func work(_ person: String, hours: Int64, area: String = "A1", month: Int = 5) {
        contributions.append(
            PublicationInput.Contribution(
                area: area, date: Day(year: 2026, month: month, day: 9)!, person: person,
                amount: .labour(Minutes(minutes: hours * 60))))
    }

    var input: PublicationInput {
        let lengths = segments.map { segment in
            let line = PlaneLine(segment.line.map(Projection.plane(position:)))!
            return (segment.code, Centimetres(centimetres: Int64((line.length * 100).rounded())))
        }
        return PublicationInput(
            publishedAt: 1_782_820_800, day: day,
            municipalities: [
                Municipality(
                    ags: Ags(rawValue: "05978032")!, name: "Selm",
                    polygons: [
                        Polygon(
                            exterior: [(-9_000.0, -9_000.0), (9_000, -9_000), (9_000, 9_000), (-9_000, -9_000)].map {
                                position($0.0, $0.1)
                            })
                    ])
            ],
            associations: [
                PublicationInput.Association(
                    profile: AssociationProfile(
                        code: "moor", name: "Buddelverein Moor e.V.", seatAgs: Ags(rawValue: "05978032")!),
                    areas: areas, connections: connections, segments: segments,
                    lengths: Dictionary(uniqueKeysWithValues: lengths), changes: changes, members: members,
                    contributions: contributions, subsidies: subsidies)
            ])
    }

    func published(_ settings: PublicationSettings = .rule, key: PublicationKey = testKey()) throws -> Publication {
        try publish(input, settings: settings, key: key)
    }
}
