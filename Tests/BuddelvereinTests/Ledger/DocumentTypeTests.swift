import Buddelverein
import Testing

@Suite("Ledger: documents")
struct DocumentTypeTests {
    @Test("the content tells the type")
    func types() throws {
        #expect(try DocumentType(of: Array("%PDF-1.7\n".utf8)) == .pdf)
        #expect(try DocumentType(of: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]) == .png)
        #expect(try DocumentType(of: [0xFF, 0xD8, 0xFF, 0xE0]) == .jpeg)
    }

    @Test("anything else is refused, an empty file and a program too", arguments: ["", "MZ", "<html>", "%PD"])
    func others(_ text: String) {
        #expect { try DocumentType(of: Array(text.utf8)) } throws: { ($0 as? Refusal)?.code == .unknownDocumentType }
    }

    @Test("20 MB are the most")
    func size() throws {
        var content = Array("%PDF-".utf8)
        content += Array(repeating: 0, count: DocumentType.maximumBytes - content.count)
        #expect(try DocumentType(of: content) == .pdf)
        content.append(0)
        #expect { try DocumentType(of: content) } throws: { ($0 as? Refusal)?.code == .documentTooLarge }
    }
}
