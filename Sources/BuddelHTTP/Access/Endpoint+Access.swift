import BuddelOperations
import Buddelverein

extension Endpoint {
    /// Sessions, and who asks.
    static let accessEndpoints: [Endpoint] = [
        Endpoint(
            method: .post, path: "/sessions", id: "openSession", tag: .access,
            summary: LocalizedText(en: "Log in.", de: "Anmelden."),
            note: "Answers with a token that is valid for twelve hours; only its hash is stored. `code` is that of the "
                + "second factor, where the user has one: without it `second_factor_code_needed`.",
            operation: nil, body: .json(Schema(.object(LogInBody.properties)).named("LogIn")),
            outcome: .created(openedSession),
            refusals: LogInBody.refusals
        ) { call in
            let token = try await call.app.logIn(
                call.body.requiredText("login"), password: call.body.requiredText("password"),
                code: call.body.text("code"))
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
        .word("access") { $0.scope.access }
        .truth("has_second_factor") { $0.hasSecondFactor }
        .truth("passed_second_factor") { $0.passedSecondFactor }
}

extension Shape where Value == Caller.Grant {
    static let grant = Shape("Grant")
        .word("role") { $0.role }
        .optionalText("association") { $0.associationCode }
        .optionalText("area") { $0.areaCode }
        .optional("municipality", .ags) { $0.ags }
        .optional("limit", .money) { $0.limit }
}

/// What a request says who logs in.
enum LogInBody {
    static let properties: [Schema.Property] = [
        .required("login", .text(1...63)), .required("password", .password), .optional("code", .text(1...64)),
    ]
    static let refusals: [RefusalCode] = [.wrongLogin, .loginSlowed, .secondFactorCodeNeeded, .wrongCode]
}
