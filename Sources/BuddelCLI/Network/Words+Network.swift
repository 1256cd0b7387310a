import Buddelverein

// The German and English words of the network's codes, as tables and questions show them.

extension SegmentKind {
    var words: LocalizedText {
        switch self {
        case .trunk: LocalizedText(en: "trunk", de: "Trasse")
        case .lead: LocalizedText(en: "lead", de: "Hauszuführung")
        }
    }
}

extension ConnectionKind {
    var words: LocalizedText {
        switch self {
        case .active: LocalizedText(en: "active", de: "aktiv")
        case .passive: LocalizedText(en: "passive", de: "passiv")
        }
    }
}

extension PremiseCategory {
    var words: LocalizedText {
        switch self {
        case .household: LocalizedText(en: "household", de: "Haushalt")
        case .farm: LocalizedText(en: "farm", de: "Hof")
        case .business: LocalizedText(en: "business", de: "Betrieb")
        case .school: LocalizedText(en: "school", de: "Schule")
        case .publicBody: LocalizedText(en: "public body", de: "öffentliche Stelle")
        }
    }
}

extension DigMethod {
    var words: LocalizedText {
        switch self {
        case .plough: LocalizedText(en: "plough", de: "gepflügt")
        case .openTrench: LocalizedText(en: "open trench", de: "offener Graben")
        case .milling: LocalizedText(en: "milling", de: "gefräst")
        case .trenching: LocalizedText(en: "trenching", de: "Trenching")
        case .hdd: LocalizedText(en: "directional drilling", de: "Spülbohrung")
        case .hand: LocalizedText(en: "by hand", de: "von Hand")
        }
    }
}

extension NamedCode {
    /// The name, as tables and questions show it.
    var words: LocalizedText { name }
}

extension Cell {
    /// A word of the domain: its name in tables, its code in JSON and CSV.
    static func named(_ word: (some NamedCode)?) -> Cell { word.map { .code($0.rawValue, $0.name) } ?? .none }

    /// Several words of the domain.
    static func named(_ words: [some NamedCode]) -> Cell {
        words.isEmpty ? .none : .words(words.map { CodedWord($0.rawValue, $0.name) })
    }

    /// A word of the domain: its words in tables, its code in JSON and CSV.
    static func word<Word: RawRepresentable>(_ word: Word, _ words: LocalizedText) -> Cell
    where Word.RawValue == String {
        .code(word.rawValue, words)
    }
}

extension Prompt {
    /// One of all words of a type, by its code, a beginning of its name, or its number.
    func word<Word: CaseIterable & RawRepresentable & Sendable>(
        _ flag: String, given: String?, ask question: LocalizedText, words: (Word) -> LocalizedText,
        among choices: [Word] = Array(Word.allCases), standard: Word? = nil
    ) async throws -> Word where Word.RawValue == String {
        try await choice(
            flag, given: given, ask: question, among: choices.map { Choice($0.rawValue, words($0), $0) },
            standard: standard?.rawValue)
    }
}

extension Optional where Wrapped == String {
    /// The text of a flag read, nil where the flag is not given; refusals name the flag.
    func read<Value>(_ flag: String, _ parse: (String) throws -> Value) throws -> Value? {
        guard let self else { return nil }
        return try Prompt.naming(flag, self) { try parse(self) }
    }

    /// The word of a flag; refuses with `unknown_choice`.
    func readWord<Word: CaseIterable & RawRepresentable>(
        _ flag: String, as type: Word.Type = Word.self
    ) throws -> Word? where Word.RawValue == String {
        guard let self else { return nil }
        guard let word = Word(rawValue: self) else {
            throw Refusal.unknownChoice(self, of: Word.allCases.map(\.rawValue), flag: flag)
        }
        return word
    }
}
