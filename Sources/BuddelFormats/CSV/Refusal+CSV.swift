import Buddelverein

/// What can be wrong with the form of a text or CSV file.
extension Refusal {
    static func fileTooLarge(bytes: Int, at place: Place) -> Refusal {
        Refusal(
            .tooMuchData,
            LocalizedText(
                en: "The file is larger than \(bytes >> 20) MB.", de: "Die Datei ist größer als \(bytes >> 20) MB."),
            cure: LocalizedText(en: "Split it.", de: "Teilen Sie sie auf."), at: place)
    }

    static func utf16(at place: Place) -> Refusal {
        Refusal(
            .invalidText, LocalizedText(en: "The file is UTF-16 text.", de: "Die Datei ist UTF-16-Text."),
            cure: saveAsUTF8, at: place)
    }

    static func nulByte(at place: Place) -> Refusal {
        Refusal(
            .invalidText,
            LocalizedText(
                en: "There is a NUL byte: this is not a text file.",
                de: "Hier steht ein NUL-Byte: Das ist keine Textdatei."),
            cure: saveAsUTF8, at: place)
    }

    static func unassignedByte(_ byte: UInt8, at place: Place) -> Refusal {
        let hex = String(byte, radix: 16, uppercase: true)
        return Refusal(
            .invalidText,
            LocalizedText(
                en: "Byte 0x\(hex) is neither UTF-8 nor Windows-1252.",
                de: "Das Byte 0x\(hex) ist weder UTF-8 noch Windows-1252."),
            cure: saveAsUTF8, at: place)
    }

    private static let saveAsUTF8 = LocalizedText(
        en: "Save it as UTF-8 (in Excel: “CSV UTF-8”).", de: "Speichern Sie sie als UTF-8 (in Excel: „CSV UTF-8“).")

    static func emptyCSV(at place: Place) -> Refusal {
        Refusal(
            .invalidCSV, LocalizedText(en: "The file has no header line.", de: "Die Datei hat keine Kopfzeile."),
            cure: LocalizedText(
                en: "Write the column names into the first line.",
                de: "Schreiben Sie die Spaltennamen in die erste Zeile."),
            at: place)
    }

    static func raggedRow(fields: Int, columns: Int, at place: Place) -> Refusal {
        Refusal(
            .raggedRow,
            LocalizedText(
                en: "The row has \(fields) fields, the header has \(columns).",
                de: "Die Zeile hat \(fields) Felder, die Kopfzeile \(columns)."),
            cure: LocalizedText(
                en: "Give every row \(columns) fields; quote fields that hold the separator.",
                de: "Geben Sie jeder Zeile \(columns) Felder; Felder mit Trennzeichen gehören in Anführungszeichen."),
            at: place)
    }

    static func unterminatedQuote(at place: Place) -> Refusal {
        Refusal(
            .invalidCSV,
            LocalizedText(
                en: "The quote that opens this field is never closed.",
                de: "Das Anführungszeichen, das dieses Feld öffnet, wird nie geschlossen."),
            cure: LocalizedText(
                en: "Close the field with a quote.", de: "Schließen Sie das Feld mit einem Anführungszeichen."),
            at: place)
    }

    static func strayQuote(at place: Place) -> Refusal {
        Refusal(
            .invalidCSV,
            LocalizedText(
                en: "A quote stands inside an unquoted field.",
                de: "In einem Feld ohne Anführungszeichen steht ein Anführungszeichen."),
            cure: quoteWholeField, at: place)
    }

    static func textAfterQuote(at place: Place) -> Refusal {
        Refusal(
            .invalidCSV,
            LocalizedText(
                en: "Text follows the closing quote of this field.",
                de: "Hinter dem schließenden Anführungszeichen dieses Feldes steht noch Text."),
            cure: quoteWholeField, at: place)
    }

    private static let quoteWholeField = LocalizedText(
        en: "Quote the whole field and double the quotes inside it.",
        de: "Setzen Sie das ganze Feld in Anführungszeichen und verdoppeln Sie die darin.")

