import Buddelverein

/// One thing that could stand at the cursor.
public struct Completion: Hashable, Sendable {
    /// What is put into the line.
    public let insertion: String
    /// What the list of possibilities shows, such as `M-12 Schulte, Anna`.
    public let display: String

    public init(_ insertion: String, display: String? = nil) {
        self.insertion = insertion
        self.display = display ?? insertion
    }
}

/// Knows what could stand at the cursor; asked while a key is pressed, so it must not wait for anything.
public protocol CompletionSource: Sendable {
    /// The possibilities for the begun `word`, after the finished `words` of the line.
    func completions(of word: String, after words: [String]) -> [Completion]
}

/// The names that completion offers beside the commands, loaded between two lines of the shell.
public struct Vocabulary: Sendable {
    /// Numbers of members and codes of helpers, with their names.
    public var people: [(code: String, name: String)]
    public var segments: [String]
    public var tasks: [CodeEntry]
    /// Codes of awards, claims, programmes, areas and connections.
    public var codes: [String]

    public init(
        people: [(code: String, name: String)] = [], segments: [String] = [], tasks: [CodeEntry] = [],
        codes: [String] = []
    ) {
        self.people = people
        self.segments = segments
        self.tasks = tasks
        self.codes = codes
    }

    /// What begins with `word`: people by number or by any word of their name, the rest by code or title.
    public func completions(of word: String) -> [Completion] {
        let wanted = NameMatching.folded(word)
        let spellings = NameMatching.spellings(word)
        func begins(_ text: String) -> Bool { NameMatching.folded(text).hasPrefix(wanted) }
        func namedLikeThat(_ name: String) -> Bool {
            NameMatching.words(name).contains { word in
                NameMatching.spellings(word).contains { known in spellings.contains { known.hasPrefix($0) } }
            }
        }
        let people = people.filter { begins($0.code) || namedLikeThat($0.name) }
            .map { Completion(ShellWords.quoted($0.code), display: "\($0.code) \($0.name)") }
        let tasks = tasks.filter { begins($0.code) || begins($0.title.english) || begins($0.title.german) }
            .map { Completion($0.code) }
        let codes = (segments + codes).filter(begins).map { Completion(ShellWords.quoted($0), display: $0) }
        return (people + tasks + codes).naturallySorted(by: \.display)
    }
}
