import BuddelOperations
import Buddelverein

extension Endpoint {
    /// Claims as both sides read them, with their papers and in words.
    static let claimReadingEndpoints: [Endpoint] = [
        Endpoint(
            method: .get, path: "/claims", id: "listClaims", tag: .subsidy,
            summary: LocalizedText(
                en: "List the claims that you can see.", de: "Die Abrufe auflisten, die Sie sehen können."),
            operation: .claimRead,
            query: [
                QueryParameter("association", .code, en: "Of one association.", de: "Eines Vereins."),
                QueryParameter("award", .code, en: "Under one award.", de: "Einer Bewilligung."),
            ], outcome: .page(Shape.listedClaim.schema),
            links: ["showClaim", "explainClaim", "listClaimDocuments"].map {
                Link(
                    $0,
                    [
                        "path.association": "$response.body#/items/0/association",
                        "path.claim": "$response.body#/items/0/code",
                    ])
            }
        ) { call in
            let claims = try await call.app.listClaims(
                in: call.parameter("association"), award: call.parameter("award"))
            return Paging(call).page(
                claims, key: { "\($0.claim.association) \($0.claim.code)" }, json: Shape.listedClaim.json)
        },
        Endpoint(
            method: .get, path: "/associations/{association}/claims/{claim}", id: "showClaim", tag: .subsidy,
            summary: LocalizedText(
                en: "Show a claim with lines, steps, cuts and documents.",
                de: "Einen Abruf mit Positionen, Schritten, Kürzungen und Belegen zeigen."),
            note: "Its code holds a slash, written %2F in the address.", operation: .claimRead,
            outcome: .ok(Shape.claimView.schema)
        ) { call in
            .value(Shape.claimView.json(try await call.app.claim(call.name("claim"), in: call.association)))
        },
        Endpoint(
            method: .get, path: "/associations/{association}/claims/{claim}/explanation", id: "explainClaim",
            tag: .subsidy,
            summary: LocalizedText(
                en: "Say in words how a claim's amount comes about.", de: "In Worten sagen, wie der Betrag entsteht."),
            operation: .claimRead, outcome: .ok(Shape.explanation.schema)
        ) { call in
            let view = try await call.app.claim(call.name("claim"), in: call.association)
            return .value(Shape.explanation.json(Explanation(view)))
        },
        Endpoint(
            method: .get, path: "/associations/{association}/awards/{code}/explanation", id: "explainAward",
            tag: .subsidy,
            summary: LocalizedText(
                en: "Say in words what a claim would come to, what falls out, and what cures it.",
                de: "In Worten sagen, was ein Abruf ergäbe, was herausfällt und was hilft."),
            operation: .claimAssess,
            query: [QueryParameter("cutoff", .day, en: "The cut-off.", de: "Der Stichtag.", isRequired: true)],
            outcome: .ok(Shape.explanation.schema), refusals: [.unknownAward]
        ) { call in
            let found = try await call.app.assess(
                award: call.name("code"), cutoffOn: try call.requiredDay("cutoff"), in: call.association)
            return .value(Shape.explanation.json(Explanation(found)))
        },
        Endpoint(
            method: .get, path: "/associations/{association}/claims/{claim}/documents", id: "listClaimDocuments",
            tag: .subsidy,
            summary: LocalizedText(
                en: "List the documents that a claim was filed with.",
                de: "Die Unterlagen auflisten, mit denen ein Abruf eingereicht wurde."), operation: .claimDocumentRead,
            query: [QueryParameter("ref", .code, en: "Of one line.", de: "Einer Position.")],
            outcome: .page(Shape.claimDocument.schema),
            links: [
                Link(
                    "readClaimDocument",
                    [
                        "path.association": "$request.path.association", "path.claim": "$request.path.claim",
                        "path.kind": "$response.body#/items/0/kind", "path.ref": "$response.body#/items/0/ref",
                        "path.name": "$response.body#/items/0/name",
                    ])
            ]
        ) { call in
            let documents = try await call.app.listClaimDocuments(
                of: call.name("claim"), ref: call.parameter("ref"), in: call.association)
            return Paging(call).page(
                documents, key: { "\($0.line.kind.rawValue) \($0.line.ref) \($0.name)" },
                json: Shape.claimDocument.json)
        },
        Endpoint(
            method: .get, path: "/associations/{association}/claims/{claim}/documents/{kind}/{ref}/{name}",
            id: "readClaimDocument", tag: .subsidy,
            summary: LocalizedText(
                en: "Read a document that a claim was filed with.", de: "Eine Unterlage eines Abrufs lesen."),
            note:
                "`kind` and `ref` are those of the line. A slash in a name is written %2F in the address. Each reading "
                + "is audited.",
            operation: .claimDocumentRead, outcome: .file("application/octet-stream"), refusals: [.documentMissing]
        ) { call in
            guard let kind = LineKind(rawValue: call.name("kind")) else { throw Problem.notFound }
            let (document, bytes) = try await call.app.readClaimDocument(
                named: call.name("name"), of: LineKey(kind: kind, ref: call.name("ref")), claim: call.name("claim"),
                in: call.association)
            return .file(bytes, type: "application/octet-stream", name: document.name)
        },
    ]
}

extension Shape where Value == ClaimDocument {
    static let claimDocument = Shape("ClaimDocument")
        .word("kind") { $0.line.kind }
        .text("ref") { $0.line.ref }
        .text("name") { $0.name }
        .text("media_type") { $0.mediaType }
        .count("bytes") { $0.size }
        .with("sha256", .hash) { .string($0.sha256.hexadecimal) }
}
