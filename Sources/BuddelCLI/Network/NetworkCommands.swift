import ArgumentParser

/// The nouns and verbs of connections and trench segments.
enum NetworkCommands {
    static var all: [any ParsableCommand.Type] {
        []
    }
}
