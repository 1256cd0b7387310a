import Buddelverein

/// A strict parser of JSON text (RFC 8259): one value, every name of an object once, bounded depth and size.
struct JSONParser {
    private let file: String
    private let limits: FileLimits
    private let wantsFinite: Bool
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    private var line = 1
    private var lineStart = 0
    private var values = 0

    /// Parses a whole file; refuses with `invalid_json`, `invalid_text` and `too_much_data`.
    ///
    /// Numbers stay text; `wantsFinite` refuses those that no reader could take for a number.
    static func parse(
        _ source: [UInt8], file: String, limits: FileLimits = FileLimits(), wantsFinite: Bool = false
    ) throws(Refusal) -> JSONNode {
        guard source.count <= limits.fileBytes else {
            throw .fileTooLarge(bytes: limits.fileBytes, at: Refusal.Place(file: file))
        }
        let (bytes, encoding) = try TextEncoding.decode(source, file: file)
        guard encoding == .utf8 else { throw .noUTF8(at: Refusal.Place(file: file)) }
        return try bytes.withUnsafeBufferPointer { buffer throws(Refusal) in
            var parser = JSONParser(file: file, limits: limits, wantsFinite: wantsFinite, bytes: buffer)
            return try parser.document()
        }
    }

    private init(file: String, limits: FileLimits, wantsFinite: Bool, bytes: UnsafeBufferPointer<UInt8>) {
        self.file = file
        self.wantsFinite = wantsFinite
        self.limits = limits
        self.bytes = bytes
    }

    private mutating func document() throws(Refusal) -> JSONNode {
        let node = try value(depth: 0)
        skipBlanks()
        guard position == bytes.count else { throw fault("nothing more", "nichts mehr") }
        return node
    }

    private mutating func value(depth: Int) throws(Refusal) -> JSONNode {
        skipBlanks()
        values += 1
        guard values <= limits.values else { throw .tooManyValues(limits.values, at: place) }
        guard depth <= limits.depth else { throw .tooDeep(limits.depth, at: place) }
        let start = line
        guard position < bytes.count else { throw fault("a value", "ein Wert") }
        switch bytes[position] {
        case UInt8(ascii: "{"): return JSONNode(content: .object(try members(depth: depth)), line: start)
        case UInt8(ascii: "["): return JSONNode(content: .array(try elements(depth: depth)), line: start)
        case UInt8(ascii: "\""): return JSONNode(content: .string(try string()), line: start)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return JSONNode(content: .number(try number()), line: start)
        case UInt8(ascii: "t"): try literal("true"); return JSONNode(content: .bool(true), line: start)
        case UInt8(ascii: "f"): try literal("false"); return JSONNode(content: .bool(false), line: start)
        case UInt8(ascii: "n"): try literal("null"); return JSONNode(content: .null, line: start)
        default: throw fault("a value", "ein Wert")
        }
    }

    private mutating func members(depth: Int) throws(Refusal) -> [JSONNode.Member] {
        var members: [JSONNode.Member] = []
        // Small objects are searched; only a hostile one is big enough to need a set.
        var names: Set<String> = []
        position += 1
        skipBlanks()
        if accept(UInt8(ascii: "}")) { return members }
        while true {
            skipBlanks()
            guard peek == UInt8(ascii: "\"") else { throw fault("a name in quotes", "ein Name in Anführungszeichen") }
            let namePlace = place
            let name = try string()
            guard names.insert(name).inserted else { throw .duplicateMember(name, at: namePlace) }
            skipBlanks()
            guard accept(UInt8(ascii: ":")) else { throw fault("“:”", "„:“") }
            members.append(JSONNode.Member(name: name, node: try value(depth: depth + 1)))
            skipBlanks()
            if accept(UInt8(ascii: "}")) { return members }
            guard accept(UInt8(ascii: ",")) else { throw fault("“,” or “}”", "„,“ oder „}“") }
        }
    }

    private mutating func elements(depth: Int) throws(Refusal) -> [JSONNode] {
        var elements: [JSONNode] = []
        position += 1
        skipBlanks()
        if accept(UInt8(ascii: "]")) { return elements }
        while true {
            elements.append(try value(depth: depth + 1))
            skipBlanks()
            if accept(UInt8(ascii: "]")) { return elements }
            guard accept(UInt8(ascii: ",")) else { throw fault("“,” or “]”", "„,“ oder „]“") }
        }
    }

