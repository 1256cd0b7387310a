import ArgumentParser

/// The nouns and verbs of associations, their members and helpers.
enum AssociationCommands {
    static var all: [any ParsableCommand.Type] {
        [AssociationCommand.self, MemberCommand.self, HelperCommand.self]
    }
}
