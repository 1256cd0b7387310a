import BuddelOperations
import Buddelverein

extension Endpoint {
    /// Clearances: what must be in hand before digging.
    static let clearanceEndpoints: [Endpoint] = [
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
            refusals: [.unknownSegment, .invalidOrder],
            links: [
                Link(
                    "showClearance",
                    ["path.association": "$request.path.association", "path.id": "$response.body#/id"])
            ]
        ) { call in
            let id = try await call.app.addClearance(
                Clearance(
                    kind: call.body.requiredWord("kind"), validFrom: try call.body.day("valid_from"),
                    validUntil: try call.body.day("valid_until")),
                of: call.name("code"), note: call.body.text("note") ?? "", in: call.association)
            return .created(["id": .integer(id)], at: "/associations/\(call.association)/clearances/\(id)")
        },
        Endpoint(
            method: .get, path: "/associations/{association}/clearances/{id}", id: "showClearance", tag: .network,
            summary: LocalizedText(en: "Show a clearance.", de: "Eine Genehmigung zeigen."), operation: .networkRead,
            outcome: .ok(Shape.clearance.schema)
        ) { call in try await show(call) },
        Endpoint(
            method: .patch, path: "/associations/{association}/clearances/{id}", id: "editClearance", tag: .network,
            summary: LocalizedText(
                en: "Change the days of a clearance, such as a renewal.",
                de: "Tage einer Genehmigung ändern, etwa bei Verlängerung."),
            note: "What is not named stays as it is; `null` empties a day.", operation: .networkChange,
            body: .json(
                Schema.object(
                    .optional("valid_from", .day), .optional("valid_until", .day), .optional("note", .text(0...500))
                ).named("ClearanceChange")),
            outcome: .ok(Shape.clearance.schema), isVersioned: true, refusals: [.invalidOrder, .contentChanged]
        ) { call in
            let body = call.body
            try await call.app.editClearance(try key(call), in: call.association, version: call.version) { recorded in
                try body.change("valid_from", &recorded.clearance.validFrom)
                try body.change("valid_until", &recorded.clearance.validUntil)
                if body.names("note") { recorded.note = body.text("note") ?? "" }
            }
            return try await show(call)
        },
    ]

    @Sendable private static func show(_ call: Call) async throws -> Answer {
        let found = try await call.app.fetchClearance(try key(call), in: call.association)
        return .value(Shape.clearance.json(found), version: found.version)
    }

    private static func key(_ call: Call) throws(Problem) -> Int64 {
        guard let id = Int64(call.name("id")), id > 0 else { throw .notFound }
        return id
    }
}
