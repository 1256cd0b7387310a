import Buddelverein

/// One line of a time sheet, resolved.
public struct TimeSheetLine: Hashable, Sendable {
    public let worker: Worker
    /// The machine class; nil for labour.
    public let machine: CodeEntry?
    public let time: Minutes

    /// Reads `name-or-number [time]` or `machine name-or-number [time]`; without a time that of the line before.
    ///
    /// Refuses with `invalid_time`, `ambiguous_name`, `not_found`.
    static func reading(
        _ text: String, roster: Roster, workers: [Worker], previous: Minutes?
    ) throws -> TimeSheetLine {
        var words = text.split { $0 == " " || $0 == "\t" }.map(String.init)
        var time = previous
        if words.count > 1, let last = words.last, last.first?.isNumber ?? false {
            time = try Minutes(parsing: last)
            words.removeLast()
        }
        var machine: CodeEntry?
        if words.count > 1, let named = roster.machine(words[0]) {
            machine = named
            words.removeFirst()
        }
        let worker = try Worker.named(words.joined(separator: " "), among: workers)
        guard let time else { throw missingTime(text) }
        guard time > .zero else { throw emptyTime(time) }
        return TimeSheetLine(worker: worker, machine: machine, time: time)
    }

    /// The record to be booked; its number is given when it is recorded, so `ref` is empty.
    func draft(date: Day, segment: String?, task: String) -> WorkRecord {
        let (member, helper): (String?, String?) =
            switch worker.identity {
            case .member(let number): (number, nil)
            case .helper(let code, let household): (household, code)
            }
        return WorkRecord(
            ref: "", date: date, memberNumber: member, worker: helper, kind: machine == nil ? .labour : .machine,
            task: task, time: time, segment: segment, machine: machine?.code)
    }

    private static func missingTime(_ text: String) -> Refusal {
        Refusal(
            .invalidTime, LocalizedText(en: "The time is missing.", de: "Die Zeit fehlt."),
            cure: LocalizedText(en: "Write “\(text) 6:30”.", de: "Schreiben Sie „\(text) 6:30“."),
            at: .init(value: text))
    }

    private static func emptyTime(_ time: Minutes) -> Refusal {
        Refusal(
            .invalidTime,
            LocalizedText(en: "The time must be more than 0:00.", de: "Die Zeit muss mehr als 0:00 sein."),
            at: .init(value: time.description))
    }
}
