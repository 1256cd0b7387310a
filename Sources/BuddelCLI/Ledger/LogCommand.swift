import ArgumentParser

/// `buddel log`: what happened on the site.
struct LogCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .noun(
            "log", en: "Record what happened on the site.", de: "Erfassen, was auf der Baustelle geschah.",
            verbs: [LogWork.self, LogMachine.self, LogGift.self, LogProgress.self])
    }
}
