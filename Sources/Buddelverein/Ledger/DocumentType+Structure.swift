extension DocumentType {
    /// Refuses with `unknown_document_type` a content that begins like the type but is not whole.
    ///
    /// Looks at the bones of the file: cross-reference and end of a PDF, the chunks of a PNG up to its end, the segments
    /// of a JPEG up to its picture. It says nothing about what a reader shows.
    public func requireWhole(_ bytes: [UInt8]) throws(Refusal) {
        let isWhole =
            switch self {
            case .pdf: Self.isWholePDF(bytes)
            case .png: Self.isWholePNG(bytes)
            case .jpeg: Self.isWholeJPEG(bytes)
            }
        guard isWhole else { throw .documentIncomplete() }
    }

    /// A version behind the mark, and both words that end a PDF near its end.
    private static func isWholePDF(_ bytes: [UInt8]) -> Bool {
        guard bytes.count > 8, bytes[5] == UInt8(ascii: "1") || bytes[5] == UInt8(ascii: "2"),
            bytes[6] == UInt8(ascii: ".")
        else { return false }
        let tail = bytes.suffix(2048)
        return contains(Array("startxref".utf8), in: tail) && contains(Array("%%EOF".utf8), in: tail)
    }

    /// Chunks from IHDR to IEND, each as long as it says.
    private static func isWholePNG(_ bytes: [UInt8]) -> Bool {
        var offset = 8
        var isFirst = true
        // Length, name, data, check sum.
        while offset + 12 <= bytes.count {
            let length = bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
            let name = bytes[offset + 4..<offset + 8]
            guard !isFirst || (name.elementsEqual("IHDR".utf8) && length == 13) else { return false }
            offset += 12 + length
            guard offset <= bytes.count else { return false }
            if name.elementsEqual("IEND".utf8) { return true }
            isFirst = false
        }
        return false
    }

    /// Segments with their lengths, a frame and a scan among them, and the end of the picture behind.
    private static func isWholeJPEG(_ bytes: [UInt8]) -> Bool {
        var offset = 2
        var hasFrame = false
        while offset + 4 <= bytes.count, bytes[offset] == 0xFF {
            let marker = bytes[offset + 1]
            // Fill bytes before a marker.
            if marker == 0xFF {
                offset += 1
                continue
            }
            let length = Int(bytes[offset + 2]) << 8 | Int(bytes[offset + 3])
            guard length >= 2 else { return false }
            // C0 to CF are frames but for the tables C4, C8, CC.
            hasFrame = hasFrame || (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
            offset += 2 + length
            if marker == 0xDA {
                return hasFrame && offset < bytes.count && contains([0xFF, 0xD9], in: bytes[offset...])
            }
        }
        return false
    }

    private static func contains(_ part: [UInt8], in bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count >= part.count else { return false }
        // From the end, where the words that end a file stand.
        for start in stride(from: bytes.endIndex - part.count, through: bytes.startIndex, by: -1)
        where bytes[start..<start + part.count].elementsEqual(part) { return true }
        return false
    }
}

extension Refusal {
    static func documentIncomplete() -> Refusal {
        Refusal(
            .unknownDocumentType,
            LocalizedText(
                en: "The content begins like a PDF, PNG or JPEG, but is not a whole one.",
                de: "Der Inhalt beginnt wie ein PDF, PNG oder JPEG, ist aber nicht vollständig."),
            cure: LocalizedText(en: "Scan or save it again.", de: "Scannen oder speichern Sie es noch einmal."))
    }
}
