import BuddelOperations
import Buddelverein

extension Endpoint {
    /// Sessions and tokens for scripts.
    static let tokenEndpoints: [Endpoint] = [
        Endpoint(
            method: .get, path: "/tokens", id: "listTokens", tag: .access,
            summary: LocalizedText(en: "List one's sessions and tokens.", de: "Eigene Sitzungen und Tokens auflisten."),
            operation: .tokenList,
            query: [QueryParameter("all", .truth, en: "Those that are over, too.", de: "Auch abgelaufene.")],
            outcome: .page(Shape.token.schema)
        ) { call in
            let tokens = try await call.app.listTokens(all: call.truth("all"))
            return Paging(call).page(tokens, key: { String($0.id) }, json: Shape.token.json)
        },
        Endpoint(
            method: .delete, path: "/tokens/{id}", id: "revokeToken", tag: .access,
            summary: LocalizedText(
                en: "End a session or token at once.", de: "Eine Sitzung oder ein Token sofort beenden."),
            operation: .tokenRevoke, outcome: .noContent
        ) { call in
            guard let id = Int64(call.name("id")), id > 0 else { throw Problem.notFound }
            try await call.app.revokeTokens(id: id)
            return .done
        },
        Endpoint(
            method: .post, path: "/tokens", id: "makeToken", tag: .access,
            summary: LocalizedText(en: "Make a token for a script.", de: "Ein Token für ein Skript ausstellen."),
            note:
                "Takes the password, and the code of the second factor where there is one, not a session: a session lasts "
                + "hours, a token months. It gives no more than `access` (`read` by default), in one association or "
                + "municipality where one is named, and never more than its user may.",
            operation: nil,
            body: .json(
                Schema(
                    .object(
                        LogInBody.properties + [
                            .required("label", .text(1...200)), .required("days", Schema(.integer(1...400))),
                            .optional("access", .choice(AccessLevel.self)), .optional("association", .code),
                            .optional("municipality", .ags),
                        ])
                ).named("NewToken")),
            outcome: .created(Schema.object(.required("token", .text(1...200))).named("MadeToken")),
            refusals: LogInBody.refusals + [.invalidValue, .notFound]
        ) { call in
            let body = call.body
            let token = try await call.app.makeToken(
                body.requiredText("login"), password: body.requiredText("password"), code: body.text("code"),
                label: body.requiredText("label"), validDays: body.integer("days") ?? 1,
                access: body.word("access") ?? .read, at: try TokenPlaceBody.place(body))
            return .created(["token": .string(token)], at: nil)
        },
    ]
}

/// Where a token holds, in a request.
private enum TokenPlaceBody {
    static func place(_ body: Input) throws(Refusal) -> BuddelApp.TokenPlace {
        switch try RoleBody.scope(body) {
        case .municipality(let ags): .municipality(ags)
        case .association(let code?): .association(code)
        // The body's schema has no area.
        case .association(nil), .area, .system: .everywhere
        }
    }
}

extension Shape where Value == BuddelApp.ListedToken {
    static let token = Shape("Token")
        .with("id", .count) { .integer($0.id) }
        .text("label") { $0.label }
        .word("access") { $0.access }
        .optionalText("association") { $0.association }
        .optional("municipality", .ags) { $0.municipality }
        .truth("passed_second_factor") { $0.passedSecondFactor }
        .text("created_at") { $0.createdAt }
        .text("expires_at") { $0.expiresAt }
        .truth("alive") { $0.isAlive }
}
