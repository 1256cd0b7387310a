/// What a document may be, told by its content and never by its name; raw values are the words of the database.
public enum DocumentType: String, Hashable, Sendable, CaseIterable {
    case pdf = "application/pdf"
    case png = "image/png"
    case jpeg = "image/jpeg"

    /// The most bytes a document may have: 20 MB.
    public static let maximumBytes = 20 << 20

    /// The type of a content; refuses with `document_too_large`, `unknown_document_type` (an empty one too).
    public init(of content: some Collection<UInt8>) throws(Refusal) {
        guard content.count <= Self.maximumBytes else { throw .documentTooLarge() }
        let found = Self.allCases.first { content.starts(with: $0.signature) }
        guard let found else { throw .unknownDocumentType() }
        self = found
    }

    /// The bytes that every document of the type begins with.
    private var signature: [UInt8] {
        switch self {
        case .pdf: Array("%PDF-".utf8)
        case .png: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        case .jpeg: [0xFF, 0xD8, 0xFF]
        }
    }
}

extension Refusal {
    static func documentTooLarge() -> Refusal {
        Refusal(
            .documentTooLarge,
            LocalizedText(en: "A document holds at most 20 MB.", de: "Ein Dokument hat höchstens 20 MB."),
            cure: LocalizedText(en: "Make it smaller.", de: "Verkleinern Sie es."))
    }

    static func unknownDocumentType() -> Refusal {
        Refusal(
            .unknownDocumentType,
            LocalizedText(
                en: "The content is no PDF, PNG or JPEG.", de: "Der Inhalt ist weder PDF noch PNG noch JPEG."),
            cure: LocalizedText(en: "Save it as a PDF.", de: "Speichern Sie es als PDF."))
    }
}
