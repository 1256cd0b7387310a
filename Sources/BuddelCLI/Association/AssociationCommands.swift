import ArgumentParser

/// The nouns and verbs of associations, their areas, members and helpers.
enum AssociationCommands {
    static var all: [any ParsableCommand.Type] {
        []
    }
}
