import ArgumentParser

/// The nouns and verbs of the feed, the map and the server.
enum PublicMapCommands {
    static var all: [any ParsableCommand.Type] {
        [FeedCommand.self, ServeCommand.self]
    }
}
