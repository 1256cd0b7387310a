import Buddelverein

/// The GeoJSON documents of the feed.
struct GeographicFeed {
    private let publication: Publication

    init(_ publication: Publication) {
        self.publication = publication
    }

    /// One feature an association; its geometry is that of all its published areas, null without any.
    var associations: JSONValue {
        collection(
            publication.associations.map { association in
                feature(
                    id: association.id,
                    geometry: polygons(
                        publication.areas.filter { $0.association == association.id }.flatMap(\.polygons)),
                    properties: [
                        "name": .string(association.name), "seat": .string(association.seat.rawValue),
                        "members": .integer(association.members), "helpers": .integer(association.helpers),
                        "connections": .integer(association.totals.connections),
                    ])
            })
    }

    /// One feature a build area, or several neighbouring ones that are published together.
    var areas: JSONValue {
        collection(
            publication.areas.map { area in
                feature(
                    id: area.id, geometry: polygons(area.polygons),
                    properties: [
                        "association": .string(area.association), "name": .string(area.name),
                        "quota": area.quota.map { .string($0.description) } ?? .null,
                        "connections": .integer(area.connections), "live": .integer(area.live),
                    ])
            })
    }

    /// One feature a published stretch of trunk.
    var segments: JSONValue {
        collection(
            publication.lines.map { line in
                feature(
                    id: line.id,
                    geometry: [
                        "type": "LineString", "coordinates": .array(line.positions.map(coordinates)),
                    ],
                    properties: [
                        "association": .string(line.association), "area": .string(line.area),
                        "state": .string(line.state.rawValue),
                    ])
            })
    }

    /// One feature a municipality that is touched.
    var municipalities: JSONValue {
        collection(
            publication.municipalities.map { municipality in
                feature(
                    id: municipality.ags.rawValue, geometry: polygons(municipality.polygons),
                    properties: [
                        "ags": .string(municipality.ags.rawValue), "name": .string(municipality.name),
                    ])
            })
    }

    private func collection(_ features: [JSONValue]) -> JSONValue {
        ["type": "FeatureCollection", "features": .array(features)]
    }

    private func feature(id: String, geometry: JSONValue, properties: JSONValue) -> JSONValue {
        ["type": "Feature", "id": .string(id), "geometry": geometry, "properties": properties]
    }

    private func polygons(_ polygons: [PublishedPolygon]) -> JSONValue {
        let outlines = polygons.map { polygon in
            JSONValue.array(polygon.rings.map { .array($0.map(coordinates)) })
        }
        switch outlines.count {
        case 0: return .null
        case 1: return ["type": "Polygon", "coordinates": outlines[0]]
        default: return ["type": "MultiPolygon", "coordinates": .array(outlines)]
        }
    }

    private func coordinates(_ position: PublishedPosition) -> JSONValue {
        [degrees(position.longitude), degrees(position.latitude)]
    }

    /// The shortest text of hundred-thousandths of a degree has at most five decimals.
    private func degrees(_ hundredThousandths: Int32) -> JSONValue {
        hundredThousandths % 100_000 == 0
            ? .integer(Int64(hundredThousandths / 100_000)) : .number(Double(hundredThousandths) / 100_000)
    }
}
