import ArgumentParser

/// `buddel report`: sums over the records.
struct ReportCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .noun("report", en: "Reports.", de: "Berichte.", verbs: [ReportProgress.self])
    }
}
