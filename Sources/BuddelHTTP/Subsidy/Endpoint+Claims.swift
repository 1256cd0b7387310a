import BuddelOperations
import Buddelverein

extension Endpoint {
    /// The steps that both sides take on claims.
    static let claimEndpoints: [Endpoint] = [
        step("certify", .claimCertify, LocalizedText(en: "Certify (chair).", de: "Bestätigen (Vorsitz)."), Schema.seen)
        { call in
            try await call.app.certifyClaim(
                call.name("claim"), seen: call.body.text("hash"), in: call.association,
                idempotencyKey: call.idempotencyKey)
        },
        step(
            "check", .claimCheck, LocalizedText(en: "Check, and cut lines (clerk).", de: "Prüfen, Positionen kürzen."),
            ClaimBody.check
        ) { call in
            _ = try await call.app.checkClaim(
                call.name("claim"), cuts: try ClaimBody.cuts(call.body), note: call.body.text("note") ?? "",
                seen: call.body.text("hash"), in: call.association, idempotencyKey: call.idempotencyKey)
        },
        step(
            "lift", .claimCheck,
            LocalizedText(en: "Lift the cut of a line (clerk).", de: "Die Kürzung einer Position aufheben."),
            Schema.object(.required("kind", .choice(LineKind.self)), .required("ref", .code), .optional("on", .day))
                .named("ClaimLift")
        ) { call in
            _ = try await call.app.liftCut(
                call.name("claim"),
                line: LineKey(kind: call.body.requiredWord("kind"), ref: call.body.requiredText("ref")),
                on: try call.body.day("on"), in: call.association, idempotencyKey: call.idempotencyKey)
        },
        step(
            "return", .claimReturn, LocalizedText(en: "Return with questions.", de: "Mit Fragen zurückgeben."),
            ClaimBody.reason("questions")
        ) { call in
            try await call.app.returnClaim(
                call.name("claim"), questions: call.body.requiredText("questions"), seen: call.body.text("hash"),
                in: call.association, idempotencyKey: call.idempotencyKey)
        },
        step(
            "answer", .claimAnswer, LocalizedText(en: "Answer the questions.", de: "Die Fragen beantworten."),
            Schema.object(.required("answer", .statement)).named("ClaimAnswer")
        ) { call in
            try await call.app.answerClaim(
                call.name("claim"), answer: call.body.requiredText("answer"), in: call.association,
                idempotencyKey: call.idempotencyKey)
        },
        step(
            "withdraw", .claimWithdraw, LocalizedText(en: "Withdraw.", de: "Zurückziehen."),
            Schema.object(.optional("note", .statement)).named("ClaimWithdrawal")
        ) { call in
            try await call.app.withdrawClaim(
                call.name("claim"), note: call.body.text("note") ?? "", in: call.association,
                idempotencyKey: call.idempotencyKey)
        },
        step(
            "approve", .claimApprove, LocalizedText(en: "Approve (approver).", de: "Bewilligen."), ClaimBody.approval
        ) { call in
            _ = try await call.app.approveClaim(
                call.name("claim"), amount: try call.body.money("amount"), reason: call.body.text("reason") ?? "",
                on: try call.body.day("on"), seen: call.body.text("hash"), in: call.association,
                idempotencyKey: call.idempotencyKey)
        },
        step(
            "reject", .claimReject, LocalizedText(en: "Reject (approver).", de: "Ablehnen."),
            ClaimBody.reason("reason")
        ) { call in
            try await call.app.rejectClaim(
                call.name("claim"), reason: call.body.requiredText("reason"), seen: call.body.text("hash"),
                in: call.association, idempotencyKey: call.idempotencyKey)
        },
        step(
            "release", .claimRelease, LocalizedText(en: "Release, the second of two releases it.", de: "Freigeben."),
            Schema.seen
        ) { call in
            _ = try await call.app.releaseClaim(
                call.name("claim"), seen: call.body.text("hash"), in: call.association,
                idempotencyKey: call.idempotencyKey)
        },
        step(
            "pay", .claimPay, LocalizedText(en: "Book the payment (cashier).", de: "Die Auszahlung buchen."),
            Schema.object(.optional("hash", .hash), .optional("on", .day)).named("ClaimPayment")
        ) { call in
            _ = try await call.app.payClaim(
                call.name("claim"), on: try call.body.day("on"), seen: call.body.text("hash"), in: call.association,
                idempotencyKey: call.idempotencyKey)
        },
        step(
            "revoke", .claimRevoke, LocalizedText(en: "Take an amount back.", de: "Einen Betrag zurückfordern."),
            Schema.object(
                .required("amount", .money), .required("reason", .statement), .optional("on", .day)
            ).named("ClaimRevocation")
        ) { call in
            try await call.app.revokeClaim(
                call.name("claim"), amount: try call.body.requiredMoney("amount"),
                reason: call.body.requiredText("reason"), on: try call.body.day("on"), in: call.association,
                idempotencyKey: call.idempotencyKey)
        },
    ]

    /// A step on a claim: once, audited, answered with the claim as it stands then.
    private static func step(
        _ verb: String, _ operation: Operation, _ summary: LocalizedText, _ body: Schema,
        _ take: @escaping @Sendable (Call) async throws -> Void
    ) -> Endpoint {
        Endpoint(
            method: .post, path: "/associations/{association}/claims/{claim}/\(verb)", id: "\(verb)Claim",
            tag: .subsidy, summary: summary,
            note: "`hash` is what was shown; another content is refused. Answers with the claim as it stands then.",
            operation: operation, body: .json(body), outcome: .ok(Shape.claimView.schema), isOnce: true,
            refusals: [
                .moveNotAllowed, .samePerson, .contentChanged, .tiedToAssociation, .aboveLimit, .aboveClaimable,
                .budgetExceeded, .awardExceeded, .claimFrozen,
            ]
        ) { call in
            try await take(call)
            return .value(Shape.claimView.json(try await call.app.claim(call.name("claim"), in: call.association)))
        }
    }
}

extension Schema {
    /// The hash of what the caller was shown.
    fileprivate static let seen = Schema.object(.optional("hash", .hash)).named("ClaimStep")
}
