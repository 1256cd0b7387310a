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
}

/// What a code can stand for.
enum CodeKind {
    case helper
    case costCategory
    case task
    case machineClass
    case line

    var refusal: RefusalCode {
        switch self {
        case .helper: .unknownHelper
        case .costCategory, .task, .machineClass, .line: .unknownReference
        }
    }

    var noun: LocalizedText {
        switch self {
        case .helper: LocalizedText(en: "helper", de: "kein Helfer")
        case .costCategory: LocalizedText(en: "cost category", de: "keine Kostenart")
        case .task: LocalizedText(en: "task", de: "keine Tätigkeit")
        case .machineClass: LocalizedText(en: "class of machines", de: "keine Maschinenklasse")
        case .line: LocalizedText(en: "voucher or unit", de: "kein Beleg und keine Einheit")
        }
    }
}
