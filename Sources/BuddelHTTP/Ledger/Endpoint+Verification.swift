import BuddelOperations
import Buddelverein

extension Endpoint {
    /// Whether the books are what was booked.
    static let verificationEndpoints: [Endpoint] = [
        Endpoint(
            method: .get, path: "/associations/{association}/journal-link", id: "showJournalLink", tag: .ledger,
            summary: LocalizedText(
                en: "The last link of the journal's chain, to be kept elsewhere.",
                de: "Das letzte Glied der Kette des Journals, anderswo aufzubewahren."), operation: .reportRead,
            outcome: .ok(Shape.journalLink.schema)
        ) { call in .value(Shape.journalLink.json(try await call.app.journalLink(of: call.association))) },
        Endpoint(
            method: .get, path: "/associations/{association}/check", id: "checkIntegrity", tag: .ledger,
            summary: LocalizedText(en: "Run the integrity checks.", de: "Die Prüfungen laufen lassen."),
            operation: .integrityCheck, query: [.check], outcome: .ok(Shape.findings.schema)
        ) { call in try await findings(call, of: call.association) },
        Endpoint(
            method: .get, path: "/check", id: "checkInstallation", tag: .ledger,
            summary: LocalizedText(
                en: "Run the integrity checks on all that you may see.",
                de: "Die Prüfungen über alles laufen lassen, was Sie sehen dürfen."), operation: .integrityCheck,
            query: [.check], outcome: .ok(Shape.findings.schema)
        ) { call in try await findings(call, of: nil) },
        Endpoint(
            method: .post, path: "/associations/{association}/verification", id: "verifyJournal", tag: .ledger,
            summary: LocalizedText(
                en: "Recompute the hash chain of the journal.", de: "Die Prüfsummenkette des Journals nachrechnen."),
            note:
                "Changes nothing. With `batch` and `hash` of a link that left the house earlier it is refused where the "
                + "journal does not hold it any more.",
            operation: .auditVerify,
            body: .json(
                Schema.object(.optional("batch", .count), .optional("hash", .hash)).named("KnownLink")),
            outcome: .ok(Shape.journalLink.schema),
            refusals: [.journalBroken, .journalDiffers, .invalidFrozenClaim, .missingValue]
        ) { call in
            let known = try link(call.body, of: call.association)
            return .value(
                Shape.journalLink.json(try await call.app.verifyJournal(of: call.association, against: known)))
        },
        Endpoint(
            method: .post, path: "/verification", id: "verifyJournals", tag: .ledger,
            summary: LocalizedText(
                en: "Recompute the hash chains of all journals that you may verify.",
                de: "Die Prüfsummenketten aller Journale nachrechnen, die Sie prüfen dürfen."),
            note: "Changes nothing. `known` holds links that left the house, one an association; then only those are "
                + "verified. A broken journal hides no other: `faults` says what is wrong.",
            operation: .auditVerify,
            body: .json(
                Schema.object(.optional("known", .list(Shape.journalLink.schema, 1...1_000))).named("KnownLinks")),
            outcome: .ok(
                Schema.object(
                    .required("links", .list(Shape.journalLink.schema, 0...1_000_000)),
                    .required(
                        "faults",
                        .list(
                            Schema.object(.required("code", .anyText), .required("detail", .anyText))
                                .named("JournalFault"), 0...1_000_000))
                ).named("JournalFindings")),
            refusals: [.duplicateKey]
        ) { call in
            let known = try call.body.objects("known").compactMap { body in
                try link(body, of: body.requiredText("association"))
            }
            guard Set(known.map(\.association)).count == known.count else { throw Refusal.linkTwice() }
            let found = try await call.app.verifyJournals(against: known)
            let language = call.language
            return .value([
                "links": .array(found.links.map(Shape.journalLink.json)),
                "faults": .array(
                    found.faults.map {
                        ["code": .string($0.code.rawValue), "detail": .string($0.message[language])]
                    }),
            ])
        },
    ]

    private static func findings(_ call: Call, of association: String?) async throws -> Answer {
        let names = call.parameter("check").map { [$0] } ?? []
        return .value(Shape.findings.json(try await call.app.checkIntegrity(names, of: association)))
    }

    /// Batch and hash belong together.
    private static func link(_ body: Input, of association: String) throws(Refusal) -> JournalLink? {
        let (batch, hash) = (body.integer("batch"), body.text("hash").flatMap([UInt8].init(hexadecimal:)))
        if batch == nil, hash == nil { return nil }
        guard let batch, let hash else {
            throw Refusal(
                .missingValue,
                LocalizedText(en: "Batch and hash belong together.", de: "Stapel und Prüfsumme gehören zusammen."),
                at: Refusal.Place(field: batch == nil ? "/batch" : "/hash"))
        }
        return JournalLink(association: association, batch: Int64(batch), hash: hash)
    }
}

extension QueryParameter {
    fileprivate static let check = QueryParameter(
        "check", Schema(.choice(BuddelApp.checkNames)), en: "Only this check.", de: "Nur diese Prüfung.")
}

extension Refusal {
    fileprivate static func linkTwice() -> Refusal {
        Refusal(
            .duplicateKey,
            LocalizedText(en: "An association is named twice.", de: "Ein Verein ist zweimal genannt."),
            at: Place(field: "/known"))
    }
}
