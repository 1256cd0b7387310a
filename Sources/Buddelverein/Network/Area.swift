/// A build area with its own take-up quota (`areas.geojson`).
public struct Area: Hashable, Sendable {
    public var code: String
    public var name: String
    public var quota: BasisPoints?
    public var polygons: [Polygon]

    public init(code: String, name: String, quota: BasisPoints? = nil, polygons: [Polygon] = []) {
        self.code = code
        self.name = name
        self.quota = quota
        self.polygons = polygons
    }
}
