import Buddelverein

/// One of several things to choose from.
public struct Choice<Value: Sendable>: Sendable {
    /// What scripts write, such as `digging`.
    public let code: String
    /// What people read beside it.
    public let title: LocalizedText
    public let value: Value

    public init(_ code: String, _ title: LocalizedText, _ value: Value) {
        self.code = code
        self.title = title
        self.value = value
    }
}

extension Prompt {
    /// One of `choices`: by its code, a clear beginning of its code or title, or its number in the list.
    ///
    /// Refuses with `unknown_choice` and `ambiguous_name`.
    public func choice<Value>(
        _ flag: String, given: String?, ask question: LocalizedText, among choices: [Choice<Value>],
        standard: String? = nil
    ) async throws -> Value {
        if given == nil, answers?.kept(flag) == nil, context.terminal.isInteractive,
            !(context.assumesYes && standard != nil)
        {
            for (index, choice) in choices.enumerated() {
                context.standardError.writeLine(
                    "  \(index + 1)  \(choice.code)  \(PrintableText.escaping(context.text(choice.title)))")
            }
        }
        let picked = try await value(
            flag, given: given, ask: question, standard: standard.flatMap { code in choices.first { $0.code == code } },
            shown: { $0.code }
        ) { try Self.pick($0, among: choices, flag: flag, byNumber: given == nil) }
        return picked.value
    }

    static func pick<Value>(
        _ answer: String, among choices: [Choice<Value>], flag: String, byNumber: Bool
    ) throws -> Choice<Value> {
        if let exact = choices.first(where: { $0.code == answer }) { return exact }
        if byNumber, let number = Int(answer), choices.indices.contains(number - 1) { return choices[number - 1] }
        let wanted = NameMatching.folded(answer)
        let matches = choices.filter { choice in
            [choice.code, choice.title.english, choice.title.german].contains {
                NameMatching.folded($0).hasPrefix(wanted)
            }
        }
        if matches.count == 1, !wanted.isEmpty { return matches[0] }
        guard matches.isEmpty || wanted.isEmpty else {
            throw Refusal.ambiguousName(answer, candidates: matches.map(\.code))
        }
        throw Refusal.unknownChoice(answer, of: choices.map(\.code), flag: flag)
    }
}
