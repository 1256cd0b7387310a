import Buddelverein

/// What the shell needs of the books; the ledger's commands provide it over the opened application.
public protocol ShellBooks: Sendable {
    /// The names that Tab completes.
    func vocabulary() async throws -> Vocabulary
    /// The people, segments, tasks and machines that a time sheet can name.
    func roster() async throws -> Roster
    /// Records all lines in one transaction; the numbers they got.
    func record(_ drafts: [WorkRecord]) async throws -> [String]
    /// Reverses, or takes back, all vouchers with these numbers in one transaction.
    func reverse(_ refs: [String]) async throws
}

/// The treasurer's evening: the commands of `buddel` without its name, with history, completion, quick entry, undo.
///
/// Without a terminal it reads a script: the first refused line ends it with that line's status.
public struct Shell: Sendable {
    let context: CommandContext
    let books: any ShellBooks
    let lines: CountedLines
    let undo = UndoStack()

    /// Reads from a line editor on a terminal, else from the context's input; `lines` replaces both.
    public init(_ context: CommandContext, books: any ShellBooks, lines: (any LineReading)? = nil) {
        var context = context
        context.undo = undo
        if lines == nil, context.terminal.isInteractive { context.input = ShellInput() }
        self.context = context
        self.books = books
        self.lines = CountedLines(lines ?? Self.reader(for: context))
    }

    private static func reader(for context: CommandContext) -> any LineReading {
        guard context.terminal.isInteractive else { return PlainLines(context.input) }
        return LineEditor(historyDirectory: context.settings.configurationDirectory)
    }

    /// Words that only the shell knows.
    static let words = ["exit", "help", "quit", "sheet", "undo"]

    /// Runs until `quit` or the end of the input.
    public func run() async -> CommandStatus {
        if context.terminal.isInteractive { context.note(Self.greeting) }
        var completion = CommandCompletion(vocabulary: Vocabulary(), shellWords: Self.words)
        var isStale = true
        while true {
            if isStale, context.terminal.isInteractive, let vocabulary = try? await books.vocabulary() {
                completion.vocabulary = vocabulary
                isStale = false
            }
            guard let line = await lines.line(prompt: prompt, isCommand: true, completing: completion) else {
                return .done
            }
            guard let status = await execute(line) else { return .done }
            isStale = isStale || !line.allSatisfy(\.isWhitespace)
            if status != .done, !context.terminal.isInteractive {
                let number = lines.count
                context.note(LocalizedText(en: "Stopped at line \(number).", de: "Angehalten in Zeile \(number)."))
                return status
            }
        }
    }

    private var prompt: String {
        (context.settings.association ?? "buddel") + "> "
    }

    /// Runs one line; nil when the shell is to end.
    private func execute(_ line: String) async -> CommandStatus? {
        do {
            var words = try ShellWords.split(line)
            if words.first == "buddel" { words.removeFirst() }
            switch words.first {
            case nil: return .done
            case "quit", "exit": return nil
            case "help": return await help(words.dropFirst())
            case "undo": return try await undoLatest()
            case "sheet": return try await enterSheet()
            case "shell": throw Self.alreadyThere
            default: return await BuddelCommandLine.run(words, in: context)
            }
        } catch {
            return BuddelCommandLine.report(error, in: context)
        }
    }

    private func help(_ words: ArraySlice<String>) async -> CommandStatus {
        if words.isEmpty { context.standardOutput.writeLine(context.text(Self.helpText)) }
        return await BuddelCommandLine.run(words + ["--help"], in: context)
    }

    private func undoLatest() async throws -> CommandStatus {
        guard let action = await undo.latest else { throw Self.nothingToUndo }
        if context.terminal.isInteractive {
            let question = LocalizedText(
                en: "Undo “\(action.title.english)”?", de: "„\(action.title.german)“ rückgängig machen?")
            try await Prompt(context).requireConfirmation(question)
        }
        guard let undone = try await undo.undoLatest() else { throw Self.nothingToUndo }
        context.show(
            Receipt(LocalizedText(en: "Undone: \(undone.title.english).", de: "Rückgängig: \(undone.title.german).")))
        return .done
    }

    private func enterSheet() async throws -> CommandStatus {
        let books = books
        let roster = try await books.roster()
        let refs = try await TimeSheetDialogue(context, lines: lines).run(roster, record: books.record)
        guard let refs, let first = refs.first, let last = refs.last else { return .done }
        let title =
            refs.count == 1
            ? LocalizedText(en: "time sheet of one line, \(first)", de: "Stundenzettel mit einer Zeile, \(first)")
            : LocalizedText(
                en: "time sheet of \(refs.count) lines, \(first) … \(last)",
                de: "Stundenzettel mit \(refs.count) Zeilen, \(first) … \(last)")
        await undo.push(title) { try await books.reverse(refs) }
        context.show(
            Receipt(
                LocalizedText(en: "Recorded: \(title.english).", de: "Erfasst: \(title.german)."),
                ["refs": .array(refs.map { .string($0) })]))
        return .done
    }
}
