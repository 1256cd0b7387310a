import Buddelverein

/// What can be wrong with a value, whatever file it stands in.
extension Refusal {
    static func missingValue(_ description: LocalizedText) -> Refusal {
        Refusal(
            .missingValue,
            LocalizedText(en: "A value is missing here.", de: "Hier fehlt ein Wert."), cure: description)
    }

    /// One of the words of a closed list, or `invalid_value` with all words that would do.
    static func word<Word>(_ text: String) throws(Refusal) -> Word
    where Word: RawRepresentable<String> & CaseIterable {
        if let word = Word(rawValue: text) ?? Word(rawValue: text.lowercased()) { return word }
        throw notOneOf(Word.allCases.map(\.rawValue), text)
    }

    static func notOneOf(_ words: [String], _ text: String) -> Refusal {
        Refusal(
            .invalidValue,
            LocalizedText(
                en: "“\(text)” is not one of the words known here.", de: "„\(text)“ ist hier kein bekanntes Wort."),
            cure: LocalizedText(
                en: "Write one of: \(words.joined(separator: ", ")).",
                de: "Schreiben Sie eines von: \(words.joined(separator: ", "))."))
    }

    /// `true` or `false`; Excel's German words are read, too.
    static func truth(_ text: String) throws(Refusal) -> Bool {
        switch text.lowercased() {
        case "true", "yes", "wahr", "ja", "1": return true
        case "false", "no", "falsch", "nein", "0": return false
        default: throw notOneOf(["true", "false"], text)
        }
    }

    /// A whole number within bounds.
    static func integer(_ text: String, in range: ClosedRange<Int>) throws(Refusal) -> Int {
        guard let number = Int(text), range.contains(number) else {
            throw Refusal(
                .invalidValue,
                LocalizedText(
                    en: "“\(text)” is no whole number between \(range.lowerBound) and \(range.upperBound).",
                    de: "„\(text)“ ist keine ganze Zahl zwischen \(range.lowerBound) und \(range.upperBound)."),
                cure: LocalizedText(en: "Write digits only.", de: "Schreiben Sie nur Ziffern."))
        }
        return number
    }

    static var notAboveZero: Refusal {
        Refusal(
            .invalidValue,
            LocalizedText(en: "The value must be above zero.", de: "Der Wert muss größer als null sein."),
            cure: LocalizedText(
                en: "Leave the row out, or correct the value.",
                de: "Lassen Sie die Zeile weg oder berichtigen Sie den Wert."))
    }

    /// A quantity of zero or more.
    static func nonNegative<Value: Quantity>(_ value: Value) throws(Refusal) -> Value {
        guard value >= .zero else {
            throw Refusal(
                .invalidValue,
                LocalizedText(en: "The value must not be negative.", de: "Der Wert darf nicht negativ sein."),
                cure: LocalizedText(en: "Check the sign.", de: "Prüfen Sie das Vorzeichen."))
        }
        return value
    }

    /// A percentage between 0.00 and 100.00.
    static func percentage(_ text: String) throws(Refusal) -> BasisPoints {
        let value = try BasisPoints(parsing: text)
        guard value >= .zero, value <= .whole else {
            throw Refusal(
                .invalidPercentage,
                LocalizedText(
                    en: "“\(text)” is no percentage between 0.00 and 100.00.",
                    de: "„\(text)“ ist keine Prozentangabe zwischen 0,00 und 100,00."),
                cure: LocalizedText(en: "Write for example 60.00.", de: "Schreiben Sie zum Beispiel 60,00."))
        }
        return value
    }

    static func duplicateRow(_ key: String, earlier: Int, at place: Place) -> Refusal {
        var place = place
        place.value = key
        return Refusal(
            .duplicateKey,
            LocalizedText(
                en: "“\(key)” stands on line \(earlier) already.", de: "„\(key)“ steht schon in Zeile \(earlier)."),
            cure: LocalizedText(
                en: "Keep one of the rows, or give this one its own key.",
                de: "Behalten Sie eine der Zeilen, oder geben Sie dieser einen eigenen Schlüssel."),
            at: place)
    }

    /// A reference of a voucher or claim: 1 to 60 visible characters without blanks, so that it can be typed and listed.
    static func ref(_ text: String) throws(Refusal) -> String { try code(text, length: 60) }

    /// A number or code: 1 to 40 visible characters without blanks.
    static func code(_ text: String) throws(Refusal) -> String { try code(text, length: 40) }

    private static func code(_ text: String, length: Int) throws(Refusal) -> String {
        let isOdd = text.unicodeScalars.contains { $0.value <= 0x20 || $0.value == 0x7F || $0 == ";" || $0 == "\u{A0}" }
        guard !isOdd, (1...length).contains(text.unicodeScalars.count) else {
            throw Refusal(
                .invalidValue,
                LocalizedText(en: "“\(text)” can't be a code.", de: "„\(text)“ kann kein Kürzel sein."),
                cure: LocalizedText(
                    en: "Write 1 to \(length) characters without blanks and semicolons.",
                    de: "Schreiben Sie 1 bis \(length) Zeichen ohne Leerzeichen und Semikolon."))
        }
        return text
    }
}
