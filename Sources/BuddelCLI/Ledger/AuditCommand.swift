import ArgumentParser
import BuddelOperations
import Buddelverein

/// `buddel audit`: whether the journal is what was booked.
struct AuditCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .noun(
            "audit", en: "Verify that the journal is what was booked.",
            de: "Nachprüfen, dass das Journal ist, was gebucht wurde.", verbs: [Verify.self])
    }
}

extension AuditCommand {
    struct Verify: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "verify", en: "Recompute the hash chain; says nothing when it holds.",
                de: "Die Prüfsummenkette nachrechnen; ohne Befund schweigen.",
                more: LocalizedText(
                    en: "Without --association it verifies every association that you may verify. With --json it "
                        + "prints association, batch and hash: of the one that is named, else a list. Keep that file outside of "
                        + "the house: --against finds out whether the journals still hold what they held then.",
                    de: "Ohne --association prüft es jeden Verein, den Sie prüfen dürfen. Mit --json nennt es Verein, "
                        + "Stapel und Prüfsumme: des genannten, sonst als Liste. Bewahren Sie die Datei außer Haus auf: "
                        + "--against zeigt, ob die Journale noch enthalten, was sie damals enthielten."))
        }
        @OptionGroup var shared: SharedOptions
        @Option(
            name: .long,
            help: .text(
                en: "A file with association, batch and hash that left the house earlier.",
                de: "Eine Datei mit Verein, Stapel und Prüfsumme, die früher aus dem Haus ging.", value: "file"))
        var against: String?

        func run(in context: CommandContext) async throws {
            let known = try against.map { try BuddelApp.journalLinks(inFile: $0) } ?? []
            let named = shared.association ?? (known.isEmpty ? context.settings.association : nil)
            let bar = ProgressBar(LocalizedText(en: "Verifying", de: "Prüfen"), total: 100, in: context)
            let findings = try await verify(named, known, bar, in: context)
            if context.output != .table {
                let single = named == nil ? nil : findings.links.first?.json
                context.show(Self.report(findings.links, json: single))
            }
            if findings.faults.count == 1 { throw findings.faults[0] }
            if !findings.faults.isEmpty { throw Refusals(findings.faults) }
        }

        private func verify(
            _ named: String?, _ known: [JournalLink], _ bar: ProgressBar, in context: CommandContext
        ) async throws -> JournalFindings {
            defer { bar.finish() }
            let app = try await context.app()
            let draw: @Sendable (Int64, Int64) -> Void = { bar.update(Int($0 * 100 / max($1, 1))) }
            guard let named else { return try await app.verifyJournals(against: known, onProgress: draw) }
            // A file of several journals holds that of the association, or another's, which is refused.
            let link = known.first { $0.association == named } ?? known.first
            return JournalFindings(links: [try await app.verifyJournal(of: named, against: link, onProgress: draw)])
        }

        private static func report(_ links: [JournalLink], json: JSONValue?) -> ListReport {
            ListReport(
                columns: [
                    Column("association", en: "Association", de: "Verein"), Column("batch", en: "Batch", de: "Stapel"),
                    Column("hash", en: "Hash", de: "Prüfsumme"),
                ],
                rows: links.map {
                    [.text($0.association), .int(Int($0.batch)), .text($0.hash.hexadecimal)]
                }, json: json)
        }
    }
}
