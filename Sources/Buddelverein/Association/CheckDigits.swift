/// Check digits modulo 97 (ISO 7064) of IBANs and of SEPA creditor identifiers.
public enum CheckDigits {
    /// Whether `text` is an IBAN: two letters, two check digits, 11 to 30 further characters (18 digits for DE).
    ///
    /// Blanks between groups are ignored, small letters are read as capitals.
    public static func isIban(_ text: String) -> Bool {
        guard let characters = characters(text), (15...34).contains(characters.count) else { return false }
        guard hasHead(characters) else { return false }
        if characters.starts(with: Array("DE".utf8)), characters.count != 22 || !characters[4...].allSatisfy(isDigit) {
            return false
        }
        return remainder(Array(characters[4...]) + characters[..<4]) == 1
    }

    /// Whether `text` is a creditor identifier, such as `DE98ZZZ09999999999`; the business code (positions 5 to 7) is
    /// not part of the check.
    public static func isCreditorId(_ text: String) -> Bool {
        guard let characters = characters(text), (8...35).contains(characters.count) else { return false }
        guard hasHead(characters) else { return false }
        if characters.starts(with: Array("DE".utf8)), characters.count != 18 { return false }
        return remainder(Array(characters[7...]) + characters[..<4]) == 1
    }

    /// The capitals and digits of `text` without blanks; nil where anything else stands in it.
    private static func characters(_ text: String) -> [UInt8]? {
        var result: [UInt8] = []
        for byte in text.utf8 where byte != UInt8(ascii: " ") {
            let capital = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte - 32 : byte
            guard isDigit(capital) || isCapital(capital) else { return nil }
            result.append(capital)
        }
        return result
    }

    private static func hasHead(_ characters: [UInt8]) -> Bool {
        characters[..<2].allSatisfy(isCapital) && characters[2..<4].allSatisfy(isDigit)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { DecimalText.isDigit(byte) }

    private static func isCapital(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }

    /// The number that the characters spell (A = 10 … Z = 35) modulo 97.
    private static func remainder(_ characters: [UInt8]) -> Int {
        characters.reduce(0) { remainder, byte in
            isDigit(byte)
                ? (remainder * 10 + Int(byte - UInt8(ascii: "0"))) % 97
                : (remainder * 100 + Int(byte - UInt8(ascii: "A")) + 10) % 97
        }
    }
}
