import Buddelverein

/// What can be wrong with records of a case folder once they are seen together.
extension Refusal {
    static func unknownReference(_ code: String) -> Refusal {
        Refusal(
            .unknownReference,
            LocalizedText(
                en: "“\(code)” is neither in the folder nor known already.",
                de: "„\(code)“ steht weder in der Mappe, noch ist es schon bekannt."),
            cure: LocalizedText(
                en: "Correct the code, or add it to its file.",
                de: "Berichtigen Sie das Kürzel, oder ergänzen Sie es in seiner Datei."))
    }

    static var ownSuccessor: Refusal {
        Refusal(
            .invalidValue,
            LocalizedText(
                en: "A member can't be its own successor.", de: "Ein Mitglied kann nicht sein eigener Nachfolger sein."),
            cure: LocalizedText(en: "Name another member.", de: "Nennen Sie ein anderes Mitglied."))
    }

    static var successorCircle: Refusal {
        Refusal(
            .invalidValue,
            LocalizedText(
                en: "The successors of this member lead back to it.",
                de: "Die Nachfolger dieses Mitglieds führen zu ihm zurück."),
            cure: LocalizedText(
                en: "Let the chain end with who holds the connections now.",
                de: "Lassen Sie die Kette bei dem enden, der die Anschlüsse jetzt hält."))
    }

    static func overlap(with line: Int?) -> Refusal {
        let (english, german) = line.map { (" on line \($0)", " in Zeile \($0)") } ?? ("", "")
        return Refusal(
            .invalidValue,
            LocalizedText(
                en: "This overlaps with the row\(english).", de: "Dies überschneidet sich mit dem Eintrag\(german)."),
            cure: LocalizedText(
                en: "Let one begin where the other ends.", de: "Lassen Sie das eine beginnen, wo das andere endet."))
    }

    static var ownConfirmation: Refusal {
        Refusal(
            .invalidValue,
            LocalizedText(
                en: "The confirming member is the one it is credited to, the worker, or of the worker's household.",
                de: "Das bestätigende Mitglied ist das begünstigte, der Arbeitende oder aus dessen Haushalt."),
            cure: LocalizedText(
                en: "Name another member, or leave the confirmation empty.",
                de: "Nennen Sie ein anderes Mitglied, oder lassen Sie die Bestätigung leer."))
    }

    static func allocationSum(_ sum: BasisPoints) -> Refusal {
        Refusal(
            .invalidPercentage,
            LocalizedText(
                en: "The shares add up to \(sum), not to 100.00.",
                de: "Die Anteile ergeben \(sum.text(in: .german)), nicht 100,00 %."),
            cure: LocalizedText(
                en: "Make them add up to 100.00, or leave the field empty.",
                de: "Bringen Sie sie auf 100,00, oder lassen Sie das Feld leer."))
    }

    static var segmentTwice: Refusal {
        Refusal(
            .invalidValue,
            LocalizedText(en: "A segment stands here twice.", de: "Ein Abschnitt steht hier zweimal."),
            cure: LocalizedText(en: "Add its shares up.", de: "Zählen Sie seine Anteile zusammen."))
    }
}
