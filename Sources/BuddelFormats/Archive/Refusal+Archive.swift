import Buddelverein

/// What can be wrong with a ZIP archive; names of entries are made printable.
extension Refusal {
    static func noArchive(file: String) -> Refusal {
        Refusal(
            .invalidArchive,
            LocalizedText(
                en: "This is no ZIP archive, or not a whole one, or something follows it.",
                de: "Dies ist kein ZIP-Archiv, oder kein ganzes, oder es folgt noch etwas darauf."),
            cure: packAgain, at: Place(file: file))
    }

    static func invalidArchive(_ why: LocalizedText, file: String) -> Refusal {
        Refusal(
            .invalidArchive,
            LocalizedText(
                en: "The archive can't be read: \(why.english).",
                de: "Das Archiv lässt sich nicht lesen: \(why.german)."),
            cure: packAgain, at: Place(file: file))
    }

    static func zip64Archive(file: String) -> Refusal {
        invalidArchive(
            LocalizedText(
                en: "it is a ZIP64 archive, which is for more than 4 GB",
                de: "es ist ein ZIP64-Archiv, das für mehr als 4 GB gedacht ist"), file: file)
    }

    static func hiddenBytes(file: String) -> Refusal {
        invalidArchive(
            LocalizedText(
                en: "it holds bytes that belong to no file of its list",
                de: "es enthält Bytes, die zu keiner Datei seiner Liste gehören"), file: file)
    }

    static func encryptedEntry(_ name: String, file: String) -> Refusal {
        entry(
            name, LocalizedText(en: "is encrypted", de: "ist verschlüsselt"), file: file,
            cure: LocalizedText(en: "Pack it without a password.", de: "Packen Sie sie ohne Kennwort."))
    }

    static func unknownMethod(_ name: String, _ method: Int, file: String) -> Refusal {
        entry(
            name,
            LocalizedText(
                en: "is packed by a method that is not read (\(method))",
                de: "ist mit einem Verfahren gepackt, das nicht gelesen wird (\(method))"), file: file,
            cure: LocalizedText(
                en: "Pack it as an ordinary ZIP archive (deflate).",
                de: "Packen Sie sie als gewöhnliches ZIP-Archiv (Deflate)."))
    }

    static func brokenEntry(_ name: String, file: String) -> Refusal {
        entry(name, LocalizedText(en: "is damaged", de: "ist beschädigt"), file: file)
    }

    static func longerThanAnnounced(_ name: String, file: String) -> Refusal {
        entry(
            name,
            LocalizedText(
                en: "unpacks to more than the archive announces", de: "ergibt entpackt mehr, als das Archiv ankündigt"),
            file: file)
    }

    static func contradictoryEntry(_ name: String, file: String) -> Refusal {
        entry(
            name,
            LocalizedText(
                en: "is described otherwise in the archive's list than where it stands",
                de: "wird in der Liste des Archivs anders beschrieben als dort, wo sie steht"), file: file)
    }

    static func overlappingEntry(_ name: String, file: String) -> Refusal {
        entry(
            name, LocalizedText(en: "overlaps with another file", de: "überschneidet sich mit einer anderen Datei"),
            file: file)
    }

    static func duplicateEntry(_ name: String, file: String?) -> Refusal {
        entry(
            name,
            LocalizedText(
                en: "is there twice, or as file and folder; capitals and ways of writing umlauts don't count",
                de: "gibt es zweimal oder als Datei und als Ordner; Großschreibung und Umlautform zählen nicht"),
            file: file,
            cure: LocalizedText(
                en: "Give each file its own name.", de: "Geben Sie jeder Datei ihren eigenen Namen."))
    }

    static func unsafeEntry(_ name: String, _ why: LocalizedText, file: String?) -> Refusal {
        let shown = ArchiveName.printable(name)
        return Refusal(
            .unsafePath,
            LocalizedText(
                en: "The name “\(shown)” in the archive can't be taken: \(why.english).",
                de: "Der Name „\(shown)“ im Archiv geht nicht: \(why.german)."),
            cure: LocalizedText(
                en: "Name the file plainly and pack it again.",
                de: "Geben Sie der Datei einen schlichten Namen und packen Sie sie neu."),
            at: Place(file: file, field: shown))
    }

    static func linkedEntry(_ name: String, file: String) -> Refusal {
        let shown = ArchiveName.printable(name)
        return Refusal(
            .unsafePath,
            LocalizedText(
                en: "“\(shown)” in the archive is a link or no ordinary file.",
                de: "„\(shown)“ im Archiv ist ein Verweis oder keine gewöhnliche Datei."),
            cure: LocalizedText(en: "Pack the file itself.", de: "Packen Sie die Datei selbst."),
            at: Place(file: file, field: shown))
    }

    static func tooManyEntries(_ count: Int, file: String) -> Refusal {
        beyond(
            LocalizedText(
                en: "The archive holds more than \(count) files.", de: "Das Archiv enthält mehr als \(count) Dateien."),
            at: Place(file: file))
    }

    static func entryTooLarge(_ name: String, bytes: Int, file: String) -> Refusal {
        let shown = ArchiveName.printable(name)
        return beyond(
            LocalizedText(
                en: "“\(shown)” is larger than \(bytes) bytes unpacked.",
                de: "„\(shown)“ ist entpackt größer als \(bytes) Byte."),
            at: Place(file: file, field: shown))
    }

    static func suspiciousRatio(_ name: String, ratio: Int, file: String) -> Refusal {
        let shown = ArchiveName.printable(name)
        return beyond(
            LocalizedText(
                en: "“\(shown)” is more than \(ratio) times larger unpacked than packed.",
                de: "„\(shown)“ ist entpackt mehr als \(ratio)-mal so groß wie gepackt."),
            at: Place(file: file, field: shown))
    }

    static func archiveTooLarge(bytes: Int, file: String?) -> Refusal {
        beyond(
            LocalizedText(
                en: "The archive holds more than \(bytes) bytes.", de: "Das Archiv enthält mehr als \(bytes) Byte."),
            at: Place(file: file))
    }

    private static let packAgain = LocalizedText(
        en: "Pack the files again as an ordinary ZIP archive.",
        de: "Packen Sie die Dateien neu als gewöhnliches ZIP-Archiv.")

    private static func entry(
        _ name: String, _ what: LocalizedText, file: String?, cure: LocalizedText = packAgain
    ) -> Refusal {
        let shown = ArchiveName.printable(name)
        return Refusal(
            .invalidArchive,
            LocalizedText(
                en: "“\(shown)” in the archive \(what.english).", de: "„\(shown)“ im Archiv \(what.german)."),
            cure: cure, at: Place(file: file, field: shown))
    }

    private static func beyond(_ what: LocalizedText, at place: Place) -> Refusal {
        Refusal(
            .tooMuchData, what,
            cure: LocalizedText(en: "Split it.", de: "Teilen Sie es auf."), at: place)
    }
}
