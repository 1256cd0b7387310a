import Buddelverein

/// `areas.geojson`: build areas with their quotas.
enum AreasFile: GeoJSONFile {
    static let file = CaseFile.areas

    static func record(_ properties: ObjectReader, _ geometry: GeoJSONGeometry?) -> Area? {
        let code = properties.required("code", Refusal.code)
        let name = properties.requiredText("name")
        let quota = properties.value("quota") { text throws(Refusal) in try Refusal.percentage(text) }
        let polygons = MunicipalitiesFile.polygons(geometry, properties)
        if let polygons, polygons.count != 1 { properties.refuse(.wrongGeometry("Polygon")) }
        return Area(code: code ?? "", name: name ?? "", quota: quota, polygons: polygons ?? [])
    }

    static func properties(_ record: Area) -> JSONObject {
        ["code": .string(record.code), "name": .string(record.name), "quota": .text(record.quota)]
    }

    static func geometry(_ record: Area) -> GeoJSONGeometry { .polygons(record.polygons) }
    static func key(_ record: Area) -> String { record.code }
}
