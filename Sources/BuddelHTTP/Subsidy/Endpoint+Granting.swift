import BuddelOperations
import Buddelverein

extension Endpoint {
    /// Programmes and awards as the town makes them.
    static let grantingEndpoints: [Endpoint] = [
        Endpoint(
            method: .post, path: "/programmes", id: "addProgrammes", tag: .subsidy,
            summary: LocalizedText(en: "Add programmes.", de: "Förderprogramme anlegen."),
            note: "The body is a programme, or a list of them, as `programmes.json` has it; all or none.",
            operation: .programmeAdd, body: .file("application/json"),
            outcome: .created(Schema.object(.required("codes", .list(.code, 0...1_000))).named("ProgrammeCodes")),
            isOnce: true, refusals: [.invalidJSON, .missingValue, .alreadyExists, .unknownChoice]
        ) { call in
            // Nobody is told what is wrong with a file that he may not send.
            try await call.app.requireAllowed(.programmeAdd)
            let programmes = try call.app.readProgrammes(call.file, file: "")
            try await call.app.addProgrammes(programmes, idempotencyKey: call.idempotencyKey)
            return .created(["codes": .array(programmes.map { .string($0.code) })], at: nil)
        },
        Endpoint(
            method: .post, path: "/associations/{association}/awards", id: "addAward", tag: .subsidy,
            summary: LocalizedText(en: "Record an application for an award.", de: "Einen Antrag erfassen."),
            note: "With a day of approval or of early start it is the town's decision, and takes its approver.",
            operation: .awardAdd, body: .json(AwardBody.application),
            outcome: .created(Schema.object(.required("code", .code)).named("AwardKey")), isOnce: true,
            refusals: [
                .unknownProgramme, .alreadyExists, .invalidOrder, .tiedToAssociation, .aboveLimit, .budgetExceeded,
            ]
        ) { call in
            let award = try AwardBody.award(call.body)
            try await call.app.addAward(award, in: call.association, idempotencyKey: call.idempotencyKey)
            return .created(
                ["code": .string(award.code)], at: "/associations/\(call.association)/awards/\(award.code)")
        },
        Endpoint(
            method: .post, path: "/associations/{association}/awards/{code}/grant", id: "grantAward", tag: .subsidy,
            summary: LocalizedText(en: "Grant an award (approver).", de: "Bewilligen (Bewilligung)."),
            note: "What is not named stays as it is.", operation: .awardGrant, body: .json(AwardBody.decision),
            outcome: .ok(Shape.award.schema), isOnce: true,
            refusals: [.budgetExceeded, .tiedToAssociation, .aboveLimit, .invalidOrder]
        ) { call in
            try await call.app.grantAward(
                call.name("code"), try AwardBody.granted(call.body), in: call.association,
                idempotencyKey: call.idempotencyKey)
            return .value(Shape.award.json(try await call.app.award(call.name("code"), in: call.association)))
        },
    ]
}
