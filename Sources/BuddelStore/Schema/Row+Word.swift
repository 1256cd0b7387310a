import Postgres

extension Row {
    /// A word of the database as a value of the domain.
    func word<Word: RawRepresentable>(_ column: String, as type: Word.Type = Word.self) throws -> Word
    where Word.RawValue == String {
        let text: String = try decode(column)
        guard let word = Word(rawValue: text) else { throw UnknownWord(column: column, word: text) }
        return word
    }

    /// An array of words.
    func words<Word: RawRepresentable>(_ column: String, as type: Word.Type = Word.self) throws -> [Word]
    where Word.RawValue == String {
        try decode(column, as: [String].self).map { text in
            guard let word = Word(rawValue: text) else { throw UnknownWord(column: column, word: text) }
            return word
        }
    }

    /// A word that may be missing.
    func optionalWord<Word: RawRepresentable>(_ column: String, as type: Word.Type = Word.self) throws -> Word?
    where Word.RawValue == String {
        isNull(column) ? nil : try word(column)
    }
}

/// The database holds a word that this version of the program does not know.
struct UnknownWord: Error, CustomStringConvertible {
    let column: String
    let word: String

    var description: String { "unknown word \"\(word)\" in column \"\(column)\"" }
}
