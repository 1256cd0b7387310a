import Buddelverein

/// `municipalities.geojson`: keys, names and borders.
enum MunicipalitiesFile: GeoJSONFile {
    static let file = CaseFile.municipalities

    static func record(_ properties: ObjectReader, _ geometry: GeoJSONGeometry?) -> Municipality? {
        let ags = properties.required("ags") { text throws(Refusal) in try Ags(parsing: text) }
        let name = properties.requiredText("name")
        guard let polygons = polygons(geometry, properties), let ags, let name else { return nil }
        return Municipality(ags: ags, name: name, polygons: polygons)
    }

    /// The polygons of a feature that must have some.
    static func polygons(_ geometry: GeoJSONGeometry?, _ properties: ObjectReader) -> [Polygon]? {
        guard let geometry else { return nil }
        if case .polygons(let polygons) = geometry { return polygons }
        properties.refuse(.wrongGeometry("Polygon"))
        return nil
    }

    static func properties(_ record: Municipality) -> JSONObject {
        ["ags": .text(record.ags), "name": .string(record.name)]
    }

    static func geometry(_ record: Municipality) -> GeoJSONGeometry { .polygons(record.polygons) }
    static func key(_ record: Municipality) -> String { record.ags.rawValue }
}
