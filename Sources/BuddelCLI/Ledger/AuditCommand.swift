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
                    en: "With --json it prints association, batch and hash. Keep that file outside of the house: "
                        + "--against finds out whether the journal still holds what it held then.",
                    de: "Mit --json nennt es Verein, Stapel und Prüfsumme. Bewahren Sie die Datei außer Haus auf: "
                        + "--against zeigt, ob das Journal noch enthält, was es damals enthielt."))
        }
        @OptionGroup var shared: SharedOptions
        @Option(
            name: .long,
            help: .text(
                en: "A file with association, batch and hash that left the house earlier.",
                de: "Eine Datei mit Verein, Stapel und Prüfsumme, die früher aus dem Haus ging.", value: "file"))
        var against: String?

        func run(in context: CommandContext) async throws {
            let known = try against.map { try BuddelApp.journalLink(inFile: $0) }
            let bar = ProgressBar(LocalizedText(en: "Verifying", de: "Prüfen"), total: 100, in: context)
            defer { bar.finish() }
            let link = try await context.app().verifyJournal(
                of: shared.association ?? known?.association ?? context.settings.association, against: known
            ) { done, total in bar.update(Int(done * 100 / max(total, 1))) }
            guard context.output != .table else { return }
            context.show(Receipt(LocalizedText(en: "", de: ""), link.json.objectValue ?? [:]))
        }
    }
}
