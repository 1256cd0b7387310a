/// A place in ETRS89 / UTM zone 32N (EPSG:25832), in metres east and north.
///
/// Floating point is right here: these are places on a map, not lengths that anybody is paid for.
public struct PlanePoint: Hashable, Sendable {
    public var east: Double
    public var north: Double

    public init(east: Double, north: Double) {
        self.east = east
        self.north = north
    }

    /// The distance to `other` in metres on the plane.
    public func distance(to other: PlanePoint) -> Double {
        let (dx, dy) = (other.east - east, other.north - north)
        return (dx * dx + dy * dy).squareRoot()
    }

    /// The point that lies the fraction `share` (0 to 1) of the way to `other`.
    func towards(_ other: PlanePoint, share: Double) -> PlanePoint {
        PlanePoint(east: east + (other.east - east) * share, north: north + (other.north - north) * share)
    }

    /// The nearest point to this one on the straight piece `from`–`to`, as distance in metres and share of the piece.
    func nearest(from: PlanePoint, to: PlanePoint) -> (distance: Double, share: Double) {
        let (dx, dy) = (to.east - from.east, to.north - from.north)
        let square = dx * dx + dy * dy
        guard square > 0 else { return (distance(to: from), 0) }
        let raw = ((east - from.east) * dx + (north - from.north) * dy) / square
        let share = min(1, max(0, raw))
        return (distance(to: from.towards(to, share: share)), share)
    }
}
