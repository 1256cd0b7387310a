import Buddelverein
import Foundation
import Testing

extension CaseFolder {
    func segments() throws -> [Segment] {
        let features = try #require(try object("segments.geojson")["features"] as? [[String: Any]])
        return try features.map { feature in
            let properties = try #require(feature["properties"] as? [String: Any])
            return Segment(
                code: try text(properties["code"]), kind: try #require(SegmentKind(rawValue: text(properties["kind"]))),
                status: try #require(SegmentStatus(rawValue: text(properties["status"]))),
                laidOn: try (properties["laid_on"] as? String).map(Day.init(parsing:)), line: [])
        }
    }

    func parts() throws -> SegmentParts {
        var parts: [String: [MunicipalityPart]] = [:]
        for segment in try list("expected/segments.json") {
            let municipalities = try #require(segment["municipalities"] as? [[String: Any]])
            parts[try text(segment["code"])] = try municipalities.map { part in
                MunicipalityPart(
                    ags: try (part["ags"] as? String).map(Ags.init(parsing:)),
                    length: try Centimetres(parsing: text(part["length_m"])))
            }
        }
        return SegmentParts(parts)
    }

    /// The municipality of each connection; where borders overlap, the lower key has it.
    func places(of connections: [Connection]) throws -> [String: Ags] {
        let features = try #require(try object("municipalities.geojson")["features"] as? [[String: Any]])
        let borders = try features.map { feature -> (ags: Ags, polygons: [[[[Double]]]]) in
            let properties = try #require(feature["properties"] as? [String: Any])
            let geometry = try #require(feature["geometry"] as? [String: Any])
            let polygons =
                try (geometry["coordinates"] as? [[[[Double]]]]) ?? [
                    try #require(geometry["coordinates"] as? [[[Double]]])
                ]
            return (try Ags(parsing: text(properties["ags"])), polygons)
        }.sorted { $0.ags < $1.ags }
        var places: [String: Ags] = [:]
        for connection in connections {
            places[connection.code] =
                borders.first { border in
                    border.polygons.contains { contains(connection.position, $0) }
                }?.ags
        }
        return places
    }

    /// Even-odd rule over all rings, so that holes are outside.
    private func contains(_ point: Position, _ rings: [[[Double]]]) -> Bool {
        var inside = false
        for ring in rings {
            for (a, b) in zip(ring, ring.dropFirst()) where (a[1] > point.latitude) != (b[1] > point.latitude) {
                let crossing = (b[0] - a[0]) * (point.latitude - a[1]) / (b[1] - a[1]) + a[0]
                if point.longitude < crossing { inside.toggle() }
            }
        }
        return inside
    }
}
