import Buddelverein

@testable import BuddelCLI

/// A command context over buffers, with answers written down beforehand.
struct ContextFixture {
    let output = BufferSink()
    let errors = BufferSink()
    var context: CommandContext

    init(
        _ language: Language = .english, answers: [String] = [], interactive: Bool = false, columns: Int? = nil,
        colour: Bool = false, environment: [String: String] = [:]
    ) {
        let composition = Composition(
            open: { _, _ in throw Refusal.cancelled }, close: { _ in }, serve: { _, _, _ in })
        var settings = Settings(environment: environment, isRoot: false)
        settings.language = language
        context = CommandContext(
            environment: environment, settings: settings,
            terminal: Terminal(
                isInteractive: interactive, showsOutput: interactive, showsErrors: interactive, columns: columns,
                usesColour: colour),
            input: ScriptedInput(answers), standardOutput: output, standardError: errors,
            today: { Day(year: 2026, month: 4, day: 18)! }, session: Session(composition))
    }
}

extension Refusal {
    /// The refusal that `body` throws; nil when it throws none.
    static func thrown(by body: () async throws -> Void) async -> Refusal? {
        do {
            try await body()
            return nil
        } catch {
            return error as? Refusal
        }
    }
}
