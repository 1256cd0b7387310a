/// A point on WGS 84 in degrees; the only floating point of the domain, and never part of a figure.
public struct Position: Hashable, Sendable {
    public var longitude: Double
    public var latitude: Double

    public init(longitude: Double, latitude: Double) {
        self.longitude = longitude
        self.latitude = latitude
    }
}

/// An area on WGS 84: one outer ring and holes, each closed (first position = last), as in GeoJSON.
public struct Polygon: Hashable, Sendable {
    public var exterior: [Position]
    public var holes: [[Position]]

    public init(exterior: [Position], holes: [[Position]] = []) {
        self.exterior = exterior
        self.holes = holes
    }
}
