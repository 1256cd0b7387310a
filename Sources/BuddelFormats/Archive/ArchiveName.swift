import Buddelverein
import CZlib

/// The name of an entry of an archive: what its bytes mean, and whether it stays inside.
enum ArchiveName {
    /// The text of a name.
    ///
    /// UTF-8 where the entry says so or its bytes are; else code page 437, in which older Windows writes, and whose
    /// letters of German are those of 850. A Unicode path field (Info-ZIP, 0x7075) counts where it is of that name.
    /// Nil for what is said to be UTF-8 and is not, and for a field that is of another name.
    static func text(_ bytes: ArraySlice<UInt8>, flags: Int, extra: ArraySlice<UInt8>) -> String? {
        let utf8 = String(validating: bytes, as: UTF8.self)
        if flags & ZipRecords.utf8Flag != 0, utf8 == nil { return nil }
        let plain = utf8 ?? String(String.UnicodeScalarView(bytes.map(scalar)))
        guard let field = ExtraFields.first(0x7075, in: extra) else { return plain }
        guard field.count > 5, field.first == 1 else { return nil }
        let check = field.dropFirst().prefix(4).reversed().reduce(0) { $0 << 8 | UInt($1) }
        guard check == CheckValue.crc32(bytes) else { return nil }
        return String(validating: field.dropFirst(5), as: UTF8.self)
    }

    /// Why a name can't be taken; nil where it can.
    static func fault(_ name: String, limits: ArchiveLimits) -> LocalizedText? {
        guard !name.isEmpty, name.utf8.count <= limits.nameBytes else {
            return LocalizedText(
                en: "it is empty or longer than \(limits.nameBytes) bytes",
                de: "er ist leer oder länger als \(limits.nameBytes) Byte")
        }
        if name.unicodeScalars.contains(where: isOdd) {
            return LocalizedText(
                en: "it holds a character that can't be seen", de: "er enthält ein Zeichen, das man nicht sieht")
        }
        if name.utf8.contains(where: { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: ":") }) {
            return LocalizedText(en: "it holds “\\” or “:”", de: "er enthält „\\“ oder „:“")
        }
        if name.utf8.first == UInt8(ascii: "/") {
            return LocalizedText(en: "it begins with “/”", de: "er beginnt mit „/“")
        }
        let parts = (name.hasSuffix("/") ? name.dropLast() : name[...]).split(
            separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= limits.depth else {
            return LocalizedText(
                en: "it lies deeper than \(limits.depth) folders", de: "er liegt tiefer als \(limits.depth) Ordner")
        }
        // Windows drops a dot or blank at the end: two names would become one.
        let isOddPart = parts.contains { part in
            part.isEmpty || part.utf8.count > 255 || part.utf8.last == UInt8(ascii: ".")
                || part.utf8.last == UInt8(ascii: " ")
        }
        guard !isOddPart else {
            return LocalizedText(
                en: "a part of it is “.” or “..”, empty, too long, or ends in a dot or blank",
                de: "ein Teil ist „.“ oder „..“, leer, zu lang oder endet mit Punkt oder Leerzeichen")
        }
        return nil
    }

    /// The name under which an entry would lie on a disk that tells neither capitals nor ways of writing an umlaut
    /// apart; Swift compares texts by canonical equivalence.
    static func folded(_ name: String) -> String {
        (name.hasSuffix("/") ? String(name.dropLast()) : name).lowercased()
    }

    /// A name for a message: what can't be seen is escaped, and a long one is cut.
    static func printable(_ name: String) -> String {
        var text = ""
        for scalar in name.unicodeScalars.prefix(80) {
            if isOdd(scalar) {
                text += "\\u{" + String(scalar.value, radix: 16) + "}"
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return name.unicodeScalars.count > 80 ? text + "…" : text
    }

    /// Controls, formats (which turn the direction of writing), line separators, private and unassigned characters.
    private static func isOdd(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    private static func scalar(_ byte: UInt8) -> Unicode.Scalar {
        byte < 0x80 ? Unicode.Scalar(byte) : codePage437[Int(byte) - 0x80]
    }

    /// The characters of 0x80 to 0xFF in code page 437.
    private static let codePage437 = Array(
        """
        ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀\
        αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}
        """.unicodeScalars)
}

/// The extra fields of an entry: a number, a length, and so many bytes, again and again.
enum ExtraFields {
    /// The first field of that number; nil where there is none, or the fields before it don't fit.
    static func first(_ number: Int, in extra: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        var rest = extra
        while rest.count >= 4 {
            let head = Array(rest.prefix(4)).map(Int.init)
            let length = head[2] | head[3] << 8
            rest = rest.dropFirst(4)
            guard length <= rest.count else { return nil }
            if head[0] | head[1] << 8 == number { return rest.prefix(length) }
            rest = rest.dropFirst(length)
        }
        return nil
    }
}

/// The check value of ZIP.
enum CheckValue {
    /// CRC-32, going on from that of the bytes before.
    static func crc32(_ bytes: ArraySlice<UInt8>, after value: UInt = 0) -> UInt {
        bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return value }
            return CZlib.crc32_z(value, base, buffer.count)
        }
    }
}
