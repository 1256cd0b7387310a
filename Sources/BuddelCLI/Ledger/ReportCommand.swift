import ArgumentParser

/// `buddel report`: sums over the records.
struct ReportCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .noun(
            "report", en: "Reports: progress, cash, trial balance.",
            de: "Berichte: Baufortschritt, Kasse, Summen und Salden.",
            verbs: [ReportProgress.self, ReportCash.self, ReportBalance.self])
    }
}
