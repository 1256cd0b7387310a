import Buddelverein

/// What a request says of a segment.
enum SegmentBody {
    static let conduits = Schema.list(
        Schema.object(.required("type", .text(1...60)), .required("count", Schema(.integer(1...1_000))))
            .named("Conduit"), 0...100)

    static let change = Schema.object(
        .optional("area", .code), .optional("connection", .code), .optional("method", .choice(DigMethod.self)),
        .optional("surface", .choice(Surface.self)), .optional("cover_cm", Schema(.integer(0...1_000))),
        .optional("conduits", conduits)
    ).named("SegmentChange")

    /// Changes what the body names; never code, state and line.
    static func apply(_ body: Input, to segment: inout Segment) {
        body.change("area", &segment.area)
        body.change("connection", &segment.connection)
        body.change("method", &segment.method)
        body.change("surface", &segment.surface)
        if body.names("cover_cm") { segment.plannedCoverCm = body.integer("cover_cm") }
        if body.names("conduits") {
            segment.conduits = body.objects("conduits").map {
                Conduit(type: $0.requiredText("type"), count: $0.integer("count") ?? 1)
            }
        }
    }

    /// Names of clearances as `needs` of the query has them: `owner_consent,road`.
    static func clearances(_ text: String?) throws(Refusal) -> [Clearance.Kind] {
        var kinds: [Clearance.Kind] = []
        for word in (text ?? "").split(separator: ",", omittingEmptySubsequences: true) {
            guard let kind = Clearance.Kind(rawValue: String(word)) else {
                let choices = Clearance.Kind.allCases.map(\.rawValue).joined(separator: ", ")
                throw Refusal(
                    .unknownChoice,
                    LocalizedText(en: "There is no such clearance.", de: "Eine solche Freigabe gibt es nicht."),
                    cure: LocalizedText(en: "Choose of: \(choices).", de: "Zur Wahl stehen: \(choices)."),
                    at: Refusal.Place(field: "needs"))
            }
            kinds.append(kind)
        }
        return kinds
    }
}
