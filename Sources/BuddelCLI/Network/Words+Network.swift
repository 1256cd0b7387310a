import Buddelverein

// The German and English words of the network's codes, as tables and questions show them.

extension SegmentStatus {
    var words: LocalizedText {
        switch self {
        case .planned: LocalizedText(en: "planned", de: "geplant")
        case .cleared: LocalizedText(en: "cleared", de: "freigegeben")
        case .inProgress: LocalizedText(en: "in progress", de: "im Bau")
        case .laid: LocalizedText(en: "laid", de: "verlegt")
        case .surveyed: LocalizedText(en: "surveyed", de: "eingemessen")
        case .accepted: LocalizedText(en: "accepted", de: "abgenommen")
        }
    }
}

extension SegmentKind {
    var words: LocalizedText {
        switch self {
        case .trunk: LocalizedText(en: "trunk", de: "Trasse")
        case .lead: LocalizedText(en: "lead", de: "Hauszuführung")
        }
    }
}

extension ConnectionStatus {
    var words: LocalizedText {
        switch self {
        case .planned: LocalizedText(en: "planned", de: "geplant")
        case .ductLaid: LocalizedText(en: "duct laid", de: "Rohr verlegt")
        case .fibreBlown: LocalizedText(en: "fibre blown", de: "Faser eingeblasen")
        case .active: LocalizedText(en: "active", de: "in Betrieb")
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

extension Clearance.Kind {
    var words: LocalizedText {
        switch self {
        case .ownerConsent: LocalizedText(en: "owner's consent", de: "Einverständnis des Eigentümers")
        case .utilityInformation: LocalizedText(en: "utility information", de: "Leitungsauskunft")
        case .road: LocalizedText(en: "road permit", de: "Straßenbaulast")
        case .water: LocalizedText(en: "water permit", de: "Wasserrecht")
        case .rail: LocalizedText(en: "rail permit", de: "Bahn")
        }
    }
}

extension Cell {
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
