import ArgumentParser
import Buddelverein

/// Completes nouns, verbs and flags from the commands themselves, and names from the vocabulary.
struct CommandCompletion: CompletionSource {
    var vocabulary: Vocabulary
    /// Words that the shell knows beside the commands.
    var shellWords: [String]

    func completions(of word: String, after words: [String]) -> [Completion] {
        var command: any ParsableCommand.Type = Buddel.self
        var isCommandPosition = true
        for finished in words where !finished.hasPrefix("-") {
            guard let next = CommandTree.subcommands(of: command).first(where: { $0.name == finished }) else {
                isCommandPosition = false
                break
            }
            command = next.type
        }
        let subcommands = CommandTree.subcommands(of: command)
        if word.hasPrefix("-") {
            return Self.flags(of: command).filter { $0.hasPrefix(word) }.map { Completion($0) }
        }
        let names = subcommands.map(\.name) + (words.isEmpty ? shellWords : [])
        guard isCommandPosition, !names.isEmpty else { return vocabulary.completions(of: word) }
        return names.filter { $0.hasPrefix(word) }.sorted().map { Completion($0) }
    }

    /// The long flags that the command's own help lists.
    private static func flags(of command: any ParsableCommand.Type) -> [String] {
        var flags: Set<String> = []
        for word in Buddel.helpMessage(for: command).split(whereSeparator: { " \n[],|/".contains($0) }) {
            let name = word.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
            if name.hasPrefix("--"), name.count > 2 { flags.insert(String(name)) }
        }
        return flags.sorted()
    }
}
