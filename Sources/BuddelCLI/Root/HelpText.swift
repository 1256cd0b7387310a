import ArgumentParser
import Buddelverein

/// The language in which help is written now: that of the running command line.
private var helpLanguage: Language { CommandContext.current?.language ?? .english }

extension ArgumentHelp {
    /// Help of an argument in the reader's language; `value` names it in the usage line.
    public static func text(en: String, de: String, value: String? = nil) -> ArgumentHelp {
        ArgumentHelp(helpLanguage == .german ? de : en, valueName: value)
    }

    /// The same for arguments that only `--help-hidden` lists.
    public static func hidden(en: String, de: String, value: String? = nil) -> ArgumentHelp {
        ArgumentHelp(helpLanguage == .german ? de : en, valueName: value, visibility: .hidden)
    }
}

extension CommandConfiguration {
    /// The configuration of a command that does something.
    public static func verb(_ name: String, en: String, de: String, more: LocalizedText? = nil) -> CommandConfiguration
    {
        CommandConfiguration(
            commandName: name, abstract: helpLanguage == .german ? de : en, discussion: more?[helpLanguage] ?? "")
    }

    /// The configuration of a noun that holds commands.
    public static func noun(
        _ name: String, en: String, de: String, verbs: [any ParsableCommand.Type]
    ) -> CommandConfiguration {
        CommandConfiguration(
            commandName: name, abstract: helpLanguage == .german ? de : en, subcommands: verbs)
    }
}

extension LocalizedText {
    /// The text in the language of the running command line.
    var now: String { self[helpLanguage] }
}
