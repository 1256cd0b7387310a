import BuddelOperations
import Buddelverein

extension Endpoint {
    /// Which members users are, and their ties to associations.
    static let tieEndpoints: [Endpoint] = [
        Endpoint(
            method: .post, path: "/users/{login}/memberships", id: "linkUser", tag: .access,
            summary: LocalizedText(en: "Say which member a user is.", de: "Sagen, welches Mitglied ein Benutzer ist."),
            note: "A known tie: he acts on no side of the town for that association.", operation: .userGrant,
            body: .json(
                Schema.object(.required("association", .code), .required("member", .member)).named("NewMembership")),
            outcome: .noContent, refusals: [.alreadyExists]
        ) { call in
            try await call.app.linkUser(
                call.name("login"), toMember: call.body.requiredText("member"),
                of: call.body.requiredText("association"))
            return .done
        },
        Endpoint(
            method: .delete, path: "/users/{login}/memberships/{association}", id: "unlinkUser", tag: .access,
            summary: LocalizedText(
                en: "Take back which member a user is.", de: "Zurücknehmen, welches Mitglied ein Benutzer ist."),
            note: "That he has ties to the association stays, as a declared one.", operation: .userRevoke,
            outcome: .noContent
        ) { call in
            try await call.app.unlinkUser(call.name("login"), from: call.association)
            return .done
        },
        Endpoint(
            method: .post, path: "/ties", id: "declareTie", tag: .access,
            summary: LocalizedText(
                en: "Declare a tie to an association.", de: "Eine Bindung zu einem Verein anzeigen."),
            note: "One's own, or as administrator anybody's: from then on he acts on no side of the town for it. It is "
                + "not taken back.",
            operation: .tieDeclare,
            body: .json(Schema.object(.required("association", .code), .optional("login", .text(1...63))).named("Tie")),
            outcome: .noContent
        ) { call in
            try await call.app.declareTie(
                to: call.body.requiredText("association"), of: call.body.text("login"))
            return .done
        },
    ]
}
