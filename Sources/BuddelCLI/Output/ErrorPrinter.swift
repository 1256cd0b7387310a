import Buddelverein

/// Writes refusals on the error stream: what is wrong, where, what would be right, and the stable code.
struct ErrorPrinter {
    let context: CommandContext

    /// Prints every refusal; with `--json` one line of JSON, `{"errors":[{"code","message","where","cure"}]}`.
    ///
    /// What was typed is echoed up to `longestValue`, so that the message can still be read.
    func print(_ refusals: [Refusal]) {
        let refusals = refusals.map(Self.shortened)
        guard context.output != .json else {
            let errors: JSONValue = ["errors": .array(refusals.map(json))]
            context.standardError.writeLine(JSONWriter().text(errors))
            return
        }
        for refusal in refusals { context.standardError.write(text(refusal)) }
        if refusals.count > 1 {
            let count = LocalizedText(en: "\(refusals.count) errors.", de: "\(refusals.count) Fehler.")
            context.standardError.writeLine("buddel: \(count[context.language])")
        }
    }

    private func text(_ refusal: Refusal) -> String {
        let language = context.language
        let name = context.terminal.styled("buddel:", .error)
        var text = "\(name) \(PrintableText.escaping(refusal.message[language])) [\(refusal.code.rawValue)]\n"
        if let place = refusal.place.flatMap(shown) {
            text += "  \(Self.whereTitle[language]): \(place)\n"
        }
        if let cure = refusal.cure {
            text += "  \(Self.cureTitle[language]): \(PrintableText.escaping(cure[language]))\n"
        }
        return text
    }

    /// The place in one line, `members.csv, line 3, joined_on = "31.02.2025"`; nil where it is empty.
    private func shown(_ place: Refusal.Place) -> String? {
        var parts: [String] = []
        if let file = place.file { parts.append(PrintableText.escaping(file)) }
        if let line = place.line { parts.append("\(Self.lineTitle[context.language]) \(line)") }
        switch (place.field, place.value.map { "\"\(PrintableText.escaping($0))\"" }) {
        case (let field?, let value?): parts.append("\(PrintableText.escaping(field)) = \(value)")
        case (let field?, nil): parts.append(PrintableText.escaping(field))
        case (nil, let value?): parts.append(value)
        case (nil, nil): break
        }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    private func json(_ refusal: Refusal) -> JSONValue {
        var error: JSONObject = [
            "code": .string(refusal.code.rawValue), "message": .string(refusal.message[context.language]),
        ]
        if let place = refusal.place {
            var location = JSONObject()
            location["file"] = place.file.map { .string($0) }
            location["line"] = place.line.map { .integer(Int64($0)) }
            location["field"] = place.field.map { .string($0) }
            location["value"] = place.value.map { .string($0) }
            error["where"] = .object(location)
        }
        error["cure"] = refusal.cure.map { .string($0[context.language]) }
        return .object(error)
    }

    /// How much of a refused value is shown.
    static let longestValue = 80
    /// A safeguard for texts that repeat something long that is not their value.
    private static let longestText = 2_000

    private static func shortened(_ refusal: Refusal) -> Refusal {
        var place = refusal.place
        let value = place?.value ?? ""
        let short = shortened(value, to: longestValue)
        if place?.value != nil { place?.value = short }
        if let file = place?.file { place?.file = shortened(file, to: longestText) }
        func said(_ text: LocalizedText) -> LocalizedText {
            LocalizedText(en: said(text.english), de: said(text.german))
        }
        func said(_ text: String) -> String {
            shortened(
                short == value
                    ? text : text.split(separator: value, omittingEmptySubsequences: false).joined(separator: short),
                to: longestText)
        }
        let result = Refusal(refusal.code, said(refusal.message), cure: refusal.cure.map(said))
        return place.map(result.at) ?? result
    }

    private static func shortened(_ text: String, to limit: Int) -> String {
        text.utf8.count > limit && text.count > limit ? text.prefix(limit - 1) + "…" : text
    }

    private static let whereTitle = LocalizedText(en: "where", de: "wo")
    private static let cureTitle = LocalizedText(en: "right", de: "richtig")
    private static let lineTitle = LocalizedText(en: "line", de: "Zeile")
}
