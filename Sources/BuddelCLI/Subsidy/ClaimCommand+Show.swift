import ArgumentParser
import BuddelOperations
import Buddelverein

extension ClaimCommand {
    struct List: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "list", en: "List claims: those of the association, or the town's queue.",
                de: "Abrufe auflisten: die des Vereins oder die Warteschlange der Stadt.")
        }
        @OptionGroup var shared: SharedOptions
        @Option(name: .long, help: .text(en: "Of one award only.", de: "Nur zu einer Bewilligung.", value: "code"))
        var award: String?

        func run(in context: CommandContext) async throws {
            let claims = try await context.app().listClaims(in: context.settings.association, award: award)
            context.show(
                ListReport(
                    columns: [
                        Column("code", en: "Code", de: "Kürzel"),
                        Column("association", en: "Association", de: "Verein"),
                        Column("cutoff_on", en: "Cut-off", de: "Stichtag"), Column("status", en: "State", de: "Stand"),
                        Column("filed_on", en: "Filed", de: "Eingereicht"), Column("age_days", en: "Days", de: "Tage"),
                        Column("claimed", en: "Claimed", de: "Abgerufen"),
                        Column("approved", en: "Approved", de: "Bewilligt"),
                        Column("revoked", en: "Revoked", de: "Widerrufen"),
                    ],
                    rows: claims.map { listed in
                        let claim = listed.claim
                        return [
                            .text(claim.code), .text(claim.association), .day(claim.cutoffOn),
                            .named(claim.status), .day(claim.filedOn), .int(listed.ageInDays),
                            .money(claim.claimed), .money(claim.approved),
                            claim.revoked == .zero ? .none : .money(claim.revoked),
                        ]
                    }))
        }
    }

    struct Show: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "show", en: "Show a claim with lines, steps, cuts, documents and hash.",
                de: "Abruf mit Positionen, Schritten, Kürzungen, Belegen und Prüfsumme zeigen.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Code of the claim.", de: "Kürzel des Abrufs.")) var code: String?

        func run(in context: CommandContext) async throws {
            let code = try await Prompt(context).claim(code)
            let view = try await context.app().claim(code, in: context.settings.association)
            context.show(ClaimReport(view: view, codes: try await context.codeWords()))
        }
    }
}

/// A claim as both sides see it.
struct ClaimReport: Report {
    let view: ClaimView
    let codes: CodeWords

    var json: JSONValue {
        let claim = view.claim
        return [
            "code": .string(claim.code), "association": .string(claim.association), "award": .string(claim.award),
            "cutoff_on": .string(claim.cutoffOn.description), "status": .string(claim.status.rawValue),
            "filed_on": .string(claim.filedOn.description), "rules_version": .string(claim.rulesVersion),
            "programme_version": .integer(Int64(claim.programmeVersion)), "hash": .string(view.hash),
            "journal": [
                "association": .string(claim.association), "batch": .integer(claim.journalBatch),
                "hash": .string(claim.journalHash.hexadecimal),
            ],
            "claimed": .string(claim.claimed.description),
            "approved": claim.approved.map { .string($0.description) } ?? .null,
            "revoked": .string(claim.revoked.description),
            "paid_on": claim.paidOn.map { .string($0.description) } ?? .null,
            "assessment": view.filed.json, "details": .array(view.details.map(json)),
            "now": view.now.map { .string($0.claimable.description) } ?? .null,
            "cuts": .array(
                view.cuts.map { cut in
                    [
                        "kind": .string(cut.kind.rawValue), "ref": .string(cut.ref), "left": .string(cut.leftText),
                        "why": .string(cut.why),
                        "lifted_on": cut.liftedOn.map { .string($0.description) } ?? .null,
                    ]
                }),
            "steps": .array(
                view.steps.map { step in
                    [
                        "step": .string(step.step.rawValue), "user": .string(step.userName),
                        "on": .string(step.day.description),
                        "amount": step.amount.map { .string($0.description) } ?? .null,
                        "note": .string(step.note), "voided": .bool(step.voided != nil),
                    ]
                }),
            "documents": .array(
                view.documents.map { document in
                    [
                        "ref": .string(document.line.ref), "name": .string(document.name),
                        "sha256": .string(document.sha256),
                    ]
                }),
        ]
    }

