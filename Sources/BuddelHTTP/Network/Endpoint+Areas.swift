import BuddelOperations
import Buddelverein

extension Endpoint {
    /// Build areas.
    static let areaEndpoints: [Endpoint] = [
        Endpoint(
            method: .get, path: "/associations/{association}/areas", id: "listAreas", tag: .network,
            summary: LocalizedText(en: "List build areas.", de: "Ausbaugebiete auflisten."), operation: .networkRead,
            outcome: .page(Shape.area.schema)
        ) { call in
            let areas = try await call.app.listAreas(in: call.association)
            return Paging(call).page(areas, key: \.code, json: Shape.area.json)
        },
        Endpoint(
            method: .get, path: "/associations/{association}/areas/{code}", id: "showArea", tag: .network,
            summary: LocalizedText(en: "Show a build area with its border.", de: "Ein Ausbaugebiet mit Grenze zeigen."),
            operation: .networkRead, outcome: .ok(Shape.areaDetails.schema)
        ) { call in try await show(call) },
        Endpoint(
            method: .patch, path: "/associations/{association}/areas/{code}", id: "editArea", tag: .network,
            summary: LocalizedText(
                en: "Change a build area's name or quota.", de: "Namen oder Quote eines Ausbaugebiets ändern."),
            note: "What is not named stays as it is; `null` means no quota.", operation: .networkChange,
            body: .json(
                Schema.object(.optional("name", .text(1...200)), .optional("quota", .percent)).named("AreaChange")),
            outcome: .ok(Shape.areaDetails.schema), isVersioned: true, refusals: [.contentChanged]
        ) { call in
            let body = call.body
            try await call.app.editArea(call.name("code"), in: call.association, version: call.version) { area in
                body.change("name", &area.name)
                if body.names("quota") { area.quota = try body.percent("quota") }
            }
            return try await show(call)
        },
        Endpoint(
            method: .put, path: "/associations/{association}/areas/{code}/border", id: "redrawArea", tag: .network,
            summary: LocalizedText(
                en: "Redraw a build area's border.", de: "Die Grenze eines Ausbaugebiets neu zeichnen."),
            note: "The body is GeoJSON as `areas.geojson` has it, with an area of that code.",
            operation: .networkChange, body: .file("application/geo+json"), outcome: .ok(Shape.areaDetails.schema),
            isVersioned: true,
            refusals: [.invalidGeometry, .invalidJSON, .unknownCoordinateSystem, .contentChanged]
        ) { call in
            try await call.app.redrawArea(
                call.name("code"), as: call.file, in: call.association, version: call.version)
            return try await show(call)
        },
    ]

    @Sendable private static func show(_ call: Call) async throws -> Answer {
        let stored = try await call.app.fetchArea(call.name("code"), in: call.association)
        return .value(Shape.areaDetails.json(stored.record), version: stored.version)
    }
}

extension Shape where Value == Area {
    static let area = Shape("Area")
        .text("code") { $0.code }
        .text("name") { $0.name }
        .optional("quota", .percent) { $0.quota }

    /// With the coordinates of a GeoJSON MultiPolygon.
    static let areaDetails = Shape("AreaDetails")
        .text("code") { $0.code }
        .text("name") { $0.name }
        .optional("quota", .percent) { $0.quota }
        .with("border", .list(.list(.line, 0...10_000), 0...10_000)) { area in
            .array(
                area.polygons.map { polygon in
                    .array(([polygon.exterior] + polygon.holes).map(Schema.coordinates))
                })
        }
}

extension Schema {
    /// Longitude and latitude of points, as GeoJSON writes them.
    static let line = Schema.list(.list(Schema(.number), 2...2), 0...1_000_000)

    /// The value of `line`.
    static func coordinates(_ line: [Position]) -> JSONValue {
        .array(line.map { [.number($0.longitude), .number($0.latitude)] })
    }
}
