import BuddelOperations
import Buddelverein

extension Endpoint {
    /// The second factor of a log-in (RFC 6238).
    static let secondFactorEndpoints: [Endpoint] = [
        Endpoint(
            method: .get, path: "/me/second-factor", id: "showSecondFactor", tag: .access,
            summary: LocalizedText(
                en: "Whether one's log-in takes a code.", de: "Ob die eigene Anmeldung einen Code verlangt."),
            operation: .secondFactorRead, outcome: .ok(Shape.secondFactor.schema)
        ) { call in .value(Shape.secondFactor.json(try await call.app.secondFactor())) },
        Endpoint(
            method: .post, path: "/me/second-factor", id: "setUpSecondFactor", tag: .access,
            summary: LocalizedText(en: "Set up a second factor.", de: "Einen zweiten Faktor einrichten."),
            note: "Answers with the secret, this once; it asks for nothing before a code confirms it. One that was "
                + "never confirmed is replaced.",
            operation: .secondFactorSetUp,
            outcome: .created(
                Schema.object(.required("secret", .text(39...39)), .required("address", .text(1...300)))
                    .named("SecondFactorSecret")),
            refusals: [.secondFactorActive, .tokenScope]
        ) { call in
            let made = try await call.app.setUpSecondFactor()
            return .created(
                ["secret": .string(made.secret), "address": .string(made.address)], at: "/me/second-factor")
        },
        Endpoint(
            method: .post, path: "/me/second-factor/confirm", id: "confirmSecondFactor", tag: .access,
            summary: LocalizedText(
                en: "Confirm it by a first code.", de: "Ihn mit einem ersten Code bestätigen."),
            note: "Answers with ten recovery codes, this once. The token of the request has passed it by this.",
            operation: .secondFactorConfirm,
            body: .json(Schema.object(.required("code", .text(1...64))).named("SecondFactorCode")),
            outcome: .ok(recoveryCodes), refusals: [.wrongCode, .tokenScope]
        ) { call in
            try await .value(codes(call.app.confirmSecondFactor(code: call.body.requiredText("code"))))
        },
        Endpoint(
            method: .post, path: "/me/second-factor/pass", id: "passSecondFactor", tag: .access,
            summary: LocalizedText(
                en: "Pass it afterwards, with the token that is shown.",
                de: "Ihn nachträglich bestehen, mit dem gezeigten Token."),
            note: "For who came in at an issuer that was not trusted with it. Codes count once; wrong ones slow down.",
            operation: .secondFactorPass,
            body: .json(Schema.object(.required("code", .text(1...64))).named("SecondFactorCode")),
            outcome: .noContent, refusals: [.wrongCode, .loginSlowed, .tokenScope]
        ) { call in
            try await call.app.passSecondFactor(code: call.body.requiredText("code"))
            return .done
        },
        Endpoint(
            method: .post, path: "/me/second-factor/recovery-codes", id: "renewRecoveryCodes", tag: .access,
            summary: LocalizedText(en: "Make new recovery codes.", de: "Neue Ersatzcodes ausstellen."),
            note: "The old ones are worth nothing any more. Takes a log-in with the second factor.",
            operation: .secondFactorCodes, outcome: .ok(recoveryCodes), refusals: [.secondFactorNeeded, .tokenScope]
        ) { call in .value(codes(try await call.app.renewRecoveryCodes())) },
        Endpoint(
            method: .delete, path: "/me/second-factor", id: "removeSecondFactor", tag: .access,
            summary: LocalizedText(
                en: "Remove one's second factor.", de: "Den eigenen zweiten Faktor entfernen."),
            note: "Takes a log-in with it. All one's sessions end, and undecided steps are void.",
            operation: .secondFactorRemove, outcome: .ok(voidedSteps), refusals: [.secondFactorNeeded, .tokenScope]
        ) { call in .value(voided(try await call.app.removeSecondFactor())) },
        Endpoint(
            method: .get, path: "/users/{login}/second-factor", id: "showSecondFactorOf", tag: .access,
            summary: LocalizedText(
                en: "Whether a user's log-in takes a code.", de: "Ob die Anmeldung eines Benutzers einen Code verlangt."
            ),
            note: "One's own, or as administrator anybody's.",
            operation: .secondFactorRead, outcome: .ok(Shape.secondFactor.schema)
        ) { call in .value(Shape.secondFactor.json(try await call.app.secondFactor(of: call.name("login")))) },
        Endpoint(
            method: .delete, path: "/users/{login}/second-factor", id: "removeSecondFactorOf", tag: .access,
            summary: LocalizedText(
                en: "Remove a user's second factor.", de: "Den zweiten Faktor eines Benutzers entfernen."),
            note: "One's own, or as administrator anybody's, when his telephone is lost. All his sessions end, and his "
                + "undecided steps are void.",
            operation: .secondFactorRemove, outcome: .ok(voidedSteps), refusals: [.secondFactorNeeded, .tokenScope]
        ) { call in .value(voided(try await call.app.removeSecondFactor(of: call.name("login")))) },
    ]

    private static let recoveryCodes = Schema.object(.required("recovery_codes", .list(.text(19...19), 10...10)))
        .named("RecoveryCodes")
    private static let voidedSteps = Schema.object(.required("voided_steps", .count)).named("SecondFactorRemoved")

    private static func codes(_ codes: [String]) -> JSONValue {
        ["recovery_codes": .array(codes.map { .string($0) })]
    }

    private static func voided(_ steps: Int) -> JSONValue { ["voided_steps": .integer(Int64(steps))] }
}

extension Shape where Value == BuddelApp.SecondFactorStanding {
    static let secondFactor = Shape("SecondFactor")
        .truth("active") { $0.isActive }
        .optionalText("since") { $0.since }
        .count("recovery_codes_left") { $0.codesLeft }
}
