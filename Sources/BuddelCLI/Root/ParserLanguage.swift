import Buddelverein

/// Puts the words of the argument parser, which speaks English alone, into the reader's language.
enum ParserLanguage {
    /// A help page in `language`: headings and the parser's own sentences; the rest is in that language already.
    static func help(_ text: String, in language: Language) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { line(String($0), in: language) }
            .joined(separator: "\n")
    }

    private static func line(_ line: String, in language: Language) -> String {
        // The parser writes "BOOKS SUBCOMMANDS:" above a group; the group's name is enough.
        if line.hasSuffix(" SUBCOMMANDS:"), line.first != " " { return line.dropLast(" SUBCOMMANDS:".count) + ":" }
        guard language == .german else { return line }
        if let heading = headings[line] { return heading }
        for (english, german) in openings where line.hasPrefix(english) {
            return self.line(words: german + line.dropFirst(english.count))
        }
        return self.line(words: line)
    }

    private static func line(words line: String) -> String {
        if let translated = translation(of: line.trimmed, by: helpSentences) {
            return line.prefix { $0 == " " } + translated
        }
        return phrases.reduce(line) { line, phrase in line.replacingFirst(phrase.0, with: phrase.1) }
    }

    private static let headings = [
        "ARGUMENTS:": "ARGUMENTE:", "OPTIONS:": "OPTIONEN:", "SUBCOMMANDS:": "BEFEHLE:",
    ]
    private static let openings = [("OVERVIEW: ", "ÜBERSICHT: "), ("USAGE: ", "AUFRUF: ")]
    private static let phrases = [
        ("Show help information.", "Diese Hilfe zeigen."), ("Show the version.", "Die Version zeigen."),
        ("(default: ", "(Vorgabe: "), ("(values: ", "(Werte: "), ("; default: ", "; Vorgabe: "),
        ("<subcommand>", "<befehl>"), ("<options>", "<optionen>"),
    ]
    private static let helpSentences = [("See '% <subcommand>' for detailed help.", "Mehr dazu: '% <befehl>'.")]

    /// The refusal of a command line that the parser could not read; `usage` is the parser's full text.
    static func refusal(message: String, usage: String) -> Refusal {
        let english = sentence(message)
        let german = sentence(translation(of: message, by: messages) ?? message)
        var cure: LocalizedText?
        if let page = usage.text(between: "See '", and: "' for more information") {
            cure = LocalizedText(en: "See \(page).", de: "Siehe \(page).")
        }
        return .invalidArguments(LocalizedText(en: english, de: german), cure: cure)
    }

    private static func sentence(_ text: String) -> String {
        guard let last = text.last, !".?!".contains(last) else { return text }
        return text + "."
    }

    /// The parser's messages, `%` standing for what it quotes.
    private static let messages = [
        ("Unknown option '%'. Did you mean '%'?", "Unbekannte Option '%'. Meinten Sie '%'?"),
        ("Unknown option '%'", "Unbekannte Option '%'"),
        ("Missing value for '%'", "Der Wert fehlt für '%'"),
        ("Missing expected argument '%'", "Es fehlt '%'"),
        ("Missing one of: '%'", "Eines davon fehlt: '%'"),
        ("Missing required subcommand.", "Der Befehl fehlt."),
        ("Unexpected argument '%'", "Unerwartet: '%'"),
        ("% unexpected arguments: '%'", "% Angaben zu viel: '%'"),
        (
            "The option '%' does not take any value, but '%' was specified.",
            "Die Option '%' nimmt keinen Wert, es steht aber '%' da."
        ),
        ("Value to be set with flag % had already been set with flag %", "% widerspricht %"),
        ("The value '%' is invalid for '%'. Please provide one of %.", "'%' gilt nicht für '%'. Möglich sind: %."),
        ("The value '%' is invalid for '%': %", "'%' gilt nicht für '%': %"),
        ("The value '%' is invalid for '%'", "'%' gilt nicht für '%'"),
        ("Invalid option: %", "Ungültige Option: %"),
    ]

    /// The German of the first template that fits the whole of `text`.
    private static func translation(of text: String, by templates: [(String, String)]) -> String? {
        for (english, german) in templates {
            guard let values = text.values(in: english) else { continue }
            var rest = values[...]
            return german.reduce(into: "") { out, character in
                if character == "%" { out += rest.popFirst() ?? "" } else { out.append(character) }
            }
        }
        return nil
    }
}

extension String {
    fileprivate var trimmed: String {
        var rest = self[...]
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }

    /// What stands at the `%` of `template` when the whole text fits it.
    fileprivate func values(in template: String) -> [String]? {
        let parts = template.split(separator: "%", omittingEmptySubsequences: false).map(String.init)
        guard hasPrefix(parts[0]) else { return nil }
        var rest = dropFirst(parts[0].count)
        var values: [String] = []
        for (index, part) in parts.enumerated().dropFirst() {
            if index == parts.count - 1 {
                guard rest.hasSuffix(part), rest.count >= part.count else { return nil }
                values.append(String(rest.dropLast(part.count)))
                return values
            }
            guard let found = rest.firstRange(of: part) else { return nil }
            values.append(String(rest[..<found.lowerBound]))
            rest = rest[found.upperBound...]
        }
        return rest.isEmpty ? values : nil
    }

    fileprivate func text(between opening: String, and closing: String) -> String? {
        guard let start = firstRange(of: opening)?.upperBound, let end = self[start...].firstRange(of: closing) else {
            return nil
        }
        return String(self[start..<end.lowerBound])
    }

    fileprivate func replacingFirst(_ text: String, with other: String) -> String {
        guard let found = firstRange(of: text) else { return self }
        return replacingCharacters(in: found, with: other)
    }

    private func replacingCharacters(in range: Range<Index>, with other: String) -> String {
        self[..<range.lowerBound] + other + self[range.upperBound...]
    }
}
