import BuddelOperations
import Buddelverein

/// The questions of a voucher whose answers name something of the books: each is looked up at its own question.
///
/// A person at the keyboard learns of a mistyped name at once, with those it may mean, and loses nothing he typed. A
/// flag is taken as it is: the operation refuses it, with nothing typed that could be lost.
struct VoucherQuestions: Sendable {
    private let prompt: Prompt
    /// Nil where nobody is asked, or who asks may not read the books: the operation then decides alone.
    private let roster: Roster?
    private let categories: [CodeEntry]

    init(_ prompt: Prompt, roster: Roster?, categories: [CodeEntry] = []) {
        self.prompt = prompt
        self.roster = roster
        self.categories = categories
    }

    /// The questions over the opened books; read only where somebody will be asked.
    static func opened(_ prompt: Prompt) async throws -> VoucherQuestions {
        let context = prompt.context
        guard context.terminal.isInteractive else { return VoucherQuestions(prompt, roster: nil) }
        do {
            let roster = try await OpenedBooks(context).roster()
            let codes = try await context.app().listCodes()
            return VoucherQuestions(
                prompt, roster: roster,
                categories: codes.filter { $0.list == .category }.map { CodeEntry($0.code, $0.name) })
        } catch let refusal as Refusal where refusal.code == .notAllowed {
            return VoucherQuestions(prompt, roster: nil)
        }
    }

    /// The number of a member who belongs to the association on `day`, by number or name.
    func member(_ given: String?, ask question: LocalizedText, on day: Day) async throws -> String {
        try await prompt.text("--member", given: given, ask: question) { try self.member($0, on: day) }
    }

    /// The same where a gift to all, or an outsider, has none: `-` is nil.
    func memberOrNone(_ given: String?, ask question: LocalizedText, on day: Day) async throws -> String? {
        let answer = try await prompt.text("--member", given: given, ask: question) { text in
            text == "-" ? text : try self.member(text, on: day)
        }
        return answer == "-" ? nil : answer
    }

    /// The same where an empty answer is none.
    func optionalMember(_ given: String?, ask question: LocalizedText, on day: Day) async throws -> String? {
        if given != nil { return given }
        return try await prompt.optional("--member", given: nil, ask: question) { try member($0, on: day) }
    }

    private func member(_ text: String, on day: Day) throws -> String {
        guard let roster else { return text }
        return try Worker.named(text, among: roster.members.filter { !$0.hasLeft(by: day) }.map(Worker.init)).code
    }

    func segment(_ given: String?) async throws -> String? {
        if given != nil { return given }
        return try await prompt.optional("--segment", given: nil, ask: LocalizedText(en: "Segment", de: "Abschnitt")) {
            try roster?.segment($0) ?? $0
        }
    }

    /// Segments with their shares; an empty answer is none. A flag is `S-1:60.00`, or `S-1` alone for the whole.
    func allocations(_ given: [String]) async throws -> [Allocation] {
        if !given.isEmpty {
            return try given.map { text in try Prompt.naming("--segment", text) { try Self.allocation(text) } }
        }
        return try await prompt.optional(
            "--segment", given: nil,
            ask: LocalizedText(en: "Segments and shares (S-1:60 S-2:40)", de: "Abschnitte und Anteile (S-1:60 S-2:40)")
        ) { text in
            try text.split { $0 == " " || $0 == ";" }.map { part in
                var allocation = try Self.allocation(String(part))
                allocation.segment = try roster?.segment(allocation.segment) ?? allocation.segment
                return allocation
            }
        } ?? []
    }

    private static func allocation(_ text: String) throws -> Allocation {
        guard let colon = text.lastIndex(of: ":") else { return Allocation(segment: text, share: .whole) }
        return Allocation(
            segment: String(text[..<colon]), share: try BasisPoints(parsing: text[text.index(after: colon)...]))
    }

    func task(_ given: String?) async throws -> String {
        try await code("--task", given, LocalizedText(en: "Task", de: "Tätigkeit"), roster?.tasks ?? [])
    }

    func machine(_ given: String?) async throws -> String {
        try await code("--machine", given, LocalizedText(en: "Machine", de: "Maschine"), roster?.machines ?? [])
    }

    func category(_ given: String?) async throws -> String {
        try await code("--category", given, LocalizedText(en: "Kind of cost", de: "Kostenart"), categories)
    }

    func optionalCategory(_ given: String?) async throws -> String? {
        if given != nil { return given }
        let choices = Self.choices(categories)
        return try await prompt.optional(
            "--category", given: nil, ask: LocalizedText(en: "Kind of cost", de: "Kostenart")
        ) { text in
            choices.isEmpty ? text : try Prompt.pick(text, among: choices, flag: "--category", byNumber: false).value
        }
    }

    /// A code of a list, shown with its names; any text where the list is not known.
    private func code(
        _ flag: String, _ given: String?, _ question: LocalizedText, _ entries: [CodeEntry]
    ) async throws -> String {
        guard given == nil, !entries.isEmpty else { return try await prompt.text(flag, given: given, ask: question) }
        return try await prompt.choice(flag, given: nil, ask: question, among: Self.choices(entries))
    }

    private static func choices(_ entries: [CodeEntry]) -> [Choice<String>] {
        entries.map { Choice($0.code, $0.title, $0.code) }
    }
}

extension Prompt {
    /// A text that is not empty; an answer is put through `parse`, a flag's text is taken as it is.
    fileprivate func text(
        _ flag: String, given: String?, ask question: LocalizedText, parse: (String) throws -> String
    ) async throws -> String {
        if let given { return try await text(flag, given: given, ask: question) }
        return try await value(flag, given: nil, ask: question) { try parse($0) }
    }
}
