import ArgumentParser
import Buddelverein

/// The flags that every command has.
public struct SharedOptions: ParsableArguments {
    @Flag(name: .long, help: .text(en: "Write the result as JSON.", de: "Ergebnis als JSON schreiben."))
    public var json = false

    @Flag(name: .long, help: .text(en: "Write the result as CSV.", de: "Ergebnis als CSV schreiben."))
    public var csv = false

    @Flag(
        name: [.short, .long],
        help: .text(
            en: "Do it without asking; what is missing and has a default takes it.",
            de: "Ohne Rückfrage ausführen; Fehlendes nimmt seine Vorgabe."))
    public var yes = false

    @Option(name: .long, help: .text(en: "Language, de or en.", de: "Sprache, de oder en.", value: "de|en"))
    public var lang: String?

    @Option(
        name: .long,
        help: .text(en: "Code of the association.", de: "Kürzel des Vereins.", value: "code"))
    public var association: String?

    @Option(
        name: .long,
        help: .hidden(
            en: "The town's database, a libpq URL.", de: "Datenbank der Stadt, eine libpq-URL.", value: "url"))
    public var databaseURL: String?

    @Option(
        name: .long,
        help: .hidden(
            en: "Data folder of the embedded database.", de: "Datenordner der eigenen Datenbank.", value: "dir"))
    public var dataDir: String?

    public init() {}
}

/// `--dry-run`, for the commands that can show what they would do.
public struct DryRunOption: ParsableArguments {
    @Flag(
        name: .long,
        help: .text(en: "Show what would happen, store nothing.", de: "Zeigen, was geschähe, nichts speichern."))
    public var dryRun = false

    public init() {}
}

extension CommandContext {
    /// The context as the flags of one command change it.
    ///
    /// Refuses with `invalid_arguments` two output modes at once, and with `unknown_choice` a language that Buddel
    /// does not speak.
    public func applying(_ options: SharedOptions) throws -> CommandContext {
        var context = self
        if options.json && options.csv {
            throw Refusal.invalidArguments(
                LocalizedText(en: "--json and --csv exclude each other.", de: "--json und --csv schließen sich aus."))
        }
        if options.json { context.output = .json }
        if options.csv { context.output = .csv }
        if let tag = options.lang {
            guard let language = Language(tag: tag) else {
                throw Refusal.unknownChoice(tag, of: Language.allCases.map(\.rawValue), flag: "--lang")
            }
            context.settings.language = language
        }
        context.settings.association = options.association ?? context.settings.association
        context.settings.databaseURL = options.databaseURL ?? context.settings.databaseURL
        context.settings.dataDirectory = options.dataDir ?? context.settings.dataDirectory
        context.assumesYes = context.assumesYes || options.yes
        return context
    }
}
