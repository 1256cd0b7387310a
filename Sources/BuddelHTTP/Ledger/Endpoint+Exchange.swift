import BuddelOperations
import Buddelverein

extension Endpoint {
    /// Everything of an association as files, in and out.
    static let exchangeEndpoints: [Endpoint] = [
        Endpoint(
            method: .post, path: "/imports", id: "importCase", tag: .ledger,
            summary: LocalizedText(en: "Take a case folder.", de: "Einen Ordner mit Dateien übernehmen."),
            note: "The body is a ZIP archive of the folder, at most 64 MB; whole or not at all. The same archive again "
                + "changes nothing, so that a retry needs no key. The association is that of `association.json`, else the "
                + "one named.",
            operation: .caseImport,
            query: [QueryParameter("association", .code, en: "The association.", de: "Der Verein.")],
            body: .file("application/zip"), outcome: .ok(Shape.importReport.schema),
            refusals: [
                .invalidArchive, .unsafePath, .tooMuchData, .associationNeeded, .alreadyRecordedOtherwise, .invalidCSV,
                .invalidJSON, .invalidGeometry,
            ]
        ) { call in
            let report = try await call.app.importArchive(
                call.file, association: call.parameter("association"), rehearsal: call.app.isRehearsal)
            return .value(Shape.importReport.json(report))
        },
        Endpoint(
            method: .get, path: "/associations/{association}/export", id: "exportCase", tag: .ledger,
            summary: LocalizedText(
                en: "Everything of the association as a ZIP archive.", de: "Alles vom Verein als ZIP-Archiv."),
            note: "A case folder, which the import takes back. The same facts give the same bytes.",
            operation: .caseExport, outcome: .file("application/zip")
        ) { call in
            let (file, _) = try await call.app.exportArchive(of: call.association)
            return .download(file, type: "application/zip", name: call.association + ".zip")
        },
        Endpoint(
            method: .get, path: "/associations/{association}/export/hledger", id: "exportHledger", tag: .ledger,
            summary: LocalizedText(
                en: "The journal for hledger, all units.", de: "Das Journal für hledger, alle Einheiten."),
            note: "Its first line names the batch and hash of the journal.", operation: .caseExport,
            outcome: .file("text/plain")
        ) { call in
            let (file, _) = try await call.app.exportHledgerFile(in: call.association)
            return .download(file, type: "text/plain; charset=utf-8", name: call.association + ".journal")
        },
    ]
}

extension Shape where Value == ImportReport {
    static let importReport = Shape("ImportReport")
        .optionalText("association") { $0.association }
        .truth("dry_run") { $0.isRehearsal }
        .truth("changed") { !$0.changesNothing }
        .list("files", Shape<ImportReport.File>.importedFile) { $0.files }
        .count("documents") { $0.attachedDocuments }
        .list("warnings", Shape<ImportReport.Warning>.importWarning) { $0.warnings }
}

extension Shape where Value == ImportReport.File {
    static let importedFile = Shape("ImportedFile")
        .text("name") { $0.name }
        .count("new") { $0.new }
        .count("changed") { $0.changed }
        .count("unchanged") { $0.unchanged }
}

extension Shape where Value == ImportReport.Warning {
    static let importWarning = Shape("ImportWarning")
        .text("code") { $0.code }
        .text("en") { $0.message.english }
        .text("de") { $0.message.german }
        .optionalText("file") { $0.place.file }
        .with("line", Schema.count.orNull) { $0.place.line.map { .integer(Int64($0)) } ?? .null }
        .optionalText("field") { $0.place.field }
}
