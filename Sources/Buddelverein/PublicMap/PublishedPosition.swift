/// A place as it is published: WGS 84 with five decimals, kept as whole hundred-thousandths of a degree.
public struct PublishedPosition: Hashable, Sendable {
    public let longitude: Int32
    public let latitude: Int32

    /// The place rounded to five decimals.
    public init(longitude: Double, latitude: Double) {
        self.longitude = Int32((longitude * 100_000).rounded())
        self.latitude = Int32((latitude * 100_000).rounded())
    }

    public init(_ position: Position) {
        self.init(longitude: position.longitude, latitude: position.latitude)
    }

    public init(_ point: PlanePoint) {
        let (longitude, latitude) = Projection.geographic(point)
        self.init(longitude: longitude, latitude: latitude)
    }

    /// The same place in EPSG:25832, in whole metres: for whoever asks for another system than WGS 84.
    public var wholeMetres: (east: Int, north: Int) {
        let plane = Projection.plane(longitude: Double(longitude) / 100_000, latitude: Double(latitude) / 100_000)
        return (Int(plane.east.rounded()), Int(plane.north.rounded()))
    }
}

/// A border as it is published: closed rings, the outer one counter-clockwise, holes clockwise (RFC 7946).
public struct PublishedPolygon: Hashable, Sendable {
    /// The outer ring first.
    public let rings: [[PublishedPosition]]

    /// Nil where rounding leaves fewer than three different corners; holes that vanish are left out.
    public init?(_ polygon: Polygon) {
        guard let exterior = Self.ring(polygon.exterior, counterClockwise: true) else { return nil }
        rings = [exterior] + polygon.holes.compactMap { Self.ring($0, counterClockwise: false) }
    }

    private static func ring(_ positions: [Position], counterClockwise: Bool) -> [PublishedPosition]? {
        var corners: [PublishedPosition] = []
        for position in positions.map(PublishedPosition.init) where position != corners.last {
            corners.append(position)
        }
        if corners.count > 1, corners.first == corners.last { corners.removeLast() }
        guard corners.count > 2 else { return nil }
        var doubledArea: Int64 = 0
        for (index, corner) in corners.enumerated() {
            let next = corners[(index + 1) % corners.count]
            doubledArea += Int64(corner.longitude) * Int64(next.latitude)
            doubledArea -= Int64(next.longitude) * Int64(corner.latitude)
        }
        guard doubledArea != 0 else { return nil }
        if (doubledArea > 0) != counterClockwise { corners.reverse() }
        return corners + [corners[0]]
    }
}
