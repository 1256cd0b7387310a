import BuddelOperations
import Buddelverein

/// How results are written.
public enum OutputMode: String, Sendable, CaseIterable {
    case table, json, csv
}

/// Everything a command sees of the world: streams, terminal, language, settings, clock, and the application.
///
/// Guarantees: a command that uses nothing else can be tested with scripted input and two buffers.
public struct CommandContext: Sendable {
    public var settings: Settings
    public var output: OutputMode
    public var terminal: Terminal
    public var input: any LineSource
    public var standardOutput: any TextSink
    public var standardError: any TextSink
    public var environment: [String: String]
    /// The environment as the process got it, before the configuration file completed it.
    var givenEnvironment: [String: String]
    /// `--yes`: questions that only ask for a yes are answered with it.
    public var assumesYes: Bool
    /// The civil day in Germany, as the operations reckon it.
    public var today: @Sendable () -> Day
    public var session: Session
    /// What the shell's `undo` can take back; nil outside of the shell.
    public var undo: UndoStack?

    public init(
        environment: [String: String], settings: Settings? = nil, output: OutputMode = .table,
        terminal: Terminal = Terminal(), input: any LineSource, standardOutput: any TextSink,
        standardError: any TextSink, today: @escaping @Sendable () -> Day, session: Session
    ) {
        self.environment = environment
        givenEnvironment = environment
        self.settings = settings ?? Settings(environment: environment)
        self.output = output
        self.terminal = terminal
        self.input = input
        self.standardOutput = standardOutput
        self.standardError = standardError
        self.assumesYes = false
        self.today = today
        self.session = session
    }

    /// The context of this process.
    public static func ofProcess(environment: [String: String], session: Session) -> CommandContext {
        CommandContext(
            environment: environment, terminal: .ofProcess(environment: environment), input: StandardInput(),
            standardOutput: StreamSink.standardOutput, standardError: StreamSink.standardError,
            today: Surroundings.live.today, session: session)
    }

    public var language: Language { settings.language }

    /// The opened application; opened at the first call.
    public func app() async throws -> BuddelApp {
        try await session.app(settings)
    }

    /// The text in the reader's language.
    public func text(_ text: LocalizedText) -> String { text[language] }

    /// Shows a result in the mode that the flags ask for.
    public func show(_ report: any Report) {
        standardOutput.write(report.rendered(in: self))
    }

    /// A message beside the result, such as a warning; on the error stream, so that scripts read clean output.
    public func note(_ text: LocalizedText) {
        standardError.writeLine(PrintableText.escaping(text[language]))
    }

    /// The context of the command that runs; ArgumentParser's help texts read their language from here.
    @TaskLocal public static var current: CommandContext?
}
