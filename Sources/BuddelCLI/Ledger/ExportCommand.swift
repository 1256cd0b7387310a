import ArgumentParser
import BuddelOperations
import Buddelverein

/// `buddel export`: takes an association's facts out of the database.
struct ExportCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .noun(
            "export", en: "Write files: the whole association, or the journal.",
            de: "Dateien schreiben: den ganzen Verein oder das Journal.", verbs: [Case.self, ExportHledger.self])
    }
}

extension ExportCommand {
    /// `buddel export case FOLDER`: everything of the association, in the form that `import` takes.
    struct Case: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "case", en: "Write everything of the association into a new folder that import takes back.",
                de: "Alles vom Verein in einen neuen Ordner schreiben, den import wieder übernimmt.")
        }

        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "A new or empty folder.", de: "Ein neuer oder leerer Ordner.", value: "folder"))
        var folder: String?

        func run(in context: CommandContext) async throws {
            let folder = try await Prompt(context).text(
                "FOLDER", given: folder, ask: LocalizedText(en: "Folder", de: "Ordner"))
            let report = try await context.app().exportCase(
                to: folder, association: context.settings.association)
            if let note = MissingDocuments.note(report.missingDocuments.map { "documents/" + $0 }) {
                context.note(note)
            }
            context.show(report.summary)
        }
    }
}

extension ExportReport {
    fileprivate var summary: any Report {
        var list = ListReport(
            columns: [Column("file", en: "File", de: "Datei"), Column("records", en: "Records", de: "Datensätze")])
        for file in files { list.append([.text(file.name), .int(file.records)]) }
        let written: [JSONValue] = files.map {
            ["file": .string($0.name), "records": .integer(Int64($0.records))]
        }
        let fields: JSONObject = [
            "association": .string(association), "folder": .string(folder), "files": .array(written),
            "documents": .integer(Int64(documents)), "missing_documents": .array(missingDocuments.map { .string($0) }),
        ]
        let sentence = LocalizedText(
            en: "Written to \(folder); documents: \(documents).",
            de: "Geschrieben nach \(folder); Dokumente: \(documents).")
        return ReportGroup([list, Receipt(sentence)], json: .object(fields))
    }
}
