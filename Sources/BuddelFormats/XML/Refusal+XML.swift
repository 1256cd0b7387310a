import Buddelverein

/// What can be wrong with the form of an XML file.
extension Refusal {
    static func malformedXML(column: Int?, at place: Place) -> Refusal {
        let column = column.map { (en: "Column \($0): ", de: "Spalte \($0): ") } ?? (en: "", de: "")
        return Refusal(
            .invalidXML,
            LocalizedText(
                en: "\(column.en)this is no well-formed XML.", de: "\(column.de)Dies ist kein wohlgeformtes XML."),
            cure: fetchAgain, at: place)
    }

    static func documentType(at place: Place) -> Refusal {
        Refusal(
            .invalidXML,
            LocalizedText(
                en: "A document type (<!DOCTYPE …>) or entity stands here; neither is read.",
                de: "Hier steht ein Dokumenttyp (<!DOCTYPE …>) oder eine Entität; beides wird nicht gelesen."),
            cure: fetchAgain, at: place)
    }

    static func processingInstruction(at place: Place) -> Refusal {
        Refusal(
            .invalidXML,
            LocalizedText(
                en: "A processing instruction (<? … ?>) stands here; none is read.",
                de: "Hier steht eine Verarbeitungsanweisung (<? … ?>); keine wird gelesen."),
            cure: fetchAgain, at: place)
    }

    static func unknownXMLVersion(at place: Place) -> Refusal {
        Refusal(
            .invalidXML,
            LocalizedText(en: "Only XML 1.0 is read.", de: "Nur XML 1.0 wird gelesen."), cure: fetchAgain, at: place)
    }

    static func controlCharacter(at place: Place) -> Refusal {
        Refusal(
            .invalidXML,
            LocalizedText(
                en: "A control character stands here, which XML does not allow.",
                de: "Hier steht ein Steuerzeichen, das XML nicht erlaubt."), cure: fetchAgain, at: place)
    }

    static func unknownEncoding(_ name: String, at place: Place) -> Refusal {
        let shown = ArchiveName.printable(name)
        return Refusal(
            .invalidText,
            LocalizedText(
                en: "The file says that it is “\(shown)”, which does not fit its bytes or is not read.",
                de: "Die Datei gibt sich als „\(shown)“ aus; das passt nicht zu ihren Bytes oder wird nicht gelesen."),
            cure: LocalizedText(
                en: "UTF-8, UTF-16, ISO-8859-1 and Windows-1252 are read.",
                de: "Gelesen werden UTF-8, UTF-16, ISO-8859-1 und Windows-1252."), at: place)
    }

    static func wrongEncoding(at place: Place) -> Refusal {
        Refusal(
            .invalidText,
            LocalizedText(
                en: "The bytes are not text in the encoding that the file names.",
                de: "Die Bytes sind kein Text in der Kodierung, die die Datei nennt."), cure: fetchAgain, at: place)
    }

    static func foreignElement(_ name: String, at place: Place) -> Refusal {
        Refusal(
            .invalidXML,
            LocalizedText(
                en: "“\(name)” is of another namespace than the file.",
                de: "„\(name)“ gehört in einen anderen Namensraum als die Datei."), cure: fetchAgain, at: place)
    }

    static func textBetweenElements(at place: Place) -> Refusal {
        Refusal(
            .invalidXML,
            LocalizedText(
                en: "Text stands between elements.", de: "Zwischen Elementen steht Text."), cure: fetchAgain, at: place)
    }

    static func tooManyElements(_ count: Int, at place: Place) -> Refusal {
        Refusal(
            .tooMuchData,
            LocalizedText(
                en: "The file has more than \(count) elements.", de: "Die Datei hat mehr als \(count) Elemente."),
            cure: LocalizedText(
                en: "Fetch a shorter period from the bank.", de: "Rufen Sie bei der Bank einen kürzeren Zeitraum ab."),
            at: place)
    }

    static func repeatedElement(_ name: String) -> Refusal {
        Refusal(
            .invalidXML,
            LocalizedText(
                en: "“\(name)” stands twice where it may stand once.",
                de: "„\(name)“ steht zweimal, wo es nur einmal stehen darf."),
            cure: fetchAgain)
    }

    static func missingElement(_ name: String) -> Refusal {
        Refusal(
            .missingValue, LocalizedText(en: "“\(name)” is missing.", de: "„\(name)“ fehlt."), cure: fetchAgain)
    }

    private static let fetchAgain = LocalizedText(
        en: "Fetch the file from the bank again and leave it as it is.",
        de: "Rufen Sie die Datei bei der Bank neu ab, und lassen Sie sie, wie sie ist.")
}
