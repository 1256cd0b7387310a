import BuddelOperations
import Buddelverein

extension Endpoint {
    /// Areas and segments as they come from a geographic information system.
    static let drawingEndpoints: [Endpoint] = [
        drawing(
            "areas", "addAreas", LocalizedText(en: "Add build areas.", de: "Ausbaugebiete eintragen."),
            "The body is GeoJSON as `areas.geojson` has it; all or none."
        ) { call in try await call.app.addAreas(of: call.file, in: call.association) },
        drawing(
            "segments", "addSegments", LocalizedText(en: "Add segments.", de: "Abschnitte eintragen."),
            "The body is GeoJSON as `segments.geojson` has it; all or none.",
            query: [
                QueryParameter(
                    "needs", .text(1...200), en: "Clearances that each needs, such as `owner_consent,road`.",
                    de: "Nötige Genehmigungen, etwa `owner_consent,road`.")
            ]
        ) { call in
            try await call.app.addSegments(
                of: call.file, needing: try SegmentBody.clearances(call.parameter("needs")), in: call.association
            ).map(\.code)
        },
    ]

    private static func drawing(
        _ noun: String, _ id: String, _ summary: LocalizedText, _ note: String,
        query: [QueryParameter] = [], _ add: @escaping @Sendable (Call) async throws -> [String]
    ) -> Endpoint {
        Endpoint(
            method: .post, path: "/associations/{association}/\(noun)", id: id, tag: .network, summary: summary,
            note: note, operation: .networkChange, query: query,
            body: .file("application/geo+json"),
            outcome: .created(Schema.object(.required("codes", .list(.code, 0...100_000))).named("DrawnCodes")),
            refusals: [
                .unknownChoice, .invalidGeometry, .invalidJSON, .unknownCoordinateSystem, .alreadyExists, .duplicateKey,
            ]
        ) { call in
            let codes = try await add(call)
            return .created(["codes": .array(codes.map { .string($0) })], at: nil)
        }
    }
}
