/// How long free texts may be, in Unicode code points; whatever is longer was pasted by mistake.
///
/// Guarantees: the database holds the same bounds, and like these functions refuses control characters, which steer a
/// terminal and break the lines of files.
public enum TextLimits {
    /// Names of people, firms, places and things, and their addresses.
    public static let name = 200
    /// What was given, and notes on things.
    public static let note = 500
    /// Questions, answers and reasons in the steps of a claim, which may have several lines.
    public static let statement = 4_000

    /// What is wrong with a text (`invalid_value`); nil where nothing is. `hasLines` allows line breaks and tabs.
    static func fault(_ text: String, _ field: String, atMost limit: Int, hasLines: Bool = false) -> Refusal? {
        let scalars = text.unicodeScalars
        if scalars.contains(where: { isControl($0) && !(hasLines && "\n\r\t".unicodeScalars.contains($0)) }) {
            return .unusable(
                field, text,
                LocalizedText(en: "holds a control character", de: "enthält ein Steuerzeichen"),
                cure: hasLines
                    ? LocalizedText(en: "Write it as plain text.", de: "Schreiben Sie reinen Text.")
                    : LocalizedText(
                        en: "Write it in one line of plain text.", de: "Schreiben Sie reinen Text in einer Zeile."))
        }
        guard scalars.count > limit else { return nil }
        return .unusable(
            field, text,
            LocalizedText(
                en: "is longer than \(limit) characters: \(scalars.count)",
                de: "ist länger als \(limit) Zeichen: \(scalars.count)"),
            cure: LocalizedText(
                en: "Shorten it; what must be kept belongs into a document that is attached.",
                de: "Kürzen Sie ihn; was bleiben muss, gehört in ein angehängtes Dokument."))
    }

    /// Requires that a text of a claim's step can be kept; refuses with `invalid_value`.
    public static func require(statement text: String, _ field: String) throws(Refusal) {
        if let fault = fault(text, field, atMost: statement, hasLines: true) { throw fault }
    }

    /// Requires that a note in one line can be kept; refuses with `invalid_value`.
    public static func require(note text: String, _ field: String) throws(Refusal) {
        if let fault = fault(text, field, atMost: note) { throw fault }
    }

    /// Requires that a name can be kept; refuses with `invalid_value`.
    public static func require(name text: String, _ field: String) throws(Refusal) {
        if let fault = fault(text, field, atMost: name) { throw fault }
    }

    /// C0, DEL and C1.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    }
}

extension FaultList {
    /// A name that can be kept; nil says nothing.
    mutating func require(name text: String?, _ field: String) {
        add(text, field, atMost: TextLimits.name)
    }

    /// A note in one line that can be kept; nil says nothing.
    mutating func require(note text: String?, _ field: String) {
        add(text, field, atMost: TextLimits.note)
    }

    private mutating func add(_ text: String?, _ field: String, atMost limit: Int) {
        if let text, let fault = TextLimits.fault(text, field, atMost: limit) { add(fault) }
    }
}

extension Refusal {
    /// A text that can't be kept: the message tells its beginning only.
    fileprivate static func unusable(
        _ field: String, _ text: String, _ why: LocalizedText, cure: LocalizedText
    ) -> Refusal {
        let shown = text.unicodeScalars.count > 40 ? String(text.prefix(39)) + "…" : text
        return invalid(field, shown, why, cure: cure)
    }
}
