import ArgumentParser
import BuddelOperations
import Buddelverein

/// The steps of the association's side.
extension ClaimCommand {
    struct File: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "file", en: "File a claim: the evidence up to the cut-off is frozen (treasurer).",
                de: "Abruf einreichen: Nachweise bis zum Stichtag werden eingefroren (Kassenwart).")
        }
        @OptionGroup var shared: SharedOptions
        @OptionGroup var once: OnceOption
        @Argument(help: .text(en: "Code of the award.", de: "Kürzel der Bewilligung.")) var award: String?
        @Option(
            name: .long,
            help: .text(
                en: "Evidence up to and with this day.", de: "Nachweise bis einschließlich dieses Tages.", value: "date"
            ))
        var cutoff: String?

        func run(in context: CommandContext) async throws {
            let prompt = Prompt(context)
            let award = try await prompt.text("AWARD", given: award, ask: LocalizedText(en: "Award", de: "Bewilligung"))
            // What a claim freezes is not left to the day on which a script happens to run.
            let isAsked = context.terminal.isInteractive || context.assumesYes
            let cutoff = try await prompt.value(
                "--cutoff", given: cutoff, ask: LocalizedText(en: "Cut-off", de: "Stichtag"),
                standard: isAsked ? context.today() : nil, shown: { $0.text(in: context.language) }
            ) { try Day(parsing: $0) }
            let app = try await context.app()
            if context.terminal.isInteractive, !context.assumesYes {
                let found = try await app.assess(award: award, cutoffOn: cutoff, in: context.settings.association)
                context.note(
                    LocalizedText(
                        en: "Claimable: \(found.assessment.claimable.text(in: .english))",
                        de: "Abrufbar: \(found.assessment.claimable.text(in: .german))"))
                try await prompt.requireConfirmation(
                    LocalizedText(en: "File this claim?", de: "Diesen Abruf einreichen?"))
            }
            let filed = try await app.fileClaim(
                award: award, cutoffOn: cutoff, in: context.settings.association, idempotencyKey: once.idempotencyKey)
            context.show(
                Receipt(
                    LocalizedText(
                        en:
                            "Filed \(filed.code): \(filed.claimable.text(in: .english)) from \(filed.lines) lines with \(filed.documents) documents. The chair certifies it next.",
                        de:
                            "\(filed.code) eingereicht: \(filed.claimable.text(in: .german)) aus \(filed.lines) Positionen mit \(filed.documents) Belegen. Als Nächstes bestätigt der Vorsitz."
                    ),
                    [
                        "code": .string(filed.code), "claimable": .string(filed.claimable.description),
                        "lines": .integer(Int64(filed.lines)), "documents": .integer(Int64(filed.documents)),
                        "hash": .string(filed.hash),
                    ]))
        }
    }

    struct Certify: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "certify", en: "Certify that a claim is right (chair).",
                de: "Richtigkeit eines Abrufs bestätigen (Vorsitz).")
        }
        @OptionGroup var shared: SharedOptions
        @OptionGroup var claim: ClaimArgument
        @OptionGroup var once: OnceOption

        func run(in context: CommandContext) async throws {
            let code = try await Prompt(context).claim(claim.code)
            try await context.app().certifyClaim(
                code, seen: claim.hash, in: context.settings.association, idempotencyKey: once.idempotencyKey)
            context.show(.step(code, LocalizedText(en: "certified", de: "bestätigt")))
        }
    }

    struct Answer: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "answer", en: "Answer the town's questions; the claim is submitted again.",
                de: "Rückfragen beantworten; der Abruf geht wieder ein.")
        }
        @OptionGroup var shared: SharedOptions
        @OptionGroup var claim: ClaimArgument
        @OptionGroup var once: OnceOption
        @Option(name: .long, help: .text(en: "The answer.", de: "Die Antwort.", value: "text")) var answer: String?

        func run(in context: CommandContext) async throws {
            let code = try await Prompt(context).claim(claim.code)
            let answer = try await Prompt(context).text(
                "--answer", given: answer, ask: LocalizedText(en: "Answer", de: "Antwort"))
            try await context.app().answerClaim(
                code, answer: answer, in: context.settings.association, idempotencyKey: once.idempotencyKey)
            context.show(.step(code, LocalizedText(en: "submitted again", de: "wieder eingereicht")))
        }
    }

    struct Withdraw: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "withdraw", en: "Take a claim back before it is decided.",
                de: "Abruf vor der Entscheidung zurückziehen.")
        }
        @OptionGroup var shared: SharedOptions
        @OptionGroup var claim: ClaimArgument
        @OptionGroup var once: OnceOption
        @Option(name: .reason, help: .text(en: "Why.", de: "Warum.", value: "text")) var why: String?

        func run(in context: CommandContext) async throws {
            let code = try await Prompt(context).claim(claim.code)
            try await Prompt(context).requireConfirmation(
                LocalizedText(en: "Withdraw \(code)?", de: "\(code) zurückziehen?"))
            try await context.app().withdrawClaim(
                code, note: why ?? "", in: context.settings.association, idempotencyKey: once.idempotencyKey)
            context.show(.step(code, LocalizedText(en: "withdrawn", de: "zurückgezogen")))
        }
    }
}

/// Which claim, asked for where it is not given, and what was seen of it.
struct ClaimArgument: ParsableArguments {
    @Argument(help: .text(en: "Code of the claim, such as A-1/1.", de: "Kürzel des Abrufs, etwa A-1/1.")) var code:
        String?
    @Option(
        name: .long,
        help: .text(
            en: "Refuse if the claim is no longer the one whose hash begins so; at least 8 characters.",
            de: "Ablehnen, wenn die Prüfsumme des Abrufs nicht mehr so beginnt; mindestens 8 Zeichen.", value: "hash"))
    var hash: String?
}

extension Report where Self == Receipt {
    /// One sentence about a step on a claim.
    static func step(_ code: String, _ done: LocalizedText, _ more: JSONObject = [:]) -> Receipt {
        var fields: JSONObject = ["code": .string(code)]
        for member in more.members { fields[member.name] = member.value }
        return Receipt(LocalizedText(en: "\(code) is \(done.english).", de: "\(code) ist \(done.german)."), fields)
    }
}
