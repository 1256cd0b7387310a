import Buddelverein

/// What can be wrong with the form of a JSON file.
extension Refusal {
    static func invalidJSON(expected: LocalizedText, column: Int, found: String?, at place: Place) -> Refusal {
        Refusal(
            .invalidJSON,
            LocalizedText(
                en: "Column \(column): \(expected.english) was expected, "
                    + (found.map { "\($0) stands there." } ?? "the file ends."),
                de: "Spalte \(column): Erwartet war \(expected.german), "
                    + (found.map { "da steht \($0)." } ?? "die Datei endet.")),
            cure: LocalizedText(en: "Write JSON (RFC 8259).", de: "Schreiben Sie JSON (RFC 8259)."), at: place)
    }

    static func noUTF8(at place: Place) -> Refusal {
        Refusal(
            .invalidText, LocalizedText(en: "JSON must be UTF-8.", de: "JSON muss UTF-8 sein."),
            cure: LocalizedText(en: "Save the file as UTF-8.", de: "Speichern Sie die Datei als UTF-8."), at: place)
    }

    static func duplicateMember(_ name: String, at place: Place) -> Refusal {
        var place = place
        place.field = name
        return Refusal(
            .invalidJSON,
            LocalizedText(
                en: "“\(name)” stands in the same object twice.", de: "„\(name)“ steht zweimal im selben Objekt."),
            cure: LocalizedText(en: "Keep one of them.", de: "Behalten Sie eines davon."), at: place)
    }

    static func tooDeep(_ depth: Int, at place: Place) -> Refusal {
        Refusal(
            .tooMuchData,
            LocalizedText(
                en: "Values are nested deeper than \(depth) levels.",
                de: "Werte sind tiefer als \(depth) Ebenen geschachtelt."),
            at: place)
    }

    static func tooManyValues(_ count: Int, at place: Place) -> Refusal {
        Refusal(
            .tooMuchData,
            LocalizedText(en: "The file has more than \(count) values.", de: "Die Datei hat mehr als \(count) Werte."),
            cure: LocalizedText(en: "Split it.", de: "Teilen Sie sie auf."), at: place)
    }

    static func stringTooLong(_ bytes: Int, at place: Place) -> Refusal {
        Refusal(
            .tooMuchData,
            LocalizedText(en: "A text is longer than \(bytes) bytes.", de: "Ein Text ist länger als \(bytes) Bytes."),
            at: place)
    }

    static func numberTooLarge(_ text: String, at place: Place) -> Refusal {
        var place = place
        place.value = text
        return Refusal(
            .invalidJSON,
            LocalizedText(en: "“\(text)” is too large for a number.", de: "„\(text)“ ist für eine Zahl zu groß."),
            cure: LocalizedText(en: "Write it without an exponent.", de: "Schreiben Sie sie ohne Exponenten."),
            at: place)
    }

    static func numberTooLong(at place: Place) -> Refusal {
        Refusal(
            .invalidJSON,
            LocalizedText(en: "A number has more than 64 digits.", de: "Eine Zahl hat mehr als 64 Stellen."), at: place)
    }
}