    var csv: String { AssessmentReport(assessment: view.filed, details: view.details).csv }

    private func json(_ detail: LineDetail) -> JSONValue {
        var object: JSONObject = ["kind": .string(detail.key.kind.rawValue), "ref": .string(detail.key.ref)]
        for member in detail.json.objectValue?.members ?? [] { object[member.name] = member.value }
        return .object(object)
    }

    func table(in context: CommandContext) -> String {
        let claim = view.claim
        let head = DetailReport(fields: [
            .init("code", en: "Claim", de: "Abruf", .text(claim.code)),
            .init("association", en: "Association", de: "Verein", .text(claim.association)),
            .init("status", en: "State", de: "Stand", .named(claim.status)),
            .init("filed_on", en: "Filed on", de: "Eingereicht am", .day(claim.filedOn)),
            .init("claimed", en: "Claimed", de: "Abgerufen", .money(claim.claimed)),
            .init("now", en: "Claimable now", de: "Jetzt abrufbar", .money(view.now?.claimable)),
            .init("approved", en: "Approved", de: "Bewilligt", .money(claim.approved)),
            .init(
                "revoked", en: "Revoked", de: "Widerrufen", claim.revoked == .zero ? .none : .money(claim.revoked)),
            .init("paid_on", en: "Paid on", de: "Ausgezahlt am", .day(claim.paidOn)),
            .init("hash", en: "Hash", de: "Prüfsumme", .text(view.hash)),
            .init(
                "journal", en: "Journal", de: "Journal", .text("\(claim.journalBatch) \(claim.journalHash.hexadecimal)")
            ),
        ])
        var text = head.table(in: context) + "\n" + AssessmentReport(assessment: view.filed).table(in: context)
        text +=
            "\n"
            + AssessmentReport(assessment: view.filed, details: view.details, codes: codes).lines.table(in: context)
        if !view.cuts.isEmpty { text += "\n" + cuts.table(in: context) }
        text += "\n" + steps.table(in: context)
        if !view.documents.isEmpty { text += "\n" + documents.table(in: context) }
        return text
    }

    private var cuts: ListReport {
        ListReport(
            title: LocalizedText(en: "Cuts", de: "Kürzungen"),
            columns: [
                Column("ref", en: "Ref", de: "Zeichen"), Column("kind", en: "Kind", de: "Art"),
                Column("left", en: "Left", de: "Bleibt"), Column("why", en: "Reason", de: "Grund"),
                Column("lifted_on", en: "Lifted", de: "Aufgehoben"),
            ],
            rows: view.cuts.map { cut in
                [
                    .text(cut.ref), .named(cut.kind), .text(cut.leftText), .text(cut.why),
                    .day(cut.liftedOn),
                ]
            })
    }

    private var steps: ListReport {
        ListReport(
            title: LocalizedText(en: "Steps", de: "Schritte"),
            columns: [
                Column("step", en: "Step", de: "Schritt"), Column("user", en: "By", de: "Von"),
                Column("on", en: "On", de: "Am"), Column("amount", en: "Amount", de: "Betrag"),
                Column("voided", en: "Voided", de: "Aufgehoben"), Column("note", en: "Note", de: "Vermerk"),
            ],
            rows: view.steps.map { step in
                [
                    .word(step.step, step.step.done), .text(step.userName), .day(step.day), .money(step.amount),
                    .bool(step.voided != nil), .text(step.note),
                ]
            })
    }

    private var documents: ListReport {
        ListReport(
            title: LocalizedText(en: "Documents", de: "Belege"),
            columns: [
                Column("ref", en: "Ref", de: "Zeichen"), Column("name", en: "Name", de: "Name"),
                Column("sha256", en: "SHA-256", de: "SHA-256"),
            ],
            rows: view.documents.map { [.text($0.line.ref), .text($0.name), .text($0.sha256)] })
    }
}

extension Cut {
    /// What is left, in its wire form.
    var leftText: String {
        switch left {
        case .amount(let amount): amount.description
        case .time(let time): time.description
        case .nothing: "0"
        }
    }
}
