import ArgumentParser
import BuddelOperations
import Buddelverein

/// `buddel claim`: from the computation to the paid subsidy.
struct ClaimCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .noun(
            "claim", en: "Claims: compute, file, decide, pay.",
            de: "Mittelabrufe: berechnen, einreichen, entscheiden, zahlen.",
            verbs: [
                Assess.self, Explain.self, File.self, Certify.self, Check.self, Lift.self, Return.self, Answer.self,
                Approve.self,
                Reject.self, Release.self, Pay.self, Revoke.self, Withdraw.self, List.self, Show.self,
                Documents.self, Document.self,
            ])
    }
}

extension ClaimCommand {
    struct Assess: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "assess", en: "Compute what an award is worth at a cut-off; files nothing.",
                de: "Berechnen, was eine Bewilligung zum Stichtag wert ist; reicht nichts ein.")
        }
        @OptionGroup var shared: SharedOptions
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
            let cutoff = try await prompt.day(
                "--cutoff", given: cutoff, ask: LocalizedText(en: "Cut-off", de: "Stichtag"))
            let found = try await context.app().assess(award: award, cutoffOn: cutoff, in: context.settings.association)
            context.show(
                AssessmentReport(
                    assessment: found.assessment, details: found.details, codes: try await context.codeWords()))
            context.note(missing: found.missingDocuments.map { "\($0.line.ref): \($0.name)" })
        }
    }

    struct Explain: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "explain", en: "Say in words how the amount comes about, what fell out, and what would cure it.",
                de: "In Worten sagen, wie der Betrag entsteht, was herausfällt und was hilft.",
                more: LocalizedText(
                    en: "For an award at a cut-off (A-1 --cutoff DATE), or for a filed claim (A-1/1).",
                    de: "Für eine Bewilligung zum Stichtag (A-1 --cutoff DATUM) oder einen eingereichten Abruf (A-1/1)."
                ))
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Code of the award or claim.", de: "Kürzel der Bewilligung oder des Abrufs."))
        var code: String?
        @Option(
            name: .long,
            help: .text(
                en: "Evidence up to and with this day.", de: "Nachweise bis einschließlich dieses Tages.", value: "date"
            ))
        var cutoff: String?

        func run(in context: CommandContext) async throws {
            let prompt = Prompt(context)
            let code = try await prompt.text(
                "CODE", given: code, ask: LocalizedText(en: "Award or claim", de: "Bewilligung oder Abruf"))
            let app = try await context.app()
            if code.contains("/") {
                let view = try await app.claim(code, in: context.settings.association)
                context.show(ExplanationReport(view, try await context.codeWords()))
                return
            }
            let cutoff = try await prompt.day(
                "--cutoff", given: cutoff, ask: LocalizedText(en: "Cut-off", de: "Stichtag"))
            let found = try await app.assess(award: code, cutoffOn: cutoff, in: context.settings.association)
            context.show(ExplanationReport(found, try await context.codeWords()))
        }
    }
}

extension CommandContext {
    /// Tells of documents that are only announced: without them the claim can't be filed.
    func note(missing documents: [String]) {
        guard !documents.isEmpty, output == .table else { return }
        let shown = documents.prefix(5).joined(separator: ", ") + (documents.count > 5 ? ", …" : "")
        note(
            LocalizedText(
                en: "Before filing, attach \(documents.count) documents that are only announced: \(shown)",
                de: "Vor dem Einreichen fehlen noch \(documents.count) angekündigte Belege: \(shown)"))
    }
}