    private mutating func literal(_ word: StaticString) throws(Refusal) {
        let count = word.utf8CodeUnitCount
        let text = UnsafeBufferPointer(start: word.utf8Start, count: count)
        guard bytes.count - position >= count, bytes[position..<position + count].elementsEqual(text) else {
            throw fault("a value", "ein Wert")
        }
        position += count
    }

    private mutating func number() throws(Refusal) -> String {
        let start = position
        _ = accept(UInt8(ascii: "-"))
        let digits = position
        try self.digits()
        if bytes[digits] == UInt8(ascii: "0"), position > digits + 1 {
            position = digits + 1
            throw fault("no digit after a leading zero", "keine Ziffer nach einer führenden Null")
        }
        if accept(UInt8(ascii: ".")) { try self.digits() }
        if accept(UInt8(ascii: "e")) || accept(UInt8(ascii: "E")) {
            if !accept(UInt8(ascii: "+")) { _ = accept(UInt8(ascii: "-")) }
            try self.digits()
        }
        guard position - start <= 64 else { throw .numberTooLong(at: place) }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        // `1e400` is JSON, and infinite for whoever reads it as a number.
        guard !wantsFinite || Double(text)?.isFinite == true else { throw .numberTooLarge(text, at: place) }
        return text
    }

    private mutating func digits() throws(Refusal) {
        let start = position
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        guard position > start else { throw fault("a digit", "eine Ziffer") }
    }

    private mutating func string() throws(Refusal) -> String {
        position += 1
        let start = position
        while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
        if peek == UInt8(ascii: "\"") {
            guard position - start <= limits.stringBytes else { throw .stringTooLong(limits.stringBytes, at: place) }
            defer { position += 1 }
            return String(decoding: bytes[start..<position], as: UTF8.self)
        }
        return try escapedString(from: start)
    }

    /// The slow path of a string that holds escapes.
    private mutating func escapedString(from start: Int) throws(Refusal) -> String {
        var text = Array(bytes[start..<position])
        while let byte = peek, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw fault("no bare control character", "kein nacktes Steuerzeichen") }
            position += 1
            if byte == UInt8(ascii: "\\") {
                text.append(contentsOf: String(Character(try escape())).utf8)
            } else {
                text.append(byte)
            }
            guard text.count <= limits.stringBytes else { throw .stringTooLong(limits.stringBytes, at: place) }
        }
        guard accept(UInt8(ascii: "\"")) else { throw fault("a closing quote", "ein schließendes Anführungszeichen") }
        // The file was searched for long runs of marks; here they may be escaped.
        guard CombiningMarks.firstLongRun(in: text) == nil else { throw .tooManyMarks(at: place) }
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func escape() throws(Refusal) -> Unicode.Scalar {
        guard let byte = peek else { throw fault("an escape", "eine Maskierung") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let unit = try hexUnit()
            if let scalar = Unicode.Scalar(unit) {
                guard scalar != "\0" else { throw fault("no NUL character", "kein NUL-Zeichen") }
                return scalar
            }
            // A high surrogate counts only together with the low one behind it.
            guard unit < 0xDC00, accept(UInt8(ascii: "\\")), accept(UInt8(ascii: "u")) else {
                throw fault("a pair of surrogates", "ein Surrogatpaar")
            }
            let low = try hexUnit()
            guard (0xDC00...0xDFFF).contains(low) else { throw fault("a pair of surrogates", "ein Surrogatpaar") }
            return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
        default:
            position -= 1
            throw fault("an escape", "eine Maskierung")
        }
    }

    private mutating func hexUnit() throws(Refusal) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw fault("four hexadecimal digits", "vier Hexadezimalziffern")
            }
            unit = unit << 4 | UInt32(digit)
            position += 1
        }
        return unit
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func accept(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipBlanks() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0D: position += 1
            case 0x0A:
                position += 1
                line += 1
                lineStart = position
            default: return
            }
        }
    }

    private var place: Refusal.Place { Refusal.Place(file: file, line: line) }

    private func fault(_ english: String, _ german: String) -> Refusal {
        .invalidJSON(
            expected: LocalizedText(en: english, de: german), column: position - lineStart + 1,
            found: peek.map {
                (0x21...0x7E).contains($0) ? "“\(Character(Unicode.Scalar($0)))”" : "0x" + String($0, radix: 16)
            },
            at: place)
    }
}
