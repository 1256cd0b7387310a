import BuddelOperations
import Buddelverein

extension Endpoint {
    /// Users and their roles.
    static let userEndpoints: [Endpoint] = [
        Endpoint(
            method: .get, path: "/users", id: "listUsers", tag: .access,
            summary: LocalizedText(en: "List users with their roles.", de: "Benutzer mit ihren Rollen auflisten."),
            operation: .userList, outcome: .page(Shape.userRole.schema)
        ) { call in
            let users = try await call.app.listUsers()
            return Paging(call).page(
                users,
                key: {
                    [$0.login, $0.role?.rawValue, $0.association, $0.ags?.description, $0.from?.description]
                        .map { $0 ?? "" }.joined(separator: " ")
                },
                json: Shape.userRole.json)
        },
        Endpoint(
            method: .post, path: "/users", id: "addUser", tag: .access,
            summary: LocalizedText(en: "Add a user.", de: "Einen Benutzer anlegen."), operation: .userAdd,
            body: .json(
                Schema.object(
                    .required("login", .text(1...63)), .optional("name", .text(1...200)),
                    .optional("password", .password)
                ).named("NewUser")),
            outcome: .created(Schema.object(.required("login", .text(1...63))).named("UserKey")),
            refusals: [.invalidLogin, .weakPassword, .alreadyExists]
        ) { call in
            let login = call.body.requiredText("login")
            try await call.app.addUser(
                login: login, displayName: call.body.text("name") ?? login, password: call.body.text("password"))
            return .created(["login": .string(login.lowercased())], at: "/users/\(login.lowercased())")
        },
        Endpoint(
            method: .get, path: "/users/{login}", id: "showUser", tag: .access,
            summary: LocalizedText(en: "Show a user.", de: "Einen Benutzer zeigen."), operation: .userList,
            outcome: .ok(Shape.user.schema)
        ) { call in
            let user = try await call.app.fetchUser(call.name("login"))
            return .value(Shape.user.json(user), version: user.version)
        },
        Endpoint(
            method: .patch, path: "/users/{login}", id: "editUser", tag: .access,
            summary: LocalizedText(en: "Change a user's name.", de: "Den Namen eines Benutzers ändern."),
            operation: .userEdit,
            body: .json(Schema.object(.required("name", .text(1...200))).named("UserChange")),
            outcome: .ok(Shape.user.schema), isVersioned: true, refusals: [.contentChanged]
        ) { call in
            try await call.app.editUser(
                call.name("login"), displayName: call.body.requiredText("name"), version: call.version)
            let user = try await call.app.fetchUser(call.name("login"))
            return .value(Shape.user.json(user), version: user.version)
        },
        Endpoint(
            method: .put, path: "/users/{login}/password", id: "setPassword", tag: .access,
            summary: LocalizedText(en: "Set a password.", de: "Ein Passwort setzen."),
            note: "One's own, or as administrator anybody's; all sessions of that user end.", operation: .userPassword,
            body: .json(Schema.object(.required("password", .password)).named("NewPassword")),
            outcome: .noContent, refusals: [.weakPassword]
        ) { call in
            try await call.app.setPassword(of: call.name("login"), to: call.body.requiredText("password"))
            return .done
        },
        Endpoint(
            method: .post, path: "/users/{login}/roles", id: "grantRole", tag: .access,
            summary: LocalizedText(en: "Give a role.", de: "Eine Rolle geben."),
            note: "`until` is the first day without it. Answers with the associations he is tied to.",
            operation: .userGrant, body: .json(RoleBody.grant), outcome: .ok(RoleBody.ties),
            refusals: [.roleScope, .roleOverlap, .roleConflict, .invalidOrder]
        ) { call in
            let ties = try await call.app.grantRole(
                call.body.requiredWord("role"), to: call.name("login"), scope: try RoleBody.scope(call.body),
                limit: try call.body.money("limit"), from: try call.body.day("from"), until: try call.body.day("until"))
            return .value(["ties": .array(ties.map { .string($0) })])
        },
        Endpoint(
            method: .post, path: "/users/{login}/roles/revoke", id: "revokeRole", tag: .access,
            summary: LocalizedText(en: "End a role.", de: "Eine Rolle beenden."), operation: .userRevoke,
            body: .json(RoleBody.revocation), outcome: .noContent, refusals: [.roleScope]
        ) { call in
            try await call.app.revokeRole(
                call.body.requiredWord("role"), from: call.name("login"), scope: try RoleBody.scope(call.body),
                on: try call.body.day("on"))
            return .done
        },
        Endpoint(
            method: .post, path: "/users/{login}/disable", id: "disableUser", tag: .access,
            summary: LocalizedText(en: "Disable a user at once.", de: "Einen Benutzer sofort sperren."),
            operation: .userDisable,
            outcome: .ok(
                Schema.object(.required("tokens", .count), .required("voided_steps", .count)).named("UserDisabled"))
        ) { call in
            let ended = try await call.app.disableUser(call.name("login"))
            return .value(["tokens": .integer(Int64(ended.tokens)), "voided_steps": .integer(Int64(ended.voidedSteps))])
        },
        Endpoint(
            method: .post, path: "/users/{login}/enable", id: "enableUser", tag: .access,
            summary: LocalizedText(en: "Let a user in again.", de: "Einen Benutzer wieder zulassen."),
            operation: .userEnable, outcome: .noContent
        ) { call in
            try await call.app.enableUser(call.name("login"))
            return .done
        },
    ]
}