    static func strayReturn(at place: Place) -> Refusal {
        Refusal(
            .invalidCSV,
            LocalizedText(
                en: "A carriage return stands inside an unquoted field.",
                de: "In einem Feld ohne Anführungszeichen steht ein Wagenrücklauf."),
            cure: LocalizedText(
                en: "End lines with LF or CR LF.", de: "Beenden Sie Zeilen mit LF oder CR LF."),
            at: place)
    }

    static func fieldTooLong(bytes: Int, at place: Place) -> Refusal {
        Refusal(
            .tooMuchData,
            LocalizedText(
                en: "The field is longer than \(bytes) bytes.", de: "Das Feld ist länger als \(bytes) Bytes."),
            cure: LocalizedText(
                en: "Shorten it; often a quote is missing before.",
                de: "Kürzen Sie es; oft fehlt davor ein Anführungszeichen."),
            at: place)
    }

    static func rowTooLong(bytes: Int, at place: Place) -> Refusal {
        Refusal(
            .tooMuchData,
            LocalizedText(en: "The row is longer than \(bytes) bytes.", de: "Die Zeile ist länger als \(bytes) Bytes."),
            cure: LocalizedText(
                en: "Shorten it; often a quote is missing before.",
                de: "Kürzen Sie sie; oft fehlt davor ein Anführungszeichen."),
            at: place)
    }

    static func tooManyRows(_ count: Int, at place: Place) -> Refusal {
        Refusal(
            .tooMuchData,
            LocalizedText(en: "The file has more than \(count) rows.", de: "Die Datei hat mehr als \(count) Zeilen."),
            cure: LocalizedText(en: "Split it.", de: "Teilen Sie sie auf."), at: place)
    }

    static func tooManyFields(_ count: Int, at place: Place) -> Refusal {
        Refusal(
            .tooMuchData,
            LocalizedText(en: "The file has more than \(count) fields.", de: "Die Datei hat mehr als \(count) Felder."),
            cure: LocalizedText(en: "Split it.", de: "Teilen Sie sie auf."), at: place)
    }

    static func tooManyColumns(_ count: Int, at place: Place) -> Refusal {
        Refusal(
            .tooMuchData,
            LocalizedText(
                en: "The header has more than \(count) columns.", de: "Die Kopfzeile hat mehr als \(count) Spalten."),
            cure: LocalizedText(en: "Leave out what isn't needed.", de: "Lassen Sie weg, was nicht gebraucht wird."),
            at: place)
    }

    static func missingColumn(_ column: ColumnSpec, at place: Place) -> Refusal {
        Refusal(
            .missingColumn,
            LocalizedText(
                en: "The column “\(column.name)” is missing.", de: "Die Spalte „\(column.alias)“ fehlt."),
            cure: LocalizedText(
                en: "Add “\(column.name)” (or “\(column.alias)”): \(column.description.english)",
                de: "Ergänzen Sie „\(column.alias)“ (oder „\(column.name)“): \(column.description.german)"),
            at: place)
    }

    static func duplicateColumn(_ column: ColumnSpec, at place: Place) -> Refusal {
        Refusal(
            .duplicateColumn,
            LocalizedText(
                en: "The column “\(column.name)” stands in the header twice.",
                de: "Die Spalte „\(column.alias)“ steht zweimal in der Kopfzeile."),
            cure: LocalizedText(en: "Keep one of them.", de: "Behalten Sie eine davon."), at: place)
    }
}

extension FileWarning {
    static func unknownColumn(_ name: String, known: [ColumnSpec], at place: Refusal.Place) -> FileWarning {
        FileWarning(
            .unknownColumn,
            LocalizedText(
                en: "The column “\(name)” is not known and was left out. Known are: "
                    + known.map(\.name).joined(separator: ", ") + ".",
                de: "Die Spalte „\(name)“ ist nicht bekannt und blieb außen vor. Bekannt sind: "
                    + known.map(\.alias).joined(separator: ", ") + "."),
            at: place)
    }

    static func windows1252(at place: Refusal.Place) -> FileWarning {
        FileWarning(
            .windows1252,
            LocalizedText(
                en: "The file is no UTF-8; it was read as Windows-1252.",
                de: "Die Datei ist kein UTF-8; sie wurde als Windows-1252 gelesen."),
            at: place)
    }
}
