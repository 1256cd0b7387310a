extension Refusal {
    /// What a text was read as.
    enum Reading {
        case amount
        case time
        case length
        case rate
        case percentage
    }

    /// Runs `read` and turns its fault into the refusal of that reading, with the text at its place.
    static func reading<Value>(
        _ text: some StringProtocol, as reading: Reading, _ read: () throws(DecimalText.Fault) -> Value
    ) throws(Refusal) -> Value {
        do {
            return try read()
        } catch {
            throw Refusal.unreadable(String(text), as: reading, fault: error)
        }
    }

    private static func unreadable(_ text: String, as reading: Reading, fault: DecimalText.Fault) -> Refusal {
        let (code, what, cure) = reading.words
        let message: LocalizedText
        switch fault {
        case .malformed:
            message = LocalizedText(
                en: "“\(text)” is not \(what.english).", de: "„\(text)“ ist keine \(what.german).")
        case .tooManyDigits:
            message = LocalizedText(
                en: "“\(text)” has more digits than \(what.english) can hold.",
                de: "„\(text)“ hat mehr Nachkommastellen, als eine \(what.german) haben kann.")
        case .overflow:
            return Refusal(
                .overflow,
                LocalizedText(en: "“\(text)” is too large.", de: "„\(text)“ ist zu groß."),
                cure: cure, at: Place(value: text))
        }
        return Refusal(code, message, cure: cure, at: Place(value: text))
    }

    /// A sum or product does not fit into 64 bit.
    public static var overflow: Refusal {
        Refusal(
            .overflow,
            LocalizedText(
                en: "The result is too large to be counted.", de: "Das Ergebnis ist zu groß, um gezählt zu werden."),
            cure: LocalizedText(
                en: "Check the figures for a typing error.", de: "Prüfen Sie die Zahlen auf Tippfehler."))
    }

    /// A text is no date of the calendar.
    public static func invalidDate(_ text: some StringProtocol) -> Refusal {
        Refusal(
            .invalidDate,
            LocalizedText(en: "“\(text)” is not a date.", de: "„\(text)“ ist kein Datum."),
            cure: LocalizedText(en: "Write 2026-04-18 or 18.04.2026.", de: "Schreiben Sie 2026-04-18 oder 18.04.2026."),
            at: Place(value: String(text)))
    }

    /// A text is no key of a municipality or territory.
    public static func invalidAgs(_ text: some StringProtocol, digits: String) -> Refusal {
        Refusal(
            .invalidAgs,
            LocalizedText(en: "“\(text)” is not a municipality key.", de: "„\(text)“ ist kein Gemeindeschlüssel."),
            cure: LocalizedText(
                en: "A key has \(digits) digits, such as 05978032.",
                de: "Ein Schlüssel hat \(digits) Ziffern, etwa 05978032."),
            at: Place(value: String(text)))
    }
}

extension Refusal.Reading {
    /// The code, the noun (German ones are all feminine, so that one sentence fits) and the cure.
    fileprivate var words: (RefusalCode, LocalizedText, LocalizedText) {
        switch self {
        case .amount:
            (
                .invalidAmount, LocalizedText(en: "an amount of money", de: "Geldangabe"),
                LocalizedText(en: "Write 1234.56 or 1.234,56.", de: "Schreiben Sie 1.234,56 oder 1234.56.")
            )
        case .time:
            (
                .invalidTime, LocalizedText(en: "a time in whole minutes", de: "Zeitangabe in ganzen Minuten"),
                LocalizedText(en: "Write 6:30, 6h30 or 6.5.", de: "Schreiben Sie 6:30, 6h30 oder 6,5.")
            )
        case .length:
            (
                .invalidLength, LocalizedText(en: "a length in metres", de: "Längenangabe in Metern"),
                LocalizedText(en: "Write 123.45 or 123,45.", de: "Schreiben Sie 123,45 oder 123.45.")
            )
        case .rate:
            (
                .invalidRate, LocalizedText(en: "a rate", de: "Satzangabe"),
                LocalizedText(en: "Write 15.00 or 15,00.", de: "Schreiben Sie 15,00 oder 15.00.")
            )
        case .percentage:
            (
                .invalidPercentage, LocalizedText(en: "a percentage", de: "Prozentangabe"),
                LocalizedText(en: "Write 60.00 or 60,00.", de: "Schreiben Sie 60,00 oder 60.00.")
            )
        }
    }
}
