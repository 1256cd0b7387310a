import ArgumentParser
import Buddelverein

/// Runs one command line from its words to its exit status; nothing it throws gets past it.
public enum BuddelCommandLine {
    /// Parses `arguments` (without the program's name) and runs the command in `context`.
    public static func run(_ arguments: [String], in context: CommandContext) async -> CommandStatus {
        let context = context.anticipating(arguments)
        let status = await CommandContext.$current.withValue(context) {
            do {
                try await execute(SignedValues.joined(arguments))
                return CommandStatus.done
            } catch {
                return report(error, in: context)
            }
        }
        guard let error = context.standardOutput.takeFault() else { return status }
        let lost = report(Refusal.outputLost(error), in: context)
        return status == .done ? lost : status
    }

    /// Runs the process's command line, its environment completed by the configuration file, and closes what it opened.
    public static func main(
        _ arguments: [String], environment: [String: String], composition: Composition
    ) async -> CommandStatus {
        let session = Session(composition)
        var context = CommandContext.ofProcess(environment: environment, session: session)
        do {
            let configured = try await ConfiguredEnvironment(environment)
            context = .ofProcess(environment: configured.values, session: session)
            context.givenEnvironment = environment
        } catch {
            return report(error, in: context)
        }
        let status = await run(arguments, in: context)
        await session.close()
        return status
    }

    private static func execute(_ arguments: [String]) async throws {
        try CommandTree.requireKnown(arguments)
        var command = try Buddel.parseAsRoot(arguments)
        if var concurrent = command as? any AsyncParsableCommand {
            try await concurrent.run()
        } else {
            try command.run()
        }
    }

    /// Prints what went wrong, or the help that was asked for, and says how to end.
    static func report(_ error: any Error, in context: CommandContext) -> CommandStatus {
        let printer = ErrorPrinter(context: context)
        switch error {
        case let refusal as Refusal:
            printer.print([refusal])
            return CommandStatus(refusal.code.kind)
        case let refusals as Refusals:
            printer.print(refusals.all)
            return CommandStatus(refusals.all)
        case let status as ExitCode:
            return CommandStatus(rawValue: status.rawValue) ?? .refused
        default:
            return reportOther(error, in: context, printer: printer)
        }
    }

    private static func reportOther(
        _ error: any Error, in context: CommandContext, printer: ErrorPrinter
    ) -> CommandStatus {
        switch Buddel.exitCode(for: error) {
        case .success:
            let text = Buddel.fullMessage(for: error, columns: context.terminal.columns)
            context.standardOutput.writeLine(ParserLanguage.help(text, in: context.language))
            return .done
        case .validationFailure:
            printer.print([
                ParserLanguage.refusal(message: Buddel.message(for: error), usage: Buddel.fullMessage(for: error))
            ])
            return .usage
        default:
            printer.print([.unexpected(error)])
            return .database
        }
    }
}

extension CommandContext {
    /// The context as `--json` and `--lang` among the words change it, so that errors found while parsing already
    /// speak the right language and form.
    fileprivate func anticipating(_ arguments: [String]) -> CommandContext {
        var context = self
        let words = arguments.prefix { $0 != "--" }
        if words.contains("--json") { context.output = .json }
        for (index, word) in words.enumerated() {
            let tag: String? =
                if word == "--lang" {
                    words.indices.contains(index + 1) ? words[index + 1] : nil
                } else if word.hasPrefix("--lang=") {
                    String(word.dropFirst("--lang=".count))
                } else { nil }
            if let language = tag.flatMap({ Language(tag: $0) }) { context.settings.language = language }
        }
        return context
    }
}

extension Refusal {
    /// A fault that no rule foresaw; its detail belongs to whoever looks for its cause.
    static func unexpected(_ error: any Error) -> Refusal {
        let detail = String(describing: error)
        return Refusal(
            .unexpected,
            LocalizedText(en: "Unexpected fault: \(detail)", de: "Unerwarteter Fehler: \(detail)"))
    }
}
