import Buddelverein
import Glibc

extension Refusal {
    /// A flag is missing and nobody is there to be asked.
    public static func missingFlag(_ flag: String) -> Refusal {
        Refusal(
            .missingFlag,
            LocalizedText(en: "\(flag) is missing.", de: "\(flag) fehlt."),
            cure: LocalizedText(
                en: "Give \(flag), or run the command on a terminal, where it asks.",
                de: "Geben Sie \(flag) an, oder starten Sie den Befehl in einem Terminal, dort fragt er nach."),
            at: Place(field: flag))
    }

    /// The arguments make no command.
    public static func invalidArguments(_ message: LocalizedText, cure: LocalizedText? = nil) -> Refusal {
        Refusal(.invalidArguments, message, cure: cure)
    }

    /// A change without anything that is to be changed; `example` is a flag that would do it.
    static func nothingToChange(_ example: String) -> Refusal {
        invalidArguments(
            LocalizedText(en: "Nothing is to be changed.", de: "Es soll nichts geändert werden."),
            cure: LocalizedText(en: "Give what is right: \(example).", de: "Das Richtige angeben: \(example)."))
    }

    /// A value is none of the choices.
    public static func unknownChoice(_ value: String, of choices: [String], flag: String?) -> Refusal {
        let list = choices.joined(separator: ", ")
        return Refusal(
            .unknownChoice,
            LocalizedText(en: "“\(value)” is none of the choices.", de: "„\(value)“ steht nicht zur Wahl."),
            cure: LocalizedText(en: "Give one of: \(list).", de: "Geben Sie eines an von: \(list)."),
            at: Place(field: flag, value: value))
    }

    /// A name fits several things.
    public static func ambiguousName(_ value: String, candidates: [String]) -> Refusal {
        let list = candidates.joined(separator: "; ")
        return Refusal(
            .ambiguousName,
            LocalizedText(en: "“\(value)” fits more than one: \(list).", de: "„\(value)“ passt auf mehrere: \(list)."),
            cure: LocalizedText(
                en: "Write more of the name, or the number.", de: "Schreiben Sie mehr vom Namen oder die Nummer."),
            at: Place(value: value))
    }

    /// Nothing has that name or number.
    public static func unknownName(_ value: String, among what: LocalizedText, similar: [String] = []) -> Refusal {
        let list = similar.joined(separator: "; ")
        return Refusal(
            .notFound,
            LocalizedText(
                en: "Nothing named “\(value)” among the \(what.english).",
                de: "Nichts namens „\(value)“ unter: \(what.german)."),
            cure: similar.isEmpty
                ? nil : LocalizedText(en: "Did you mean: \(list)?", de: "Meinten Sie: \(list)?"),
            at: Place(value: value))
    }

    /// The person said no, or the input ended before the answer.
    public static var cancelled: Refusal {
        Refusal(
            .cancelled, LocalizedText(en: "Cancelled; nothing was done.", de: "Abgebrochen, nichts ist geschehen."))
    }

    /// What the command said could not be written, such as to a full disk; what it did stands.
    static func outputLost(_ error: Int32) -> Refusal {
        let reason = String(cString: strerror(error))
        return Refusal(
            .outputLost,
            LocalizedText(
                en: "The output could not be written: \(reason).",
                de: "Die Ausgabe ließ sich nicht schreiben: \(reason)."),
            cure: LocalizedText(
                en: "What the command did is done, only its output is lost; make room and show it again.",
                de: "Was der Befehl tat, ist getan, nur seine Ausgabe fehlt; Platz schaffen und noch einmal zeigen."),
            at: Place(file: "stdout"))
    }

    /// Neither a home folder nor a configuration folder is known.
    public static var noHome: Refusal {
        Refusal(
            .noHome,
            LocalizedText(
                en: "There is no folder to keep the session in.", de: "Es gibt keinen Ordner für die Sitzung."),
            cure: LocalizedText(
                en: "Set HOME or XDG_CONFIG_HOME, or pass the token in BUDDEL_TOKEN.",
                de: "Setzen Sie HOME oder XDG_CONFIG_HOME, oder geben Sie das Token in BUDDEL_TOKEN an."))
    }

    static func sessionFile(_ path: String, reason: String) -> Refusal {
        Refusal(
            .sessionFile,
            LocalizedText(
                en: "The session file can't be used: \(reason).",
                de: "Die Sitzungsdatei ist nicht benutzbar: \(reason)."),
            at: Place(file: path))
    }

    static func sessionFileOpenToOthers(_ path: String) -> Refusal {
        Refusal(
            .sessionFile,
            LocalizedText(
                en: "The session file is open to others, or belongs to another user.",
                de: "Die Sitzungsdatei steht anderen offen oder gehört jemand anderem."),
            cure: LocalizedText(
                en: "Remove it and log in again: buddel login.",
                de: "Löschen Sie sie und melden Sie sich neu an: buddel login."),
            at: Place(file: path))
    }
}
