/// A word of the domain: its code for programs and files, its name for readers (DESIGN.md section 1).
public protocol NamedCode: RawRepresentable, Sendable where RawValue == String {
    var name: LocalizedText { get }
}

extension NamedCode {
    /// The name with the code that commands take behind it, where the two differ: `im Bau (in_progress)`.
    var nameAndCode: LocalizedText {
        func shown(_ name: String) -> String { name == rawValue ? name : "\(name) (\(rawValue))" }
        return LocalizedText(en: shown(name.english), de: shown(name.german))
    }
}

extension Refusal {
    /// A thing can't go from its state by a step, or to a state; `allowed` are those that are possible.
    public static func moveNotAllowed<Step: NamedCode>(
        _ thing: String, from: some NamedCode, to: Step, allowed: [Step]
    ) -> Refusal {
        let shown = allowed.map(\.nameAndCode)
        let english = shown.map(\.english).joined(separator: ", ")
        let german = shown.map(\.german).joined(separator: ", ")
        return Refusal(
            .moveNotAllowed,
            LocalizedText(
                en: "\(thing) is \(from.name.english); “\(to.name.english)” is not possible now.",
                de: "\(thing) ist \(from.name.german); „\(to.name.german)“ geht jetzt nicht."),
            cure: allowed.isEmpty
                ? LocalizedText(
                    en: "Nothing follows “\(from.name.english)”.", de: "Auf „\(from.name.german)“ folgt nichts mehr.")
                : LocalizedText(en: "Possible now: \(english).", de: "Jetzt möglich: \(german)."),
            at: Place(field: "status", value: from.rawValue))
    }
}
