import Buddelverein

/// Leads a person, or a script, through the entry of one time sheet and books it once confirmed.
public struct TimeSheetDialogue: Sendable {
    let context: CommandContext
    let lines: any LineReading

    public init(_ context: CommandContext, lines: any LineReading) {
        self.context = context
        self.lines = lines
    }

    /// Runs the entry to its end; the receipt of `record`, or nil when nothing was booked.
    ///
    /// A booking that is refused leaves the sheet open, so that nothing typed is lost; without a terminal the refusal
    /// is thrown, as every refused line is.
    public func run<Booking: Sendable>(
        _ roster: Roster, record: @escaping @Sendable ([WorkRecord]) async throws -> Booking
    ) async throws -> Booking? {
        var entry = TimeSheetEntry(roster: roster, today: context.today())
        while true {
            let source = TimeSheetCompletion(step: entry.step, date: entry.date, roster: roster)
            let prompt = context.text(entry.prompt)
            var typed = await lines.line(prompt: prompt, isCommand: false, completing: source)
            // Ctrl-D behind the last line ends the lines as an empty one does: a whole sheet is not lost by one key.
            if typed == nil, entry.step == .lines, context.terminal.isInteractive { typed = "" }
            guard let typed else { throw Refusal.cancelled }
            let reply = entry.enter(typed)
            try show(reply)
            switch entry.step {
            case .cancelled: return nil
            case .confirmed:
                do {
                    return try await record(entry.drafts)
                } catch let refusal as Refusal where context.terminal.isInteractive {
                    try show(TimeSheetEntry.Reply(refusal: refusal))
                    entry.reopen()
                }
            default: continue
            }
        }
    }

    private func show(_ reply: TimeSheetEntry.Reply) throws {
        if let refusal = reply.refusal {
            guard context.terminal.isInteractive else { throw refusal }
            Prompt(context).explain(refusal)
        }
        if let message = reply.message {
            context.standardError.writeLine("  " + PrintableText.escaping(context.text(message)))
        }
        if let table = reply.table { context.standardError.write(table.table(in: context)) }
    }
}

/// Completes what the present step of a time sheet waits for.
struct TimeSheetCompletion: CompletionSource {
    let step: TimeSheetEntry.Step
    let date: Day
    let roster: Roster

    func completions(of word: String, after _: [String]) -> [Completion] {
        switch step {
        case .segment: Vocabulary(segments: roster.segments).completions(of: word)
        case .task: Vocabulary(tasks: roster.tasks).completions(of: word)
        case .lines:
            Vocabulary(
                people: roster.workers(on: date).map { ($0.code, $0.name) }, tasks: roster.machines
            ).completions(of: word)
        default: []
        }
    }
}
