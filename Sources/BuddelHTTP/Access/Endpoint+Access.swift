import BuddelOperations
import Buddelverein

extension Endpoint {
    /// Sessions, and who asks.
    static let accessEndpoints: [Endpoint] = [
        Endpoint(
            method: .post, path: "/sessions", id: "openSession", tag: .access,
            summary: LocalizedText(en: "Log in.", de: "Anmelden."),
            note: "Answers with a token that is valid for twelve hours; only its hash is stored.", operation: nil,
            body: .json(
                Schema.object(.required("login", .text(1...63)), .required("password", .password))
                    .named("LogIn")),
            outcome: .created(Schema.object(.required("token", .text(1...200))).named("Session")),
            refusals: [.wrongLogin, .loginSlowed]
        ) { call in
            let token = try await call.app.logIn(
                call.body.requiredText("login"), password: call.body.requiredText("password"))
            return .created(["token": .string(token)], at: "/sessions/current")
        },
        Endpoint(
            method: .delete, path: "/sessions/current", id: "closeSession", tag: .access,
            summary: LocalizedText(en: "Log out.", de: "Abmelden."), operation: .associationShow, outcome: .noContent
        ) { call in
            if let token = call.token, !call.app.isRehearsal { _ = try await call.app.logOut(token: token) }
            return .done
        },
        Endpoint(
            method: .get, path: "/me", id: "showMe", tag: .access,
            summary: LocalizedText(
                en: "Who is logged in, with his roles.", de: "Wer angemeldet ist, mit seinen Rollen."),
            operation: .associationShow, outcome: .ok(Shape.caller.schema)
        ) { call in .value(Shape.caller.json(try await call.app.whoAmI())) },
    ]
}

extension Shape where Value == Caller {
    static let caller = Shape("Caller")
        .text("login") { $0.login }
        .text("name") { $0.displayName }
        .list("roles", Shape<Caller.Grant>.grant) { $0.grants }
}

extension Shape where Value == Caller.Grant {
    static let grant = Shape("Grant")
        .word("role") { $0.role }
        .optionalText("association") { $0.associationCode }
        .optional("municipality", .ags) { $0.ags }
        .optional("limit", .money) { $0.limit }
}
