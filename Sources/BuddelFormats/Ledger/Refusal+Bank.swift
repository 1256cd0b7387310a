import Buddelverein

/// What can be wrong with a bank statement beyond its form.
extension Refusal {
    static func unknownMessage(_ namespace: String, at place: Place) -> Refusal {
        let shown = ArchiveName.printable(namespace)
        var place = place
        place.value = shown
        return Refusal(
            .invalidXML,
            LocalizedText(
                en: "This is no bank statement in camt.053.001.02 or camt.053.001.08, but “\(shown)”.",
                de: "Dies ist kein Kontoauszug in camt.053.001.02 oder camt.053.001.08, sondern „\(shown)“."),
            cure: fetchStatement, at: place)
    }

    static func noStatement(at place: Place) -> Refusal {
        Refusal(
            .invalidXML,
            LocalizedText(en: "There is no bank statement in it.", de: "Darin steht kein Kontoauszug."),
            cure: fetchStatement, at: place)
    }

    static func repeatedStatement(_ statement: BankStatement, file: String) -> Refusal {
        Refusal(
            .duplicateKey,
            LocalizedText(
                en: "The statement “\(statement.id)” is there twice.",
                de: "Der Kontoauszug „\(statement.id)“ ist zweimal da."),
            cure: LocalizedText(en: "Leave one of them out.", de: "Lassen Sie einen davon weg."),
            at: Place(file: file, field: "Stmt/Id", value: statement.id))
    }

    static func otherCurrency(_ currency: String) -> Refusal {
        Refusal(
            .otherCurrency,
            LocalizedText(
                en: "The currency is “\(ArchiveName.printable(currency))”; the books are kept in euro.",
                de: "Die Währung ist „\(ArchiveName.printable(currency))“; die Bücher werden in Euro geführt."),
            cure: LocalizedText(
                en: "Load statements of accounts in EUR only.", de: "Lesen Sie nur Auszüge von Konten in EUR ein."))
    }

    static func balanceMismatch(reached: Money, closing: Money) -> Refusal {
        Refusal(
            .balanceMismatch,
            LocalizedText(
                en: "The opening balance and the booked entries come to \(reached), the closing balance is \(closing).",
                de: "Anfangssaldo und gebuchte Umsätze ergeben \(reached), der Endsaldo ist \(closing)."),
            cure: fetchStatement)
    }

    static func detailsMismatch(sum: Money, whole: Money) -> Refusal {
        Refusal(
            .balanceMismatch,
            LocalizedText(
                en: "The single payments come to \(sum), the entry to \(whole).",
                de: "Die einzelnen Zahlungen ergeben \(sum), der Umsatz \(whole)."),
            cure: fetchStatement)
    }

    static func wrongCount(_ told: Int, _ found: Int) -> Refusal {
        Refusal(
            .balanceMismatch,
            LocalizedText(
                en: "The statement announces \(told) entries and holds \(found).",
                de: "Der Auszug kündigt \(told) Umsätze an und enthält \(found)."),
            cure: fetchStatement)
    }

    static var twoBalances: Refusal {
        Refusal(
            .balanceMismatch,
            LocalizedText(
                en: "Two balances of one kind differ.", de: "Zwei Salden derselben Art unterscheiden sich."),
            cure: fetchStatement)
    }

    static func missingBalance(_ codes: String) -> Refusal {
        Refusal(
            .missingValue,
            LocalizedText(
                en: "A booked balance is missing (\(codes)).", de: "Ein gebuchter Saldo fehlt (\(codes))."),
            cure: fetchStatement)
    }

    static func noAmount(_ text: String) -> Refusal {
        Refusal(
            .invalidAmount,
            LocalizedText(
                en: "“\(text.prefix(40))” is no amount in euro and cents.",
                de: "„\(text.prefix(40))“ ist kein Betrag in Euro und Cent."),
            cure: LocalizedText(en: "It is written 1234.56.", de: "Er wird 1234.56 geschrieben."))
    }

    static func wrongIban(_ text: String) -> Refusal {
        Refusal(
            .invalidIban,
            LocalizedText(
                en: "“\(text.prefix(40))” is no IBAN.", de: "„\(text.prefix(40))“ ist keine IBAN."),
            cure: fetchStatement)
    }

    private static let fetchStatement = LocalizedText(
        en: "Fetch the statement (camt.053) from the bank again and leave it as it is.",
        de: "Rufen Sie den Kontoauszug (camt.053) bei der Bank neu ab, und lassen Sie ihn, wie er ist.")
}
