import ArgumentParser

/// The nouns and verbs of vouchers, the journal, reports, import and export.
enum LedgerCommands {
    static var all: [any ParsableCommand.Type] {
        [LogCommand.self, ReportCommand.self]
    }
}
