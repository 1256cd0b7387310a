import Buddelverein

/// A code with its words, such as a task or a machine class.
public struct CodeEntry: Hashable, Sendable {
    public let code: String
    public let title: LocalizedText

    public init(_ code: String, _ title: LocalizedText) {
        self.code = code
        self.title = title
    }
}

/// Everything a time sheet can name: people, segments, tasks, machines.
public struct Roster: Sendable {
    public var members: [Member]
    public var helpers: [Helper]
    public var segments: [String]
    public var tasks: [CodeEntry]
    public var machines: [CodeEntry]

    public init(
        members: [Member], helpers: [Helper], segments: [String], tasks: [CodeEntry], machines: [CodeEntry]
    ) {
        self.members = members
        self.helpers = helpers
        self.segments = segments
        self.tasks = tasks
        self.machines = machines
    }

    /// Who can have worked on `day`: members who had not left by then, and every helper.
    func workers(on day: Day) -> [Worker] {
        members.filter { !$0.hasLeft(by: day) }.map(Worker.init) + helpers.map(Worker.init)
    }

    /// The one segment whose code is `text`, or begins with it; refuses with `ambiguous_name` or `not_found`.
    func segment(_ text: String) throws -> String {
        let wanted = NameMatching.folded(text)
        if let exact = segments.first(where: { NameMatching.folded($0) == wanted }) { return exact }
        let matches = segments.filter { NameMatching.folded($0).hasPrefix(wanted) }
        if matches.count == 1 { return matches[0] }
        guard matches.isEmpty else {
            throw Refusal.ambiguousName(text, candidates: Array(matches.naturallySorted { $0 }.prefix(8)))
        }
        let similar = segments.filter { NameMatching.distance(NameMatching.folded($0), wanted, limit: 1) <= 1 }
        throw Refusal.unknownName(
            text, among: LocalizedText(en: "segments", de: "Trassenabschnitte"),
            similar: Array(similar.naturallySorted { $0 }.prefix(5)))
    }

    /// The task that `text` means, by code or by a beginning of its words.
    func task(_ text: String) throws -> CodeEntry {
        try Prompt.pick(text, among: tasks.map { Choice($0.code, $0.title, $0) }, flag: "--task", byNumber: true).value
    }

    /// The machine class that `word` names in full, or clearly by its first letters, at least four.
    func machine(_ word: String) -> CodeEntry? {
        let wanted = NameMatching.folded(word)
        func names(_ entry: CodeEntry) -> [String] {
            [entry.code, entry.title.english, entry.title.german].map(NameMatching.folded)
        }
        if let exact = machines.first(where: { names($0).contains(wanted) }) { return exact }
        guard wanted.count >= 4 else { return nil }
        let matches = machines.filter { names($0).contains { $0.hasPrefix(wanted) } }
        return matches.count == 1 ? matches[0] : nil
    }
}
