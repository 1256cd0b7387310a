import Buddelverein

/// The quick entry of a whole time sheet as a pure machine: a typed line in, an answer out.
///
/// Date, segment and task are asked once; then each line is a name or number and a time. Nothing is booked before
/// the one confirmation, and a refused line changes nothing.
public struct TimeSheetEntry: Sendable {
    /// What the machine waits for.
    public enum Step: Equatable, Sendable {
        case date, segment, task, lines, confirmation
        case confirmed, cancelled
    }

    /// What the machine says to a line.
    public struct Reply: Sendable {
        public var message: LocalizedText?
        public var refusal: Refusal?
        /// The sheet so far, shown before the confirmation.
        public var table: ListReport?
    }

    public private(set) var step = Step.date
    public private(set) var date: Day
    public private(set) var segment: String?
    public private(set) var task: CodeEntry?
    public private(set) var lines: [TimeSheetLine] = []
    let roster: Roster
    private let today: Day

    /// The longest time that one person can have worked on one day.
    private static let wholeDay = Minutes(minutes: 24 * 60)

    public init(roster: Roster, today: Day) {
        self.roster = roster
        self.today = today
        date = today
    }

    public var isFinished: Bool { step == .confirmed || step == .cancelled }

    /// The records to be booked, in the order of the lines.
    public var drafts: [WorkRecord] {
        lines.map { $0.draft(date: date, segment: segment, task: task?.code ?? "") }
    }

    /// Takes one typed line.
    public mutating func enter(_ typed: String) -> Reply {
        let text = typed.trimmingBlanks
        guard !Self.isCancelling(text) else {
            step = .cancelled
            return Reply(message: LocalizedText(en: "Nothing was booked.", de: "Nichts wurde gebucht."))
        }
        do {
            switch step {
            case .date: return try enterDate(text)
            case .segment: return try enterSegment(text)
            case .task: return try enterTask(text)
            case .lines: return try enterLine(text)
            case .confirmation: return enterConfirmation(text)
            case .confirmed, .cancelled: return Reply()
            }
        } catch let refusal as Refusal {
            return Reply(refusal: refusal)
        } catch {
            return Reply(refusal: .unexpected(error))
        }
    }

    /// Goes back to the lines, after a booking that was refused; nothing typed is lost.
    public mutating func reopen() {
        step = .lines
    }

    private static func isCancelling(_ text: String) -> Bool {
        ["quit", "cancel", "abbruch", "abbrechen"].contains(text.lowercased())
    }

    private mutating func enterDate(_ text: String) throws -> Reply {
        let day = text.isEmpty ? today : try Day(parsing: text)
        guard day <= today else { throw Self.dayToCome(day) }
        date = day
        step = .segment
        return Reply()
    }

    private mutating func enterSegment(_ text: String) throws -> Reply {
        segment = text.isEmpty || text == "-" ? nil : try roster.segment(text)
        step = .task
        return Reply(message: segment.map { LocalizedText(en: "Segment \($0).", de: "Abschnitt \($0).") })
    }

    private mutating func enterTask(_ text: String) throws -> Reply {
        let found = try roster.task(text)
        task = found
        step = .lines
        return Reply(
            message: LocalizedText(
                en:
                    "\(found.title.english). Now name and time, one a line; “-” takes the last back, an empty line ends.",
                de:
                    "\(found.title.german). Nun Name und Zeit, je Zeile eins; „-“ nimmt die letzte zurück, eine leere Zeile endet."
            ))
    }

    private mutating func enterLine(_ text: String) throws -> Reply {
        if text.isEmpty { return endLines() }
        if text.first == "-" { return try removeLine(text.dropFirst()) }
        let line = try TimeSheetLine.reading(
            text, roster: roster, workers: roster.workers(on: date), previous: lines.last?.time)
        try checkDay(of: line)
        lines.append(line)
        return Reply(message: try receipt(of: line))
    }

    /// Nobody works more than a day a day; machines do not count.
    private func checkDay(of line: TimeSheetLine) throws {
        guard line.machine == nil else { return }
        let before = lines.filter { $0.machine == nil && $0.worker == line.worker }.map(\.time)
        let sum = try before.total() + line.time
        guard sum <= Self.wholeDay else { throw Self.moreThanADay(line.worker, sum) }
    }

    private mutating func endLines() -> Reply {
        guard !lines.isEmpty else {
            step = .cancelled
            return Reply(
                message: LocalizedText(
                    en: "The sheet is empty; nothing was booked.", de: "Der Zettel ist leer, nichts wurde gebucht."))
        }
        step = .confirmation
        return Reply(table: summary)
    }

    private mutating func removeLine(_ number: Substring) throws -> Reply {
        let index = number.isEmpty ? lines.count - 1 : (Int(number) ?? 0) - 1
        guard lines.indices.contains(index) else {
            throw Refusal.unknownName(
                "-\(number)", among: LocalizedText(en: "lines of this sheet", de: "Zeilen dieses Zettels"))
        }
        let line = lines.remove(at: index)
        let total = try totals()
        return Reply(
            message: LocalizedText(
                en: "Taken back: \(line.worker.label) \(line.time). \(total.english)",
                de: "Zurückgenommen: \(line.worker.label) \(line.time). \(total.german)"))
    }

    private mutating func enterConfirmation(_ text: String) -> Reply {
        switch Prompt.isYes(text, standard: false) {
        case true?:
            step = .confirmed
            return Reply()
        case false? where !text.isEmpty:
            step = .lines
            return Reply(message: LocalizedText(en: "Go on with the lines.", de: "Weiter mit den Zeilen."))
        default: return Reply()
        }
    }
}
