extension Refusal {
    /// What a record may name.
    public enum Named: Sendable {
        case member
        case helper
        case connection
        case segment
        case area
        case programme
        case award

        var code: RefusalCode {
            switch self {
            case .member: .unknownMember
            case .helper: .unknownHelper
            case .connection: .unknownConnection
            case .segment: .unknownSegment
            case .area: .unknownArea
            case .programme: .unknownProgramme
            case .award: .unknownAward
            }
        }

        var noun: LocalizedText {
            switch self {
            case .member: LocalizedText(en: "a member", de: "kein Mitglied")
            case .helper: LocalizedText(en: "a helper", de: "kein Helfer")
            case .connection: LocalizedText(en: "a connection", de: "kein Anschluss")
            case .segment: LocalizedText(en: "a segment with a length", de: "kein Trassenabschnitt mit einer Länge")
            case .area: LocalizedText(en: "a build area", de: "kein Ausbaugebiet")
            case .programme: LocalizedText(en: "a programme", de: "kein Förderprogramm")
            case .award: LocalizedText(en: "an award", de: "keine Bewilligung")
            }
        }
    }

    /// A record names something that is not there.
    public static func unknown(_ named: Named, _ value: String, field: String) -> Refusal {
        Refusal(
            named.code,
            LocalizedText(en: "“\(value)” is not \(named.noun.english).", de: "„\(value)“ ist \(named.noun.german)."),
            cure: LocalizedText(
                en: "Check the spelling, or record it first.",
                de: "Prüfen Sie die Schreibweise, oder legen Sie es zuerst an."),
            at: Place(field: field, value: value))
    }

    /// What a command names is not there, or not for this user (`not_found`); a record that names it is `unknown`.
    public static func absent(_ named: Named, _ value: String, field: String) -> Refusal {
        Refusal(
            .notFound,
            LocalizedText(en: "“\(value)” is not \(named.noun.english).", de: "„\(value)“ ist \(named.noun.german)."),
            cure: LocalizedText(
                en: "Check the spelling; the list shows what is there.",
                de: "Prüfen Sie die Schreibweise; die Liste zeigt, was es gibt."),
            at: Place(field: field, value: value))
    }

    /// Work that nobody did (rules.md 5).
    public static func noWorker(_ ref: String) -> Refusal {
        Refusal(
            .noWorker,
            LocalizedText(
                en: "\(ref) has neither a worker nor a member.", de: "\(ref) hat weder Helfer noch Mitglied."),
            cure: LocalizedText(
                en: "Name the member it is credited to, the helper who worked, or both.",
                de: "Nennen Sie das Mitglied, dem es gutgeschrieben wird, den Helfer, oder beide."),
            at: Place(field: "worker", value: ref))
    }
}
