import BuddelOperations
import Buddelverein

extension Endpoint {
    /// Towns and villages with their borders.
    static let municipalityEndpoints: [Endpoint] = [
        Endpoint(
            method: .get, path: "/municipalities", id: "listMunicipalities", tag: .access,
            summary: LocalizedText(en: "List the loaded municipalities.", de: "Geladene Gemeinden auflisten."),
            operation: .associationShow, outcome: .page(Shape.municipality.schema)
        ) { call in
            let municipalities = try await call.app.listMunicipalities()
            return Paging(call).page(municipalities, key: \.ags.rawValue, json: Shape.municipality.json)
        },
        Endpoint(
            method: .post, path: "/municipalities", id: "loadMunicipalities", tag: .access,
            summary: LocalizedText(en: "Load municipalities with their borders.", de: "Gemeinden mit Grenzen laden."),
            note: "The body is GeoJSON as `municipalities.geojson` has it; all or none. The same borders again change "
                + "nothing. Segments and connections that are there are cut and placed anew.",
            operation: .municipalityLoad, body: .file("application/geo+json"),
            outcome: .ok(Shape.municipalitiesLoaded.schema),
            refusals: [.invalidGeometry, .invalidJSON, .unknownCoordinateSystem]
        ) { call in
            .value(Shape.municipalitiesLoaded.json(try await call.app.loadMunicipalities(of: call.file)))
        },
    ]
}

extension Shape where Value == BuddelApp.MunicipalityName {
    static let municipality = Shape("Municipality")
        .value("ags", .ags) { $0.ags }
        .text("name") { $0.name }
}

extension Shape where Value == BuddelApp.MunicipalitiesLoaded {
    static let municipalitiesLoaded = Shape("MunicipalitiesLoaded")
        .texts("added") { $0.added.map(\.rawValue) }
        .texts("changed") { $0.changed.map(\.rawValue) }
        .count("segments") { $0.segments }
        .count("connections") { $0.connections }
}
