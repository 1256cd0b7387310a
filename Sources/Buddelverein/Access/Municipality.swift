/// A town or village with its key and its border (`municipalities.geojson`).
public struct Municipality: Hashable, Sendable {
    public var ags: Ags
    public var name: String
    /// The border; several polygons where the territory has exclaves.
    public var polygons: [Polygon]

    public init(ags: Ags, name: String, polygons: [Polygon] = []) {
        self.ags = ags
        self.name = name
        self.polygons = polygons
    }
}
