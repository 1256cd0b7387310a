import Buddelverein

/// `segments.geojson`: trunks and leads.
enum SegmentsFile: GeoJSONFile {
    static let file = CaseFile.segments

    static func record(_ properties: ObjectReader, _ geometry: GeoJSONGeometry?) -> Segment? {
        let code = properties.required("code", Refusal.code)
        let area = properties.text("area")
        let connection = properties.text("connection")
        let kind: SegmentKind? = properties.requiredWord("kind")
        if kind == .trunk, connection != nil {
            properties.refuse(.trunkWithConnection, "connection", value: connection)
        }
        let method: DigMethod? = properties.word("method")
        let surface: Surface? = properties.word("surface")
        let cover = properties.value("planned_cover_cm") { text throws(Refusal) in
            try Refusal.integer(text, in: 0...1000)
        }
        let status: SegmentStatus? = properties.requiredWord("status")
        let conduits = (properties.objects("conduits") ?? []).compactMap(conduit)
        let laidOn = properties.value("laid_on") { text throws(Refusal) in try Day(parsing: text) }
        var line: [Position]?
        switch geometry {
        case .line(let positions): line = positions
        case .some: properties.refuse(.wrongGeometry("LineString"))
        case nil: break
        }
        return Segment(
            code: code ?? "", area: area, connection: connection, kind: kind ?? .trunk, method: method,
            surface: surface, plannedCoverCm: cover, status: status ?? .planned, conduits: conduits, laidOn: laidOn,
            line: line ?? [])
    }

    private static func conduit(_ object: ObjectReader) -> Conduit? {
        let type = object.requiredText("type")
        let count = object.required("count") { text throws(Refusal) in try Refusal.integer(text, in: 1...1000) }
        object.finish()
        guard let type, let count else { return nil }
        return Conduit(type: type, count: count)
    }

    static func properties(_ record: Segment) -> JSONObject {
        var properties: JSONObject = ["code": .string(record.code), "area": .text(record.area)]
        if let connection = record.connection { properties["connection"] = .string(connection) }
        properties["kind"] = .string(record.kind.rawValue)
        properties["method"] = .text(record.method?.rawValue)
        properties["surface"] = .text(record.surface?.rawValue)
        properties["planned_cover_cm"] = record.plannedCoverCm.map { .integer(Int64($0)) } ?? .null
        properties["status"] = .string(record.status.rawValue)
        properties["conduits"] = .array(
            record.conduits.map { ["type": .string($0.type), "count": .integer(Int64($0.count))] })
        properties["laid_on"] = .text(record.laidOn)
        return properties
    }

    static func geometry(_ record: Segment) -> GeoJSONGeometry { .line(record.line) }
    static func key(_ record: Segment) -> String { record.code }
}

extension Refusal {
    static var trunkWithConnection: Refusal {
        Refusal(
            .invalidValue,
            LocalizedText(
                en: "Only a lead serves one connection.", de: "Nur eine Hauszuführung gehört zu einem Anschluss."),
            cure: LocalizedText(
                en: "Leave the connection out, or make it a lead.",
                de: "Lassen Sie den Anschluss weg, oder machen Sie daraus ein lead."))
    }
}
