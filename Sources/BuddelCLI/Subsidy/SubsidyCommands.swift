import ArgumentParser

/// The nouns and verbs of programmes, awards and claims.
enum SubsidyCommands {
    static var all: [any ParsableCommand.Type] {
        [ProgrammeCommand.self, AwardCommand.self, ClaimCommand.self]
    }
}
