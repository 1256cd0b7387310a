import Buddelverein

/// International bank account numbers (ISO 13616) as files hold them.
enum IbanText {
    /// The number without blanks and in capitals; refuses with `invalid_iban` one whose check digits are wrong.
    static func read(_ text: String) throws(Refusal) -> String {
        let iban = text.filter { $0 != " " }.uppercased()
        guard (15...34).contains(iban.utf8.count), hasForm(iban), remainder(iban) == 1,
            !iban.hasPrefix("DE") || iban.utf8.count == 22
        else {
            throw Refusal(
                .invalidIban, LocalizedText(en: "This is no valid IBAN.", de: "Das ist keine gültige IBAN."),
                cure: LocalizedText(
                    en: "Check the digits; a German IBAN has DE and 20 digits.",
                    de: "Prüfen Sie die Ziffern; eine deutsche IBAN hat DE und 20 Ziffern."))
        }
        return iban
    }

    /// The creditor identifier of SEPA direct debits, whose check digits leave out the three characters of its branch;
    /// refuses with `invalid_creditor_id`.
    static func readCreditorId(_ text: String) throws(Refusal) -> String {
        let id = text.filter { $0 != " " }.uppercased()
        guard (8...35).contains(id.utf8.count), hasForm(id), remainder(id.prefix(4) + id.dropFirst(7)) == 1 else {
            throw Refusal(
                .invalidCreditorId,
                LocalizedText(en: "This is no valid creditor identifier.", de: "Das ist keine gültige Gläubiger-ID."),
                cure: LocalizedText(
                    en: "Copy it from the Bundesbank's letter.", de: "Übernehmen Sie sie aus dem Brief der Bundesbank.")
            )
        }
        return id
    }

    private static func hasForm(_ iban: String) -> Bool {
        func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
        func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
        return iban.utf8.enumerated().allSatisfy { index, byte in
            switch index {
            case 0, 1: isLetter(byte)
            case 2, 3: isDigit(byte)
            default: isLetter(byte) || isDigit(byte)
            }
        }
    }

    /// The number modulo 97, its first four characters moved to the end and letters read as 10 to 35.
    private static func remainder(_ iban: some StringProtocol) -> Int {
        let bytes = Array(iban.utf8)
        return (bytes[4...] + bytes[..<4]).reduce(0) { remainder, byte in
            byte >= 0x41 ? (remainder * 100 + Int(byte) - 55) % 97 : (remainder * 10 + Int(byte) - 48) % 97
        }
    }
}
