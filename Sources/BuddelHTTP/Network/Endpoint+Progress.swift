import BuddelOperations
import Buddelverein

extension Endpoint {
    /// What was dug, and how far the areas are.
    static let progressEndpoints: [Endpoint] = [
        Endpoint(
            method: .get, path: "/associations/{association}/progress", id: "listProgress", tag: .network,
            summary: LocalizedText(en: "List progress.", de: "Fortschritt auflisten."), operation: .networkRead,
            query: [QueryParameter("segment", .code, en: "On one segment.", de: "Auf einem Abschnitt.")],
            outcome: .page(Shape.progress.schema),
            links: [
                Link(
                    "reverseProgress",
                    ["path.association": "$request.path.association", "path.ref": "$response.body#/items/0/ref"])
            ]
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
        Endpoint(
            method: .get, path: "/associations/{association}/progress-report", id: "showProgressReport", tag: .network,
            summary: LocalizedText(
                en: "Metres by area, state and month; take-up against quotas.",
                de: "Meter je Gebiet, Stand und Monat; Beteiligung gegen Quote."), operation: .reportRead,
            outcome: .ok(Shape.progressReport.schema)
        ) { call in
            .value(Shape.progressReport.json(try await call.app.reportProgress(in: call.association)))
        },
    ]
}

extension Shape where Value == ProgressReport {
    static let progressReport = Shape("ProgressReport")
        .list("areas", Shape<ProgressReport.AreaRow>.areaProgress) { $0.areas }
        .list("months", Shape<ProgressReport.MonthRow>.monthProgress) { $0.months }
}

extension Shape where Value == ProgressReport.AreaRow {
    /// What belongs to no area has no code.
    static let areaProgress = Shape("AreaProgress")
        .optionalText("area") { $0.area }
        .text("name") { $0.name }
        .count("connections") { $0.connections }
        .count("active") { $0.active }
        .count("live") { $0.live }
        .optional("take_up", .percent) { $0.takeUp }
        .optional("quota", .percent) { $0.quota }
        .with("reaches_quota", Schema.truth.orNull) { $0.reachesQuota.map { .bool($0) } ?? .null }
        .with(
            "metres",
            Schema(.object(SegmentStatus.allCases.map { .required($0.rawValue, .length) })).named("MetresByState")
        ) { row in
            .object(
                JSONObject(
                    SegmentStatus.allCases.map { ($0.rawValue, .string((row.metres[$0] ?? .zero).description)) }))
        }
}

extension Shape where Value == ProgressReport.MonthRow {
    static let monthProgress = Shape("MonthProgress")
        .optionalText("area") { $0.area }
        .text("month") { $0.month.description }
        .value("metres", .length) { $0.metres }
}
