import ArgumentParser
import BuddelOperations
import Buddelverein

/// `buddel export hledger`: the journal, all units.
struct ExportHledger: BuddelCommand {
    static var configuration: CommandConfiguration {
        .verb(
            "hledger", en: "Write the journal for hledger, all units.",
            de: "Das Journal für hledger schreiben, alle Einheiten.",
            more: LocalizedText(
                en: "The first line, and --json, name the batch and hash of the journal (see audit verify --against).",
                de:
                    "Die erste Zeile und --json nennen Stapel und Prüfsumme des Journals (siehe audit verify --against)."
            ))
    }
    @OptionGroup var shared: SharedOptions
    @Argument(help: .text(en: "The new file; - is standard output.", de: "Die neue Datei; - ist die Standardausgabe."))
    var file: String?

    func run(in context: CommandContext) async throws {
        let path = try await Prompt(context).text("FILE", given: file, ask: LocalizedText(en: "File", de: "Datei"))
        guard path != "-" else { return try await writeOut(in: context) }
        let file = try OutputFile(path)
        let bar = ProgressBar(LocalizedText(en: "Writing", de: "Schreiben"), total: 100, in: context)
        defer { bar.finish() }
        let link = try await context.app().exportHledger(
            in: context.settings.association,
            onProgress: { done, total in bar.update(Int(done * 100 / max(total, 1))) },
            write: { try file.write($0) })
        try file.finish()
        bar.finish()
        var fields: JSONObject = ["file": .string(path)]
        for member in link.json.objectValue?.members ?? [] { fields[member.name] = member.value }
        context.show(
            Receipt(
                LocalizedText(
                    en: "Journal of \(link.association) up to batch \(link.batch) written to \(path).",
                    de: "Journal von \(link.association) bis Stapel \(link.batch) nach \(path) geschrieben."), fields))
    }

    /// Standard output holds the journal and nothing else; what is said of it goes to the error stream.
    private func writeOut(in context: CommandContext) async throws {
        let output = context.standardOutput
        let link = try await context.app().exportHledger(in: context.settings.association) { bytes in
            // Pieces are whole entries, so that none ends within a character.
            output.write(String(decoding: bytes, as: UTF8.self))
        }
        context.note(
            LocalizedText(
                en: "Journal of \(link.association) up to batch \(link.batch).",
                de: "Journal von \(link.association) bis Stapel \(link.batch)."))
    }
}
