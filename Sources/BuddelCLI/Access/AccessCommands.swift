import ArgumentParser

/// The nouns and verbs of users, log-in, audit, checks and the database.
enum AccessCommands {
    static var all: [any ParsableCommand.Type] {
        [
            LogInCommand.self, LogOutCommand.self, WhoAmICommand.self, TokenCommand.self, UserCommand.self,
            TieCommand.self, DatabaseCommand.self, ConfigCommand.self,
        ]
    }
}
