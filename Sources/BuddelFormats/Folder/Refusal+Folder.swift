import Buddelverein

/// What can be wrong with records of a case folder once they are seen together.
extension Refusal {
    static func unknown(_ kind: CodeKind, _ code: String) -> Refusal {
        Refusal(
            kind.refusal,
            LocalizedText(
                en: "“\(code)” is no \(kind.noun.english), neither of the folder nor one known already.",
                de: "„\(code)“ ist \(kind.noun.german), weder aus der Mappe noch sonst bekannt."),
            cure: LocalizedText(
                en: "Correct the code, or add it first.",
                de: "Berichtigen Sie das Kürzel, oder legen Sie es zuerst an."))
    }

    static var ownSuccessor: Refusal {
        Refusal(
            .successorCycle,
            LocalizedText(
                en: "A member can't be its own successor.", de: "Ein Mitglied kann nicht sein eigener Nachfolger sein."),
            cure: LocalizedText(en: "Name another member.", de: "Nennen Sie ein anderes Mitglied."))
    }

    static var successorCircle: Refusal {
        Refusal(
            .successorCycle,
            LocalizedText(
                en: "The successors of this member lead back to it.",
                de: "Die Nachfolger dieses Mitglieds führen zu ihm zurück."),
            cure: LocalizedText(
                en: "Let the chain end with who holds the connections now.",
                de: "Lassen Sie die Kette bei dem enden, der die Anschlüsse jetzt hält."))
    }

    static func overlap(_ code: RefusalCode, with line: Int?) -> Refusal {
        let (english, german) = line.map { (" on line \($0)", " in Zeile \($0)") } ?? ("", "")
        return Refusal(
            code,
            LocalizedText(
                en: "This overlaps with the row\(english).", de: "Dies überschneidet sich mit dem Eintrag\(german)."),
            cure: LocalizedText(
                en: "Let one begin where the other ends.", de: "Lassen Sie das eine beginnen, wo das andere endet."))
    }

    static var ownConfirmation: Refusal {
        Refusal(
            .selfConfirmation,
            LocalizedText(
                en: "The confirming member is the one it is credited to, the worker, or of the worker's household.",
                de: "Das bestätigende Mitglied ist das begünstigte, der Arbeitende oder aus dessen Haushalt."),
            cure: LocalizedText(
                en: "Name another member, or leave the confirmation empty.",
                de: "Nennen Sie ein anderes Mitglied, oder lassen Sie die Bestätigung leer."))
    }

    static func allocationSum(_ sum: BasisPoints) -> Refusal {
        Refusal(
            .allocationSum,
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

/// What a code can stand for.
enum CodeKind {
    case member
    case helper
    case connection
    case segment
    case area
    case programme
    case award
    case costCategory
    case task
    case machineClass
    case line

    var refusal: RefusalCode {
        switch self {
        case .member: .unknownMember
        case .helper: .unknownHelper
        case .connection: .unknownConnection
        case .segment: .unknownSegment
        case .area: .unknownArea
        case .programme: .unknownProgramme
        case .award: .unknownAward
        case .costCategory, .task, .machineClass, .line: .unknownReference
        }
    }

    var noun: LocalizedText {
        switch self {
        case .member: LocalizedText(en: "member", de: "kein Mitglied")
        case .helper: LocalizedText(en: "helper", de: "kein Helfer")
        case .connection: LocalizedText(en: "connection", de: "kein Anschluss")
        case .segment: LocalizedText(en: "segment", de: "kein Trassenabschnitt")
        case .area: LocalizedText(en: "area", de: "kein Ausbaugebiet")
        case .programme: LocalizedText(en: "programme", de: "kein Förderprogramm")
        case .award: LocalizedText(en: "award", de: "keine Bewilligung")
        case .costCategory: LocalizedText(en: "cost category", de: "keine Kostenart")
        case .task: LocalizedText(en: "task", de: "keine Tätigkeit")
        case .machineClass: LocalizedText(en: "class of machines", de: "keine Maschinenklasse")
        case .line: LocalizedText(en: "voucher or unit", de: "kein Beleg und keine Einheit")
        }
    }
}
