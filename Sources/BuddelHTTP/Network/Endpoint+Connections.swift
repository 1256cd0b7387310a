import BuddelOperations
import Buddelverein

extension Endpoint {
    /// Connections of buildings.
    static let connectionEndpoints: [Endpoint] = [
        Endpoint(
            method: .get, path: "/associations/{association}/connections", id: "listConnections", tag: .network,
            summary: LocalizedText(en: "List connections.", de: "Anschlüsse auflisten."), operation: .networkRead,
            outcome: .page(Shape.connection.schema)
        ) { call in
            let connections = try await call.app.listConnections(in: call.association)
            return Paging(call).page(connections, key: \.connection.code, json: Shape.connection.json)
        },
        Endpoint(
            method: .post, path: "/associations/{association}/connections", id: "addConnection", tag: .network,
            summary: LocalizedText(en: "Add a connection.", de: "Einen Anschluss eintragen."),
            note: "The position is in degrees (WGS 84), as text.", operation: .networkChange,
            body: .json(ConnectionBody.new),
            outcome: .created(Schema.object(.required("code", .code)).named("ConnectionKey")),
            refusals: [.unknownMember, .unknownArea, .duplicateReference, .invalidGeometry]
        ) { call in
            let added = try await call.app.addConnection(
                try ConnectionBody.connection(call.body), in: call.association)
            return .created(
                ["code": .string(added.code)], at: "/associations/\(call.association)/connections/\(added.code)")
        },
        Endpoint(
            method: .get, path: "/associations/{association}/connections/{code}", id: "showConnection", tag: .network,
            summary: LocalizedText(en: "Show a connection.", de: "Einen Anschluss zeigen."), operation: .networkRead,
            outcome: .ok(Shape.connection.schema), refusals: [.unknownConnection]
        ) { call in try await show(call) },
        Endpoint(
            method: .patch, path: "/associations/{association}/connections/{code}", id: "editConnection",
            tag: .network, summary: LocalizedText(en: "Change a connection.", de: "Einen Anschluss ändern."),
            note: "What is not named stays as it is; `null` empties it. State and holder have acts of their own.",
            operation: .networkChange, body: .json(ConnectionBody.change), outcome: .ok(Shape.connection.schema),
            isVersioned: true, refusals: [.unknownArea, .contentChanged, .invalidGeometry]
        ) { call in
            let body = call.body
            try await call.app.editConnection(call.name("code"), in: call.association, version: call.version) {
                try ConnectionBody.apply(body, to: &$0)
            }
            return try await show(call)
        },
        Endpoint(
            method: .post, path: "/associations/{association}/connections/{code}/move", id: "moveConnection",
            tag: .network, summary: LocalizedText(en: "Move a connection on.", de: "Einen Anschluss weiterschalten."),
            operation: .networkChange,
            body: .json(
                Schema.object(.required("to", .choice(ConnectionStatus.self)), .optional("on", .day))
                    .named("ConnectionMove")),
            outcome: .ok(Shape.connection.schema), isVersioned: true,
            refusals: [.moveNotAllowed, .contentChanged, .futureDate]
        ) { call in
            _ = try await call.app.moveConnection(
                call.name("code"), to: call.body.requiredWord("to"), on: try call.body.day("on"), in: call.association,
                version: call.version)
            return try await show(call)
        },
        Endpoint(
            method: .post, path: "/associations/{association}/connections/{code}/transfer", id: "transferConnection",
            tag: .network,
            summary: LocalizedText(en: "Give a connection to another member.", de: "Einen Anschluss übergeben."),
            operation: .networkChange,
            body: .json(Schema.object(.required("to", .code), .optional("from", .day)).named("ConnectionTransfer")),
            outcome: .ok(Shape.connection.schema), isVersioned: true,
            refusals: [.unknownMember, .holdingsOverlap, .contentChanged]
        ) { call in
            _ = try await call.app.transferConnection(
                call.name("code"), to: call.body.requiredText("to"), from: try call.body.day("from"),
                in: call.association, version: call.version)
            return try await show(call)
        },
    ]

    @Sendable private static func show(_ call: Call) async throws -> Answer {
        let details = try await call.app.fetchConnection(call.name("code"), in: call.association)
        return .value(Shape.connection.json(details), version: details.version)
    }
}
