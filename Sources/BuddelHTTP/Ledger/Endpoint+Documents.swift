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
            query: [
                QueryParameter("ref", .code, en: "Of one voucher.", de: "Eines Belegs."), .voucherKind,
                QueryParameter("missing", .truth, en: "Only announced ones.", de: "Nur angekündigte."),
            ], outcome: .page(Shape.document.schema),
            links: [
                Link(
                    "readDocument",
                    [
                        "path.association": "$request.path.association", "path.ref": "$response.body#/items/0/ref",
                        "path.name": "$response.body#/items/0/name", "query.kind": "$response.body#/items/0/kind",
                    ])
            ]
        ) { call in
            let documents = try await call.app.listDocuments(
                of: call.parameter("ref"), kind: call.word("kind"), in: call.association)
            return Paging(call).page(
                documents.filter { !call.truth("missing") || $0.documentID == nil },
                key: { "\($0.kind.rawValue) \($0.ref) \($0.name)" }, json: Shape.document.json)
        },
        Endpoint(
            method: .post, path: "/associations/{association}/vouchers/{ref}/documents", id: "attachDocument",
            tag: .ledger, summary: LocalizedText(en: "Attach a document.", de: "Ein Dokument anhängen."),
            note: "The body is the file: PDF, PNG or JPEG, at most 20 MB. A document is never replaced.",
            operation: .documentAttach,
            query: [
                QueryParameter("name", .text(1...200), en: "The file's name.", de: "Name der Datei.", isRequired: true),
                .voucherKind,
            ], body: .file("application/octet-stream"),
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
