import ArgumentParser

/// The nouns and verbs of programmes, awards, claims and documents.
enum SubsidyCommands {
    static var all: [any ParsableCommand.Type] {
        []
    }
}
