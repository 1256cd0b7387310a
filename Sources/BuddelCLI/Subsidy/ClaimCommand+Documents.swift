import ArgumentParser
import BuddelOperations
import Buddelverein

/// The papers of a claim, for both sides.
extension ClaimCommand {
    struct Documents: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "documents", en: "List the documents that a claim was filed with.",
                de: "Die Unterlagen auflisten, mit denen ein Abruf eingereicht wurde.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Code of the claim.", de: "Kürzel des Abrufs.")) var code: String?
        @OptionGroup var line: ClaimLineOption

        func run(in context: CommandContext) async throws {
            let code = try await Prompt(context).claim(code)
            let documents = try await context.app().listClaimDocuments(
                of: code, ref: line.ref, in: context.settings.association)
            context.show(
                ListReport(
                    columns: [
                        Column("kind", en: "Kind", de: "Art"), Column("ref", en: "Ref", de: "Zeichen"),
                        Column("name", en: "Name", de: "Name"), Column("media_type", en: "Type", de: "Typ"),
                        Column("bytes", en: "Bytes", de: "Bytes"), Column("sha256", en: "SHA-256", de: "SHA-256"),
                    ],
                    rows: documents.map { document in
                        [
                            .named(document.line.kind), .text(document.line.ref),
                            .text(document.name), .text(document.mediaType), .int(document.size),
                            .text(document.sha256.hexadecimal),
                        ]
                    }, whenEmpty: LocalizedText(en: "No documents.", de: "Keine Unterlagen.")))
        }
    }

    struct Document: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "document", en: "Write the documents of a claim into a folder.",
                de: "Die Unterlagen eines Abrufs in einen Ordner schreiben.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Code of the claim.", de: "Kürzel des Abrufs.")) var code: String?
        @Argument(
            help: .text(
                en: "The folder; made if it is not there. No file in it is replaced.",
                de: "Der Ordner; er wird angelegt, wenn er fehlt. Keine Datei darin wird ersetzt."))
        var folder: String?
        @OptionGroup var line: ClaimLineOption

        func run(in context: CommandContext) async throws {
            let prompt = Prompt(context)
            let code = try await prompt.claim(code)
            let folder = try await prompt.text(
                "FOLDER", given: folder, ask: LocalizedText(en: "Folder", de: "Ordner"))
            try OutputFile.makeFolder(folder)
            let count = try await context.app().readClaimDocuments(
                of: code, ref: line.ref, in: context.settings.association
            ) { name, bytes in
                let file = try OutputFile(folder + "/" + name)
                try file.write(bytes)
                try file.finish()
            }
            context.show(
                Receipt(
                    LocalizedText(
                        en: "Written to \(folder): \(count) \(count == 1 ? "document" : "documents") of \(code).",
                        de:
                            "Nach \(folder) geschrieben: \(count) \(count == 1 ? "Unterlage" : "Unterlagen") zu \(code)."
                    ),
                    ["code": .string(code), "documents": .integer(Int64(count)), "folder": .string(folder)]))
        }
    }
}

/// `--ref`: one line of the claim.
struct ClaimLineOption: ParsableArguments {
    @Option(
        name: .long,
        help: .text(
            en: "Only those of the line with this reference.", de: "Nur die der Position mit diesem Zeichen.",
            value: "ref"))
    var ref: String?
}
