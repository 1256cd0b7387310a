import ArgumentParser

/// The nouns and verbs of vouchers, the journal, reports, import and export.
enum LedgerCommands {
    static var all: [any ParsableCommand.Type] {
        [
            LogCommand.self, ConfirmCommand.self, RefuseCommand.self, ReverseCommand.self, CostCommand.self,
            PaymentCommand.self, VoucherCommand.self, SettlementCommand.self, ReportCommand.self,
            ImportCommand.self, ExportCommand.self,
        ] + BooksCommands.all
    }
}
