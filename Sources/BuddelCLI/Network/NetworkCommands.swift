import ArgumentParser

/// The nouns and verbs of connections and trench segments.
enum NetworkCommands {
    static var all: [any ParsableCommand.Type] {
        [
            MunicipalityCommand.self, AreaCommand.self, ConnectionCommand.self, SegmentCommand.self,
            ClearanceCommand.self, ProgressCommand.self,
        ]
    }
}
