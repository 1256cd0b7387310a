import ArgumentParser
import Buddelverein

/// `buddel config`: what holds here, and where it comes from.
struct ConfigCommand: BuddelCommand {
    static var configuration: CommandConfiguration {
        .verb(
            "config", en: "Show the configuration and where each setting comes from; secrets are stars.",
            de: "Konfiguration zeigen, und woher jede Einstellung kommt; Geheimnisse sind Sterne.")
    }
    @OptionGroup var shared: SharedOptions

    func run(in context: CommandContext) async throws {
        let configured = try await ConfiguredEnvironment(context.givenEnvironment)
        var rows: [[Cell]] = []
        for key in ConfigurationKey.allCases {
            let value = Self.effective(key, configured, context.settings)
            let source = configured.sources[key]
            rows.append([
                .text(key.member), .text(key.title[context.language]), .text(value.map(key.shown)),
                .code(source?.rawValue ?? "default", Self.words(source)), .text(key.rawValue),
            ])
        }
        context.show(
            ListReport(
                title: configured.file.map {
                    LocalizedText(en: "Configuration file: \($0)", de: "Konfigurationsdatei: \($0)")
                },
                columns: [
                    Column("setting", en: "Setting", de: "Einstellung"), Column("title", en: "What", de: "Was"),
                    Column("value", en: "Value", de: "Wert"), Column("source", en: "From", de: "Woher"),
                    Column("variable", en: "Variable", de: "Variable"),
                ], rows: rows))
    }

    /// What holds without a value, too.
    private static func effective(
        _ key: ConfigurationKey, _ configured: ConfiguredEnvironment, _ settings: Settings
    ) -> String? {
        if let value = configured.values[key.rawValue], configured.sources[key] != nil { return value }
        switch key {
        case .dataDirectory: return settings.dataDirectory
        case .language: return settings.language == .german ? "de" : "en"
        case .host: return ServeCommand.defaultHost
        case .logFormat: return LogFormat.text.rawValue
        default: return key.number.map { String($0.standard) }
        }
    }

    private static func words(_ source: ConfiguredEnvironment.Source?) -> LocalizedText {
        switch source {
        case .environment: LocalizedText(en: "environment", de: "Umgebung")
        case .file: LocalizedText(en: "file", de: "Datei")
        case nil: LocalizedText(en: "default", de: "Vorgabe")
        }
    }
}
