import BuddelOperations
import Buddelverein
import Hummingbird

extension Endpoint {
    /// Logging in by an issuer of OpenID Connect, in a browser.
    static let openIDEndpoints: [Endpoint] = [
        Endpoint(
            method: .get, path: "/sessions/openid", id: "beginOpenIDSession", tag: .access,
            summary: LocalizedText(
                en: "Log in at the issuer of OpenID Connect.", de: "Beim Anmeldedienst (OpenID Connect) anmelden."),
            note:
                "Leads the browser to the issuer, which sends it back to `redirect_uri`; 404 where none is configured.",
            operation: nil, outcome: .elsewhere, refusals: [.openIDUnavailable, .busy]
        ) { call in
            let begun = try await call.app.beginIssuerLogIn()
            return .elsewhere(begun.address, cookie: BrowserCookie(call.app).holding(begun.browserSecret))
        },
        Endpoint(
            method: .get, path: "/sessions/openid/callback", id: "finishOpenIDSession", tag: .access,
            summary: LocalizedText(
                en: "Come back from the issuer and open a session.",
                de: "Vom Anmeldedienst zurückkommen und eine Sitzung öffnen."),
            note: "Takes the cookie of the browser that began, once, within ten minutes. Answers with a token that is "
                + "valid for twelve hours. A web client may be the `redirect_uri` itself and fetch this address.",
            operation: nil,
            query: [
                QueryParameter(
                    "state", .text(1...200), en: "What was sent to the issuer.",
                    de: "Was zum Anmeldedienst geschickt wurde.", isRequired: true),
                QueryParameter(
                    "code", .text(1...4_096), en: "The issuer's code.", de: "Der Code des Anmeldedienstes."),
                QueryParameter(
                    "error", .text(1...200), en: "Why there is no code.", de: "Warum es keinen Code gibt."),
                QueryParameter("iss", .text(1...500), en: "Who answers.", de: "Wer antwortet."),
            ], ignoresOtherParameters: true, outcome: .ok(openedSession),
            refusals: [.openIDRefused, .openIDUnknownUser, .openIDUnavailable, .busy]
        ) { call in
            guard let state = call.parameter("state") else { preconditionFailure("the query requires a state") }
            let session = try await call.app.finishIssuerLogIn(
                BuddelApp.IssuerAnswer(
                    state: state, code: call.parameter("code"), error: call.parameter("error"),
                    issuer: call.parameter("iss")),
                browserSecret: BrowserCookie(call.app).value(of: call.cookies))
            return .value(["token": .string(session.token)])
        },
        Endpoint(
            method: .get, path: "/sessions/methods", id: "showLogInMethods", tag: .access,
            summary: LocalizedText(en: "How to log in here.", de: "Wie man sich hier anmeldet."),
            note: "`openid` is the name of the issuer, null where none is configured.", operation: nil,
            outcome: .ok(
                Schema.object(
                    .required("password", .truth), .required("openid", Schema.text(1...200).orNull)
                ).named("LogInMethods"))
        ) { call in
            let name = call.app.issuer.flatMap { $0.configuration.redirectAddress == nil ? nil : $0.configuration.name }
            return .value(["password": true, "openid": name.map { .string($0) } ?? .null])
        },
    ]

    /// The answer of every way to log in.
    static let openedSession = Schema.object(.required("token", .text(1...200))).named("Session")

    /// Who users are for issuers.
    static let identityEndpoints: [Endpoint] = [
        Endpoint(
            method: .get, path: "/users/{login}/identities", id: "listIdentities", tag: .access,
            summary: LocalizedText(
                en: "List who a user is for which issuers.",
                de: "Auflisten, wer ein Benutzer für welche Anmeldedienste ist."),
            note: "One's own, or as administrator anybody's.", operation: .userIdentityList,
            outcome: .page(Shape.identity.schema)
        ) { call in
            let identities = try await call.app.listIdentities(call.name("login"))
            return Paging(call).page(identities, key: { $0.issuer }, json: Shape.identity.json)
        },
        Endpoint(
            method: .post, path: "/users/{login}/identities", id: "linkIdentity", tag: .access,
            summary: LocalizedText(
                en: "Link a user to a person of an issuer.",
                de: "Einen Benutzer mit einer Person beim Anmeldedienst verknüpfen."),
            note: "That person gets in as the user from then on. Ends his sessions and voids his undecided steps, as a "
                + "password reset does. `issuer` is the configured one where it is left out.",
            operation: .userLinkIdentity,
            body: .json(
                Schema.object(.required("subject", .text(1...255)), .optional("issuer", .text(1...500)))
                    .named("NewIdentity")),
            outcome: .created(Shape.identityChange.schema), refusals: [.alreadyExists, .invalidValue]
        ) { call in
            let login = call.name("login")
            let linked = try await call.app.linkIdentity(
                login, subject: call.body.requiredText("subject"), issuer: call.body.text("issuer"))
            return .created(Shape.identityChange.json(linked), at: "/users/\(login)/identities/\(linked.id)")
        },
        Endpoint(
            method: .delete, path: "/users/{login}/identities/{id}", id: "unlinkIdentity", tag: .access,
            summary: LocalizedText(
                en: "Take back who a user is for an issuer.",
                de: "Zurücknehmen, wer ein Benutzer für einen Anmeldedienst ist."),
            note: "Ends his sessions and voids his undecided steps, as a password reset does.",
            operation: .userUnlinkIdentity, outcome: .noContent
        ) { call in
            guard let id = Int64(call.name("id")), id > 0 else { throw Problem.notFound }
            try await call.app.unlinkIdentity(call.name("login"), id: id)
            return .done
        },
    ]
}

extension Shape where Value == UserIdentity {
    static let identity = Shape("Identity")
        .with("id", .count) { .integer($0.id) }
        .text("issuer") { $0.issuer }
        .text("subject") { $0.subject }
        .text("linked_at") { $0.linkedAt }
}

extension Shape where Value == BuddelApp.IdentityChanged {
    static let identityChange = Shape("IdentityLinked")
        .with("id", .count) { .integer($0.id) }
        .text("issuer") { $0.issuer }
        .count("tokens") { $0.tokens }
        .count("voided_steps") { $0.voidedSteps }
}

/// The cookie by which a log-in is finished in the browser that began it; it says nobody's name and opens nothing.
struct BrowserCookie {
    private let isEncrypted: Bool

    init(_ app: BuddelApp) {
        isEncrypted = app.issuer?.configuration.redirectAddress?.hasPrefix("https://") ?? false
    }

    /// A browser takes a name with this prefix from this host alone, over TLS.
    private var name: String { isEncrypted ? "__Host-buddel-openid" : "buddel-openid" }

    /// Sent back when the issuer leads the browser here (`Lax`), to no script (`HttpOnly`), for ten minutes.
    func holding(_ secret: String) -> Cookie {
        Cookie(name: name, value: secret, maxAge: 600, path: "/", secure: isEncrypted, httpOnly: true, sameSite: .lax)
    }

    func value(of cookies: Cookies?) -> String? {
        cookies?[name].flatMap { $0.value.utf8.count <= 200 ? $0.value : nil }
    }
}
