import ArgumentParser
import BuddelOperations
import Buddelverein

/// `buddel import FOLDER`: takes a case folder, whole or not at all.
struct ImportCommand: BuddelCommand {
    static var configuration: CommandConfiguration {
        .verb(
            "import", en: "Take a case folder: plain files, whole or not at all.",
            de: "Einen Ordner mit Dateien übernehmen: ganz oder gar nicht.", more: help)
    }

    @OptionGroup var shared: SharedOptions
    @OptionGroup var rehearsal: DryRunOption
    @Argument(help: .text(en: "The folder.", de: "Der Ordner.", value: "folder")) var folder: String?

    func run(in context: CommandContext) async throws {
        let folder = try await Prompt(context).text(
            "FOLDER", given: folder, ask: LocalizedText(en: "Folder", de: "Ordner"))
        let title = LocalizedText(en: "Importing", de: "Übernahme")
        let bar = ProgressBar(title, total: 1000, in: context)
        let report: ImportReport
        do {
            report = try await context.app().importCase(
                folder, association: context.settings.association, rehearsal: rehearsal.dryRun
            ) { done, total in bar.update(total == 0 ? 1000 : done * 1000 / total) }
        } catch {
            bar.finish()
            throw error
        }
        bar.finish()
        for warning in report.warnings where !warning.isMissingDocument { context.note(warning.text) }
        let missing = report.warnings.filter(\.isMissingDocument).compactMap(\.place.file)
        if let note = MissingDocuments.note(missing) { context.note(note) }
        context.show(report.summary)
    }

    /// What a folder may hold, column by column.
    private static var help: LocalizedText {
        var (english, german) = (
            "Any of these files may be there; * marks columns that must be. Column names are English or German.\n",
            "Jede dieser Dateien darf da sein; * sind Pflichtspalten. Spaltennamen sind englisch oder deutsch.\n"
        )
        for file in CaseFormat.files {
            english += "\n\(file.name)\n"
            german += "\n\(file.name)\n"
            for column in file.columns {
                let mark = column.isRequired ? "*" : " "
                english += "  \(mark) \(column.name) (\(column.alias)): \(column.description.english)\n"
                german += "  \(mark) \(column.alias) (\(column.name)): \(column.description.german)\n"
            }
        }
        english += "\ndocuments/ holds the documents that vouchers name. See docs/reference/formats.md."
        german += "\ndocuments/ enthält die Dokumente, die Belege nennen. Siehe docs/reference/formats.md."
        return LocalizedText(en: english, de: german)
    }
}

extension ImportReport.Warning {
    fileprivate var isMissingDocument: Bool { code == "missing_document" }

    /// The warning with its place in front, as compilers write it.
    fileprivate var text: LocalizedText {
        let place = [place.file, place.line.map(String.init), place.field].compactMap { $0 }.joined(separator: ":")
        return LocalizedText(en: "\(place): \(message.english)", de: "\(place): \(message.german)")
    }
}

extension ImportReport {
    /// The counts per file, and a sentence on what that means.
    fileprivate var summary: any Report {
        var list = ListReport(
            columns: [
                Column("file", en: "File", de: "Datei"), Column("new", en: "New", de: "Neu"),
                Column("changed", en: "Changed", de: "Geändert"),
                Column("unchanged", en: "Unchanged", de: "Unverändert"),
            ])
        for file in files {
            list.append([.text(file.name), .int(file.new), .int(file.changed), .int(file.unchanged)])
        }
        let counts: [JSONValue] = files.map {
            [
                "file": .string($0.name), "new": .integer(Int64($0.new)), "changed": .integer(Int64($0.changed)),
                "unchanged": .integer(Int64($0.unchanged)),
            ]
        }
        let warned: [JSONValue] = warnings.map { warning in
            ["code": .string(warning.code), "message": .string(warning.text.english)]
        }
        let fields: JSONObject = [
            "association": association.map { .string($0) } ?? .null, "dry_run": .bool(isRehearsal),
            "changed": .bool(!changesNothing), "files": .array(counts),
            "documents": .integer(Int64(attachedDocuments)), "warnings": .array(warned),
        ]
        return ReportGroup([list, Receipt(sentence)], json: .object(fields))
    }

    private var sentence: LocalizedText {
        if changesNothing {
            return LocalizedText(
                en: "Everything was there already; nothing changed.", de: "Alles war schon da; nichts geändert.")
        }
        let documents = LocalizedText(
            en: attachedDocuments == 0 ? "" : " Documents attached: \(attachedDocuments).",
            de: attachedDocuments == 0 ? "" : " Angehängte Dokumente: \(attachedDocuments).")
        return isRehearsal
            ? LocalizedText(
                en: "This is what would happen; nothing was stored." + documents.english,
                de: "Das würde geschehen; nichts wurde gespeichert." + documents.german)
            : LocalizedText(en: "Taken." + documents.english, de: "Übernommen." + documents.german)
    }
}

/// One line for all documents that are announced and not there; a folder may name hundreds.
enum MissingDocuments {
    static func note(_ names: [String]) -> LocalizedText? {
        guard !names.isEmpty else { return nil }
        let shown = names.prefix(3).joined(separator: ", ") + (names.count > 3 ? ", …" : "")
        return LocalizedText(
            en: "Documents announced and not there: \(names.count) (\(shown)).",
            de: "Angekündigte Dokumente, die nicht vorliegen: \(names.count) (\(shown)).")
    }
}
