import ArgumentParser
import Buddelverein

/// The nouns and verbs as the commands themselves state them.
enum CommandTree {
    /// The commands below `command`, by name.
    static func subcommands(
        of command: any ParsableCommand.Type
    ) -> [(name: String, type: any ParsableCommand.Type)] {
        let configuration = command.configuration
        return (configuration.ungroupedSubcommands + configuration.groupedSubcommands.flatMap(\.subcommands))
            .map { ($0._commandName, $0) }
    }

    /// Refuses with `invalid_arguments` a noun or verb that does not exist, and names those that look like it.
    ///
    /// The parser itself would only say that the word is unexpected.
    static func requireKnown(_ words: [String], from root: any ParsableCommand.Type = Buddel.self) throws {
        var command = root
        var path = [root._commandName]
        for word in words {
            let below = subcommands(of: command)
            guard !below.isEmpty, word != "help", !word.hasPrefix("-") else { return }
            guard let next = below.first(where: { $0.name == word }) else {
                throw unknown(word, after: path.joined(separator: " "), among: below.map(\.name))
            }
            command = next.type
            path.append(word)
        }
    }

    private static func unknown(_ word: String, after path: String, among names: [String]) -> Refusal {
        let similar = names.filter { name in
            name.hasPrefix(word) || NameMatching.distance(word, name, limit: 2) <= min(2, name.count / 2)
        }
        let suggestion = similar.sorted().map { "\(path) \($0)" }.joined(separator: ", ")
        return .invalidArguments(
            LocalizedText(en: "There is no command “\(path) \(word)”.", de: "Es gibt keinen Befehl „\(path) \(word)“."),
            cure: similar.isEmpty
                ? LocalizedText(en: "See \(path) --help.", de: "Siehe \(path) --help.")
                : LocalizedText(en: "Did you mean \(suggestion)?", de: "Meinten Sie \(suggestion)?"))
    }
}
