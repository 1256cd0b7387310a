import Buddelverein

/// The geometry of a feature on WGS 84, checked: closed rings, lines with an extent, coordinates in range.
enum GeoJSONGeometry: Hashable, Sendable {
    case point(Position)
    case line([Position])
    /// The polygons of a Polygon or MultiPolygon.
    case polygons([Polygon])

    /// The name of the type, as RFC 7946 writes it; a single polygon is no MultiPolygon.
    var typeName: String {
        switch self {
        case .point: "Point"
        case .line: "LineString"
        case .polygons(let polygons): polygons.count == 1 ? "Polygon" : "MultiPolygon"
        }
    }

    /// Any one position, to see whether a feature lies where it should.
    var anyPosition: Position? {
        switch self {
        case .point(let position): position
        case .line(let line): line.first
        case .polygons(let polygons): polygons.first?.exterior.first
        }
    }

    /// The GeoJSON value of the geometry.
    var value: JSONValue {
        let coordinates: JSONValue =
            switch self {
            case .point(let position): Self.value(position)
            case .line(let line): Self.value(line)
            case .polygons(let polygons):
                polygons.count == 1 ? Self.value(polygons[0]) : .array(polygons.map { Self.value($0) })
            }
        return ["type": .string(typeName), "coordinates": coordinates]
    }

    private static func value(_ position: Position) -> JSONValue {
        [.number(position.longitude), .number(position.latitude)]
    }

    private static func value(_ line: [Position]) -> JSONValue { .array(line.map { value($0) }) }

    private static func value(_ polygon: Polygon) -> JSONValue {
        .array(([polygon.exterior] + polygon.holes).map { value($0) })
    }
}
