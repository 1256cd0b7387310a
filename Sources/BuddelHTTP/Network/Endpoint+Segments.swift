import BuddelOperations
import Buddelverein

extension Endpoint {
    /// Segments: trunks and leads.
    static let segmentEndpoints: [Endpoint] = [
        Endpoint(
            method: .get, path: "/associations/{association}/segments", id: "listSegments", tag: .network,
            summary: LocalizedText(en: "List segments.", de: "Abschnitte auflisten."), operation: .networkRead,
            query: [.day], outcome: .page(Shape.segment.schema)
        ) { call in
            let segments = try await call.app.listSegments(on: try call.day("on"), in: call.association)
            return Paging(call).page(segments, key: \.segment.code, json: Shape.segment.json)
        },
        Endpoint(
            method: .get, path: "/associations/{association}/segments/{code}", id: "showSegment", tag: .network,
            summary: LocalizedText(
                en: "Show a segment with clearances and progress.",
                de: "Einen Abschnitt mit Genehmigungen und Fortschritt zeigen."), operation: .networkRead,
            outcome: .ok(Shape.segmentDetails.schema), refusals: [.unknownSegment]
        ) { call in try await show(call) },
        Endpoint(
            method: .post, path: "/associations/{association}/segments/{code}/move", id: "moveSegment", tag: .network,
            summary: LocalizedText(en: "Move a segment to its next state.", de: "Einen Abschnitt weiterschalten."),
            operation: .segmentMove,
            body: .json(
                Schema.object(.required("to", .choice(SegmentStatus.self)), .optional("on", .day))
                    .named("SegmentMove")),
            outcome: .ok(Shape.segmentDetails.schema), isVersioned: true,
            refusals: [.moveNotAllowed, .clearanceMissing, .contentChanged, .futureDate]
        ) { call in
            _ = try await call.app.moveSegment(
                call.name("code"), to: call.body.requiredWord("to"), on: try call.body.day("on"), in: call.association,
                version: call.version)
            return try await show(call)
        },
        Endpoint(
            method: .patch, path: "/associations/{association}/segments/{code}", id: "editSegment", tag: .network,
            summary: LocalizedText(en: "Change a segment's data.", de: "Daten eines Abschnitts ändern."),
            note: "What is not named stays as it is; `null` empties it.", operation: .networkChange,
            body: .json(SegmentBody.change), outcome: .ok(Shape.segmentDetails.schema), isVersioned: true,
            refusals: [.unknownArea, .unknownConnection, .contentChanged]
        ) { call in
            let body = call.body
            try await call.app.editSegment(call.name("code"), in: call.association, version: call.version) {
                SegmentBody.apply(body, to: &$0)
            }
            return try await show(call)
        },
        Endpoint(
            method: .put, path: "/associations/{association}/segments/{code}/line", id: "redrawSegment",
            tag: .network,
            summary: LocalizedText(en: "Redraw a segment's line.", de: "Die Linie eines Abschnitts neu zeichnen."),
            note: "The body is GeoJSON as `segments.geojson` has it, with a segment of that code, whose line is taken. "
                + "The earlier line stays readable.",
            operation: .networkChange, body: .file("application/geo+json"),
            outcome: .ok(Shape.segmentDetails.schema), isVersioned: true,
            refusals: [.invalidGeometry, .invalidJSON, .unknownCoordinateSystem, .contentChanged]
        ) { call in
            try await call.app.redrawSegment(
                call.name("code"), as: call.file, in: call.association, version: call.version)
            return try await show(call)
        },
    ]

    @Sendable private static func show(_ call: Call) async throws -> Answer {
        let details = try await call.app.fetchSegment(call.name("code"), in: call.association)
        return .value(Shape.segmentDetails.json(details), version: details.overview.version)
    }
}
