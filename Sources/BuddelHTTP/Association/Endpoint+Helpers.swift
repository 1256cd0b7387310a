import BuddelOperations
import Buddelverein

extension Endpoint {
    /// Helpers: people who work without being members.
    static let helperEndpoints: [Endpoint] = [
        Endpoint(
            method: .get, path: "/associations/{association}/helpers", id: "listHelpers", tag: .association,
            summary: LocalizedText(en: "List the helpers.", de: "Helfer auflisten."), operation: .memberRead,
            outcome: .page(Shape.helper.schema)
        ) { call in
            let helpers = try await call.app.listHelpers(in: call.association)
            return Paging(call).page(helpers, key: \.code, json: Shape.helper.json)
        },
        Endpoint(
            method: .post, path: "/associations/{association}/helpers", id: "addHelper", tag: .association,
            summary: LocalizedText(en: "Add a helper.", de: "Einen Helfer aufnehmen."),
            note: "Without `code` the next free one is given; `household` is the member to whose household he belongs.",
            operation: .memberChange,
            body: .json(
                Schema.object(
                    .optional("code", .code), .required("name", .text(1...200)), .optional("household", .member)
                ).named("NewHelper")),
            outcome: .created(Shape.helper.schema), refusals: [.duplicateReference, .unknownMember]
        ) { call in
            let helper = try await call.app.addHelper(
                Helper(
                    code: call.body.text("code") ?? "", name: call.body.requiredText("name"),
                    memberNumber: call.body.text("household")),
                in: call.association)
            return .created(
                Shape.helper.json(helper), at: "/associations/\(call.association)/helpers/\(helper.code)", version: 1)
        },
        Endpoint(
            method: .get, path: "/associations/{association}/helpers/{code}", id: "showHelper", tag: .association,
            summary: LocalizedText(en: "Show a helper.", de: "Einen Helfer zeigen."), operation: .memberRead,
            outcome: .ok(Shape.helper.schema)
        ) { call in try await show(call) },
        Endpoint(
            method: .patch, path: "/associations/{association}/helpers/{code}", id: "editHelper", tag: .association,
            summary: LocalizedText(en: "Change a helper's data.", de: "Daten eines Helfers ändern."),
            note: "What is not named stays as it is; `null` means no household.", operation: .memberChange,
            body: .json(
                Schema.object(.optional("name", .text(1...200)), .optional("household", .member)).named("HelperChange")),
            outcome: .ok(Shape.helper.schema), isVersioned: true, refusals: [.unknownMember, .contentChanged]
        ) { call in
            let body = call.body
            try await call.app.editHelper(call.name("code"), in: call.association, version: call.version) { helper in
                body.change("name", &helper.name)
                body.change("household", &helper.memberNumber)
            }
            return try await show(call)
        },
    ]

    @Sendable private static func show(_ call: Call) async throws -> Answer {
        let stored = try await call.app.fetchHelper(call.name("code"), in: call.association)
        return .value(Shape.helper.json(stored.record), version: stored.version)
    }
}

extension Shape where Value == Helper {
    static let helper = Shape("Helper")
        .text("code") { $0.code }
        .text("name") { $0.name }
        .optionalText("household") { $0.memberNumber }
}
