import Buddelverein

/// Splits a line of the shell into words, as a Unix shell would: blanks separate, quotes keep together.
///
/// Nothing is ever expanded: no variables, no patterns, no commands.
public enum ShellWords {
    /// The words of `line`; a `#` at the start of a word begins a comment.
    ///
    /// Refuses with `invalid_arguments` a quote that is not closed.
    public static func split(_ line: String) throws -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var isEscaped = false
        for character in line {
            if isEscaped {
                word = (word ?? "") + String(character)
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
            } else if let open = quote {
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
            } else if character == "\"" || character == "'" {
                quote = character
                word = word ?? ""
            } else if character == " " || character == "\t" {
                if let ended = word { words.append(ended) }
                word = nil
            } else if character == "#", word == nil {
                return words
            } else {
                word = (word ?? "") + String(character)
            }
        }
        guard quote == nil, !isEscaped else {
            throw Refusal.invalidArguments(
                LocalizedText(en: "A quote is not closed.", de: "Ein Anführungszeichen ist nicht geschlossen."),
                cure: LocalizedText(
                    en: "Close it, or write \\\" for the sign itself.",
                    de: "Schließen Sie es, oder schreiben Sie \\\" für das Zeichen selbst."))
        }
        if let word { words.append(word) }
        return words
    }

    /// `word` so that `split` reads it back as one word.
    public static func quoted(_ word: String) -> String {
        let isPlain = !word.isEmpty && word.allSatisfy { $0.isLetter || $0.isNumber || "-_./:,+%=@".contains($0) }
        guard !isPlain else { return word }
        return "\"" + word.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] } + "\""
    }
}
