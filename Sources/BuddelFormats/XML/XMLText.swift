import Buddelverein

/// The bytes of an XML file as UTF-8, without what a parser must never see.
///
/// A parser that meets a document type can be made to read other files, to call other machines, or to unfold a kilobyte
/// into gigabytes. So document types and processing instructions are refused here, whatever the encoding, and what is
/// handed on is UTF-8 without a declaration: the parser and this have read the same characters.
enum XMLText {
    private enum Form {
        case eightBit
        case utf8Mark
        case utf16
    }

    /// The text of an XML 1.0 file, its declaration blanked out so that lines keep their numbers.
    ///
    /// UTF-8, UTF-16 with a byte order mark, ISO 8859-1 and its superset Windows-1252 are read. Refuses with
    /// `invalid_text` other encodings and bytes that are not of theirs, with `invalid_xml` document types and processing
    /// instructions.
    static func decode(_ bytes: [UInt8], file: String) throws(Refusal) -> [UInt8] {
        var (text, form) = try unmarked(bytes, file: file)
        let declaration = try Declaration(text, file: file)
        if let declaration {
            guard declaration.version == "1.0" else { throw .unknownXMLVersion(at: Refusal.Place(file: file, line: 1)) }
        }
        let encoding = declaration?.encoding?.lowercased()
        switch (form, encoding) {
        case (.utf16, nil), (.utf16, "utf-16"), (.utf8Mark, nil), (.utf8Mark, "utf-8"), (.eightBit, nil),
            (.eightBit, "utf-8"), (.eightBit, "us-ascii"):
            break
        case (.eightBit, "iso-8859-1"), (.eightBit, "windows-1252"):
            // What says 8859-1 and holds bytes of 0x80 to 0x9F was written as Windows-1252.
            if !text.allSatisfy({ $0 < 0x80 }) { text = try TextEncoding.fromWindows1252(text, file: file) }
        default:
            throw .unknownEncoding(declaration?.encoding ?? "", at: Refusal.Place(file: file, line: 1))
        }
        guard TextEncoding.isUTF8(text) else { throw .wrongEncoding(at: Refusal.Place(file: file)) }
        if let declaration {
            for index in 0..<declaration.length where text[index] != UInt8(ascii: "\n") { text[index] = 0x20 }
        }
        try scan(text, file: file)
        if let index = CombiningMarks.firstLongRun(in: text) {
            let line = 1 + text[..<index].count { $0 == UInt8(ascii: "\n") }
            throw .tooManyMarks(at: Refusal.Place(file: file, line: line))
        }
        return text
    }

    /// The bytes without their mark; UTF-16 as UTF-8.
    private static func unmarked(_ bytes: [UInt8], file: String) throws(Refusal) -> ([UInt8], Form) {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (Array(bytes[3...]), .utf8Mark) }
        let isLittle = bytes.starts(with: [0xFF, 0xFE])
        guard isLittle || bytes.starts(with: [0xFE, 0xFF]) else { return (bytes, .eightBit) }
        let high = isLittle ? 1 : 0
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        for index in stride(from: 2, to: bytes.count - 1, by: 2) {
            units.append(UInt16(bytes[index + high]) << 8 | UInt16(bytes[index + 1 - high]))
        }
        guard bytes.count.isMultiple(of: 2), let text = String(validating: units, as: UTF16.self) else {
            throw .wrongEncoding(at: Refusal.Place(file: file))
        }
        return (Array(text.utf8), .utf16)
    }

    /// Refuses control characters, document types and processing instructions, wherever they stand.
    private static func scan(_ text: [UInt8], file: String) throws(Refusal) {
        var line = 1
        for index in text.indices {
            switch text[index] {
            case UInt8(ascii: "\n"): line += 1
            case UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
            case 0..<0x20: throw .controlCharacter(at: Refusal.Place(file: file, line: line))
            case UInt8(ascii: "<"):
                let rest = text[(index + 1)...].prefix(8)
                if rest.first == UInt8(ascii: "?") {
                    throw .processingInstruction(at: Refusal.Place(file: file, line: line))
                }
                // A comment or a CDATA section; anything else with an exclamation mark belongs to a document type.
                guard
                    rest.first != UInt8(ascii: "!") || rest.starts(with: "!--".utf8)
                        || rest.starts(with: "![CDATA[".utf8)
                else { throw .documentType(at: Refusal.Place(file: file, line: line)) }
            default: break
            }
        }
    }
}

extension XMLText {
    /// The first line of an XML file, `<?xml version="1.0" encoding="UTF-8"?>`.
    struct Declaration {
        let version: String
        let encoding: String?
        /// Bytes, with `?>`.
        let length: Int

        /// Reads it; nil where there is none.
        init?(_ text: [UInt8], file: String) throws(Refusal) {
            guard text.starts(with: "<?xml".utf8), text.count > 5, [0x20, 0x09, 0x0A, 0x0D].contains(text[5]) else {
                return nil
            }
            let head = text.prefix(200)
            guard let end = head.indices.dropLast().first(where: { head[$0] == 0x3F && head[$0 + 1] == 0x3E }),
                let parts = Self.parts(String(decoding: head[5..<end], as: UTF8.self)), let first = parts.first,
                first.name == "version",
                parts.dropFirst().map(\.name).elementsEqual(["encoding", "standalone"])
                    || parts.dropFirst().map(\.name).elementsEqual(["encoding"])
                    || parts.dropFirst().map(\.name).elementsEqual(["standalone"]) || parts.count == 1
            else { throw .malformedXML(column: nil, at: Refusal.Place(file: file, line: 1)) }
            version = first.value
            encoding = parts.first { $0.name == "encoding" }?.value
            length = end + 2
        }

        /// `name="value"` again and again; nil for anything else.
        private static func parts(_ text: String) -> [(name: String, value: String)]? {
            var parts: [(name: String, value: String)] = []
            var rest = text[...]
            while true {
                rest = rest.drop { $0.isWhitespace }
                if rest.isEmpty { return parts }
                let name = rest.prefix { $0.isASCII && $0.isLetter }
                rest = rest.dropFirst(name.count).drop { $0.isWhitespace }
                guard !name.isEmpty, rest.first == "=" else { return nil }
                rest = rest.dropFirst().drop { $0.isWhitespace }
                guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
                let value = rest.dropFirst().prefix { $0 != quote }
                rest = rest.dropFirst(value.count + 1)
                guard rest.first == quote else { return nil }
                rest = rest.dropFirst()
                parts.append((String(name), String(value)))
            }
        }
    }
}
