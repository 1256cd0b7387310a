import ArgumentParser

/// The nouns and verbs of the journal, its checks, the documents and the shell.
enum BooksCommands {
    static var all: [any ParsableCommand.Type] {
        [
            DocumentCommand.self, JournalCommand.self, PeriodCommand.self, CodeCommand.self, AuditCommand.self,
            CheckCommand.self, ShellCommand.self,
        ]
    }
}
