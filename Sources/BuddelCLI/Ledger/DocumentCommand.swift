import ArgumentParser
import BuddelOperations
import Buddelverein

/// `buddel document`: papers behind the vouchers.
struct DocumentCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .noun(
            "document", en: "Papers behind the vouchers: attach, list, export.",
            de: "Unterlagen zu den Belegen: anhängen, auflisten, ausgeben.",
            verbs: [Attach.self, List.self, Export.self])
    }

    /// The kinds of vouchers that have documents.
    static let kinds: [VoucherKind] = [.work, .cost, .gift]

    static func kind(_ word: String?) throws -> VoucherKind? {
        guard let word else { return nil }
        guard let kind = kinds.first(where: { $0.rawValue == word }) else {
            throw Refusal.unknownChoice(word, of: kinds.map(\.rawValue), flag: "--kind")
        }
        return kind
    }

    static func report(_ documents: [NamedDocument], title: LocalizedText? = nil) -> ListReport {
        var report = ListReport(
            title: title,
            columns: [
                Column("kind", en: "Kind", de: "Art"), Column("ref", en: "Ref", de: "Zeichen"),
                Column("name", en: "Name", de: "Name"), Column("state", en: "State", de: "Stand"),
                Column("media_type", en: "Type", de: "Typ"), Column("bytes", en: "Bytes", de: "Bytes"),
                Column("sha256", en: "SHA-256", de: "SHA-256"),
            ],
            whenEmpty: LocalizedText(en: "No documents.", de: "Keine Unterlagen."))
        for document in documents {
            report.append([
                .code(document.kind.rawValue, document.kind.name), .text(document.ref), .text(document.name),
                document.documentID == nil
                    ? .code("announced", LocalizedText(en: "announced", de: "angekündigt"))
                    : .code("attached", LocalizedText(en: "attached", de: "vorhanden")),
                .text(document.mediaType), .int(document.size), .text(document.sha256?.hexadecimal),
            ])
        }
        return report
    }
}

/// `--kind`, where a reference alone is not enough.
struct VoucherKindOption: ParsableArguments {
    @Option(
        name: .long,
        help: .text(
            en: "Kind of the voucher, where several have the reference.",
            de: "Art des Belegs, wenn mehrere das Zeichen tragen.", value: "work|cost|gift"))
    var kind: String?
}

extension DocumentCommand {
    struct Attach: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "attach", en: "Attach PDF, PNG or JPEG files to a voucher; an announced name is filled.",
                de: "PDF-, PNG- oder JPEG-Dateien an einen Beleg hängen; ein angekündigter Name wird gefüllt.")
        }
        @OptionGroup var shared: SharedOptions
        @OptionGroup var voucher: VoucherKindOption
        @Argument(help: .text(en: "Reference of the voucher.", de: "Zeichen des Belegs.")) var ref: String?
        @Argument(help: .text(en: "The files, 20 MB each at most.", de: "Die Dateien, je höchstens 20 MB."))
        var files: [String] = []

        func run(in context: CommandContext) async throws {
            let prompt = Prompt(context)
            let kind = try DocumentCommand.kind(voucher.kind)
            let ref = try await prompt.text(
                "REF", given: ref, ask: LocalizedText(en: "Reference of the voucher", de: "Zeichen des Belegs"))
            var files = files
            if files.isEmpty {
                files = [try await prompt.text("FILE", given: nil, ask: LocalizedText(en: "File", de: "Datei"))]
            }
            let documents = try await context.app().attachDocuments(
                files, to: ref, kind: kind, in: context.settings.association)
            context.show(
                DocumentCommand.report(
                    documents, title: LocalizedText(en: "Documents of \(ref)", de: "Unterlagen zu \(ref)")))
        }
    }

    struct List: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "list", en: "List the documents that vouchers have and announce.",
                de: "Vorhandene und angekündigte Unterlagen auflisten.")
        }
        @OptionGroup var shared: SharedOptions
        @OptionGroup var voucher: VoucherKindOption
        @Argument(help: .text(en: "Only those of this voucher.", de: "Nur die dieses Belegs.")) var ref: String?
        @Flag(name: .long, help: .text(en: "Only what is not here yet.", de: "Nur, was noch fehlt.")) var missing =
            false

        func run(in context: CommandContext) async throws {
            let documents = try await context.app().listDocuments(
                of: ref, kind: DocumentCommand.kind(voucher.kind), in: context.settings.association)
            context.show(DocumentCommand.report(documents.filter { !missing || $0.documentID == nil }))
        }
    }

    struct Export: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "export", en: "Write the documents of a voucher into a folder.",
                de: "Die Unterlagen eines Belegs in einen Ordner schreiben.")
        }
        @OptionGroup var shared: SharedOptions
        @OptionGroup var voucher: VoucherKindOption
        @Argument(help: .text(en: "Reference of the voucher.", de: "Zeichen des Belegs.")) var ref: String?
        @Argument(
            help: .text(
                en: "The folder; made if it is not there. No file in it is replaced.",
                de: "Der Ordner; er wird angelegt, wenn er fehlt. Keine Datei darin wird ersetzt."))
        var folder: String?

        func run(in context: CommandContext) async throws {
            let prompt = Prompt(context)
            let ref = try await prompt.voucher(ref)
            let folder = try await prompt.text(
                "FOLDER", given: folder, ask: LocalizedText(en: "Folder", de: "Ordner"))
            let kind = try DocumentCommand.kind(voucher.kind)
            try OutputFile.makeFolder(folder)
            let count = try await context.app().readDocuments(of: ref, kind: kind, in: context.settings.association) {
                name, bytes in
                let file = try OutputFile(folder + "/" + name)
                try file.write(bytes)
                try file.finish()
            }
            context.show(
                Receipt(
                    LocalizedText(
                        en: "\(count) documents of \(ref) written to \(folder).",
                        de: "\(count) Unterlagen zu \(ref) nach \(folder) geschrieben."),
                    ["ref": .string(ref), "documents": .integer(Int64(count)), "folder": .string(folder)]))
        }
    }
}
