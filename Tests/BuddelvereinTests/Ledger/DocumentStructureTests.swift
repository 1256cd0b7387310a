import Buddelverein
import Testing

@Suite("Ledger: whole documents")
struct DocumentStructureTests {
    static let png: [UInt8] =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + [0, 0, 0, 13] + Array("IHDR".utf8)
        + Array(repeating: 1, count: 13 + 4) + [0, 0, 0, 0] + Array("IEND".utf8) + [1, 2, 3, 4]
    static let jpeg: [UInt8] =
        [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 1] + [0xFF, 0xC0, 0, 4, 1, 1] + [0xFF, 0xDA, 0, 4, 1, 1] + [7, 7, 0xFF, 0xD9]
    static let pdf = Array("%PDF-1.7\nstartxref\n9\n%%EOF\n".utf8)

    private func isWhole(_ bytes: [UInt8]) -> Bool? {
        guard let type = try? DocumentType(of: bytes) else { return nil }
        return (try? type.requireWhole(bytes)) != nil
    }

    @Test("a whole PDF, PNG and JPEG are taken", arguments: [pdf, png, jpeg])
    func whole(_ bytes: [UInt8]) {
        #expect(isWhole(bytes) == true)
    }

    @Test("one that is cut short anywhere is refused", arguments: [pdf, png, jpeg])
    func cut(_ bytes: [UInt8]) {
        for count in 8..<bytes.count - 1 { #expect(isWhole(Array(bytes.prefix(count))) == false, "\(count)") }
    }

    @Test("a PNG whose first chunk is no header, and a JPEG without a frame, are refused")
    func bones() {
        var other = Self.png
        other[12] = UInt8(ascii: "X")
        #expect(isWhole(other) == false)
        var frameless = Self.jpeg
        frameless[9] = 0xC4
        #expect(isWhole(frameless) == false)
    }
}
