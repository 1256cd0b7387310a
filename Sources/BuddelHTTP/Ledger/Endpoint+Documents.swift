import BuddelOperations
import Buddelverein

extension Endpoint {
    /// Evidence: attached to vouchers, read by the association, and by the town once a claim was filed with it.
    static let documentEndpoints: [Endpoint] = [
        Endpoint(
            method: .get, path: "/associations/{association}/documents", id: "listDocuments", tag: .ledger,
            summary: LocalizedText(
                en: "List documents that vouchers have or announce.",
                de: "Dokumente auflisten, die Belege haben oder ankündigen."), operation: .documentRead,
            query: [QueryParameter("ref", .code, en: "Of one voucher.", de: "Eines Belegs."), .voucherKind],
            outcome: .page(Shape.document.schema)
        ) { call in
            let documents = try await call.app.listDocuments(
                of: call.parameter("ref"), kind: call.word("kind"), in: call.association)
            return Paging(call).page(
                documents, key: { "\($0.kind.rawValue) \($0.ref) \($0.name)" }, json: Shape.document.json)
        },
        Endpoint(
            method: .post, path: "/associations/{association}/vouchers/{ref}/documents", id: "attachDocument",
            tag: .ledger, summary: LocalizedText(en: "Attach a document.", de: "Ein Dokument anhängen."),
            note: "The body is the file: PDF, PNG or JPEG, at most 20 MB. A document is never replaced.",
            operation: .documentAttach,
            query: [
                QueryParameter("name", .text(1...200), en: "The file's name.", de: "Name der Datei.", isRequired: true),
                .voucherKind,
            ], body: .file,
            outcome: .ok(Schema.object(.required("items", .list(Shape.document.schema, 0...1_000))).named("Documents")),
            refusals: [.unknownDocumentType, .documentTooLarge, .unsafePath, .alreadyExists, .ambiguousName]
        ) { call in
            let documents = try await call.app.attachDocument(
                call.file, named: call.parameter("name") ?? "", to: call.name("ref"), kind: call.word("kind"),
                in: call.association)
            return .value(["items": .array(documents.map(Shape.document.json))])
        },
        Endpoint(
            method: .get, path: "/associations/{association}/vouchers/{ref}/documents/{name}", id: "readDocument",
            tag: .ledger, summary: LocalizedText(en: "Read a document.", de: "Ein Dokument lesen."),
            note: "A slash in its name is written %2F in the address.", operation: .documentRead,
            query: [.voucherKind], outcome: .file("application/octet-stream"),
            refusals: [.documentMissing, .ambiguousName]
        ) { call in
            let (document, bytes) = try await call.app.readDocument(
                named: call.name("name"), of: call.name("ref"), kind: call.word("kind"), in: call.association)
            return .file(bytes, type: "application/octet-stream", name: document.name)
        },
    ]
}
