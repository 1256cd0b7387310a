/// A language Buddel speaks to people.
public enum Language: String, CaseIterable, Sendable {
    case german = "de"
    case english = "en"
}

/// One sentence in both languages; which one is shown is decided where it meets a reader.
public struct LocalizedText: Hashable, Sendable {
    public let english: String
    public let german: String

    public init(en english: String, de german: String) {
        self.english = english
        self.german = german
    }

    /// The sentence in `language`.
    public subscript(language: Language) -> String {
        switch language {
        case .english: english
        case .german: german
        }
    }
}
