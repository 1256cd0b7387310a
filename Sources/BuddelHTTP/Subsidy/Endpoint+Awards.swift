import BuddelOperations
import Buddelverein

extension Endpoint {
    /// Programmes and what they award.
    static let awardEndpoints: [Endpoint] = [
        Endpoint(
            method: .get, path: "/programmes", id: "listProgrammes", tag: .subsidy,
            summary: LocalizedText(en: "List programmes.", de: "Förderprogramme auflisten."),
            operation: .programmeRead, outcome: .page(Shape.programme.schema)
        ) { call in
            let programmes = try await call.app.listProgrammes()
            return Paging(call).page(programmes, key: \.programme.code, json: Shape.programme.json)
        },
        Endpoint(
            method: .get, path: "/programmes/{code}", id: "showProgramme", tag: .subsidy,
            summary: LocalizedText(en: "Show a programme.", de: "Ein Förderprogramm zeigen."),
            operation: .programmeRead, outcome: .ok(Shape.programme.schema), refusals: [.unknownProgramme]
        ) { call in
            let programme = try await call.app.programme(call.name("code"))
            return .value(Shape.programme.json(programme), version: programme.version)
        },
        Endpoint(
            method: .get, path: "/associations/{association}/awards", id: "listAwards", tag: .subsidy,
            summary: LocalizedText(en: "List awards.", de: "Bewilligungen auflisten."), operation: .awardRead,
            outcome: .page(Shape.award.schema)
        ) { call in
            let awards = try await call.app.listAwards(in: call.association)
            return Paging(call).page(awards, key: \.record.code, json: Shape.award.json)
        },
        Endpoint(
            method: .get, path: "/associations/{association}/awards/{code}", id: "showAward", tag: .subsidy,
            summary: LocalizedText(en: "Show an award.", de: "Eine Bewilligung zeigen."), operation: .awardRead,
            outcome: .ok(Shape.award.schema), refusals: [.unknownAward]
        ) { call in
            .value(Shape.award.json(try await call.app.award(call.name("code"), in: call.association)))
        },
        Endpoint(
            method: .get, path: "/associations/{association}/awards/{code}/assessment", id: "assessClaim",
            tag: .subsidy,
            summary: LocalizedText(
                en: "What a claim with this cut-off would come to.", de: "Was ein Abruf zu diesem Stichtag ergäbe."),
            operation: .claimAssess,
            query: [QueryParameter("cutoff", .day, en: "The cut-off.", de: "Der Stichtag.", isRequired: true)],
            outcome: .ok(Shape.assessment.schema), refusals: [.unknownAward, .cutoffNotLater]
        ) { call in
            let assessed = try await call.app.assess(
                award: call.name("code"), cutoffOn: try call.requiredDay("cutoff"), in: call.association)
            return .value(Shape.assessment.json(assessed.assessment))
        },
        Endpoint(
            method: .post, path: "/associations/{association}/awards/{code}/claims", id: "fileClaim", tag: .subsidy,
            summary: LocalizedText(en: "File a claim.", de: "Einen Abruf einreichen."),
            note: "Freezes its lines and documents; the answer's hash is what later steps carry.",
            operation: .claimFile, body: .json(Schema.object(.required("cutoff", .day)).named("Filing")),
            outcome: .created(Shape.filed.schema), isOnce: true,
            refusals: [.nothingClaimable, .undecidedClaim, .alreadyCovered, .cutoffNotLater, .awardExceeded],
            links: ["showClaim", "explainClaim", "listClaimDocuments", "certifyClaim", "withdrawClaim"].map {
                Link($0, ["path.association": "$request.path.association", "path.claim": "$response.body#/code"])
            }
        ) { call in
            let filed = try await call.app.fileClaim(
                award: call.name("code"), cutoffOn: try call.body.requiredDay("cutoff"), in: call.association,
                idempotencyKey: call.idempotencyKey)
            let code = filed.code.split(separator: "/").joined(separator: "%2F")
            return .created(Shape.filed.json(filed), at: "/associations/\(call.association)/claims/\(code)")
        },
    ]
}

extension Shape where Value == ListedProgramme {
    static let programme = Shape("Programme")
        .text("code") { $0.programme.code }
        .text("funder") { $0.programme.funder }
        .text("title") { $0.programme.title }
        .value("administered_by", .ags) { $0.administeredBy }
        .with("terms", .any) { $0.json }
        .with(
            "budgets",
            .list(
                Schema.object(
                    .required("year", .count), .required("amount", .money), .required("committed", .money)
                ).named("Budget"), 0...1_000)
        ) { programme in
            .array(
                programme.budgets.map {
                    [
                        "year": .integer(Int64($0.year)), "amount": .string($0.amount.description),
                        "committed": .string($0.committed.description),
                    ]
                })
        }
}

extension Shape where Value == StoredAward {
    static let award = Shape("Award")
        .text("code") { $0.record.code }
        .text("association") { $0.association }
        .text("programme") { $0.record.programme }
        .value("administered_by", .ags) { $0.administeredBy }
        .optional("applied_on", .day) { $0.record.appliedOn }
        .optional("early_start_on", .day) { $0.record.earlyStartOn }
        .optional("approved_on", .day) { $0.record.approvedOn }
        .optional("eligible_from", .day) { $0.record.eligibleFrom }
        .optional("eligible_until", .day) { $0.record.eligibleUntil }
        .optional("rate", .percent) { $0.record.rate }
        .optional("maximum", .money) { $0.record.maximum }
        .value("own_funds", .money) { $0.record.ownFunds }
        .value("third_party_funds", .money) { $0.record.thirdPartyFunds }
        .value("granted", .money) { $0.granted }
        .value("committed", .money) { $0.committed }
}

extension Shape where Value == Assessment {
    /// As formats.md writes an assessment.
    static let assessment = Shape("Assessment").with("assessment", .any) { $0.json }
}

extension Shape where Value == FiledClaim {
    static let filed = Shape("FiledClaim")
        .text("code") { $0.code }
        .value("claimable", .money) { $0.claimable }
        .count("lines") { $0.lines }
        .count("documents") { $0.documents }
        .with("hash", .hash) { .string($0.hash) }
}
