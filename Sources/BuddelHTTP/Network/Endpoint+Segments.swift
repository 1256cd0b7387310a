import BuddelOperations
import Buddelverein

extension Endpoint {
    /// Segments, their clearances and the progress on them.
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
            method: .get, path: "/associations/{association}/clearances", id: "listClearances", tag: .network,
            summary: LocalizedText(en: "List clearances.", de: "Genehmigungen auflisten."), operation: .networkRead,
            query: [QueryParameter("segment", .code, en: "Of one segment.", de: "Eines Abschnitts.")],
            outcome: .page(Shape.clearance.schema)
        ) { call in
            let clearances = try await call.app.listClearances(of: call.parameter("segment"), in: call.association)
            return Paging(call).page(clearances, key: { String($0.id) }, json: Shape.clearance.json)
        },
        Endpoint(
            method: .post, path: "/associations/{association}/segments/{code}/clearances", id: "addClearance",
            tag: .network, summary: LocalizedText(en: "Add a clearance.", de: "Eine Genehmigung eintragen."),
            operation: .networkChange,
            body: .json(
                Schema.object(
                    .required("kind", .choice(Clearance.Kind.self)), .optional("valid_from", .day),
                    .optional("valid_until", .day), .optional("note", .text(1...500))
                ).named("NewClearance")),
            outcome: .created(Schema.object(.required("id", .count)).named("ClearanceKey")),
            refusals: [.unknownSegment, .invalidOrder]
        ) { call in
            let id = try await call.app.addClearance(
                Clearance(
                    kind: call.body.requiredWord("kind"), validFrom: try call.body.day("valid_from"),
                    validUntil: try call.body.day("valid_until")),
                of: call.name("code"), note: call.body.text("note") ?? "", in: call.association)
            return .created(["id": .integer(id)], at: nil)
        },
        Endpoint(
            method: .get, path: "/associations/{association}/progress", id: "listProgress", tag: .network,
            summary: LocalizedText(en: "List progress.", de: "Fortschritt auflisten."), operation: .networkRead,
            query: [QueryParameter("segment", .code, en: "On one segment.", de: "Auf einem Abschnitt.")],
            outcome: .page(Shape.progress.schema)
        ) { call in
            let progress = try await call.app.listProgress(of: call.parameter("segment"), in: call.association)
            return Paging(call).page(progress, key: \.record.ref, json: Shape.progress.json)
        },
        Endpoint(
            method: .post, path: "/associations/{association}/progress", id: "recordProgress", tag: .network,
            summary: LocalizedText(en: "Record metres that were dug.", de: "Gegrabene Meter erfassen."),
            operation: .progressRecord, body: .json(ProgressBody.schema),
            outcome: .created(
                Schema.object(.required("items", .list(Shape.progress.schema, 0...1_000))).named("ProgressReceipt")),
            refusals: [.progressOverlap, .unknownSegment, .duplicateReference, .futureDate]
        ) { call in
            let recorded = try await call.app.recordProgress(try ProgressBody.records(call.body), in: call.association)
            return .created(["items": .array(recorded.map(Shape.progress.json))], at: nil)
        },
        Endpoint(
            method: .post, path: "/associations/{association}/progress/{ref}/reverse", id: "reverseProgress",
            tag: .network, summary: LocalizedText(en: "Reverse progress.", de: "Fortschritt stornieren."),
            operation: .progressRecord, outcome: .noContent, refusals: [.alreadyReversed]
        ) { call in
            try await call.app.reverseProgress(call.name("ref"), in: call.association)
            return .done
        },
    ]

    @Sendable private static func show(_ call: Call) async throws -> Answer {
        let details = try await call.app.fetchSegment(call.name("code"), in: call.association)
        return .value(Shape.segmentDetails.json(details), version: details.overview.version)
    }
}
