import Buddelverein
import Testing

@testable import BuddelCLI

@Suite("Shell: quick entry of a time sheet")
struct TimeSheetEntryTests {
    var entry = TimeSheetEntry(roster: .example, today: Roster.saturday)

    /// An entry that has taken these lines, none of which was refused.
    func taking(_ lines: String...) -> TimeSheetEntry {
        var entry = entry
        for line in lines {
            let reply = entry.enter(line)
            #expect(reply.refusal == nil, "\(line)")
        }
        return entry
    }

    @Test("date, segment and task are asked once, then lines until an empty one, then one yes")
    func wholeSheet() throws {
        var entry = taking("17.04.2026", "s-01", "grab", "Anna Schulte 6:30", "12 6,5", "Nowak 2h", "tractor anna 3:00")
        #expect(entry.step == .lines)
        var reply = entry.enter("")
        #expect(entry.step == .confirmation)
        #expect(reply.table?.rows.count == 4)
        reply = entry.enter("j")
        #expect(entry.step == .confirmed)
        #expect(entry.isFinished)
        let friday = Day(year: 2026, month: 4, day: 17)!
        func draft(_ member: String?, _ worker: String?, _ minutes: Int64, machine: String? = nil) -> WorkRecord {
            WorkRecord(
                ref: "", date: friday, memberNumber: member, worker: worker, kind: machine == nil ? .labour : .machine,
                task: "digging", time: Minutes(minutes: minutes), segment: "S-01", machine: machine)
        }
        #expect(
            entry.drafts == [
                draft("M-2", nil, 390), draft("M-12", nil, 390), draft(nil, "H-2", 120),
                draft("M-2", nil, 180, machine: "tractor"),
            ])
    }

    @Test("the question at the end counts the lines as people do")
    func question() {
        var entry = taking("", "S-10", "plo", "M-1 6:30")
        _ = entry.enter("")
        #expect(entry.prompt.english == "Book this line? [y/n, quit] ")
        #expect(entry.prompt.german == "Diese Zeile buchen? [j/n, quit] ")
        entry = taking("", "S-10", "plo", "M-1 6:30", "M-3 1:00")
        _ = entry.enter("")
        #expect(entry.prompt.english == "Book these 2 lines? [y/n, quit] ")
        #expect(entry.prompt.german == "Diese 2 Zeilen buchen? [j/n, quit] ")
    }

    @Test("a helper's hours are credited to its household")
    func household() {
        let draft = taking("", "", "digging", "H-1 1:00").drafts[0]
        #expect(draft.memberNumber == "M-2")
        #expect(draft.worker == "H-1")
        #expect(draft.segment == nil)
        #expect(draft.date == Roster.saturday)
    }

    @Test("each line is answered with who, how long, and the running totals, machines apart")
    func runningTotal() {
        var entry = taking("", "S-10", "plo")
        #expect(entry.enter("M-1 6:30").message?.german == "Müller, Jürgen (M-1) 6:30 h. Summe 6:30 h.")
        #expect(entry.enter("M-3 12:15").message?.english == "Schultebraucks, Bernd (M-3) 12:15 h. Total 18:45 h.")
        #expect(
            entry.enter("Bagger M-1 2:00").message?.german
                == "Bagger, Müller, Jürgen (M-1) 2:00 h. Summe 18:45 h, Maschinen 2:00 h.")
        #expect(entry.prompt.english == "4> ")
    }

    @Test("without a time the line before gives it; the first line must have one")
    func sameTime() {
        var entry = taking("", "", "digging")
        #expect(entry.enter("Müller").refusal?.code == .invalidTime)
        entry = taking("", "", "digging", "Müller 4:00", "Große", "12")
        #expect(entry.lines.map(\.time.description) == ["4:00", "4:00", "4:00"])
    }

    @Test(
        "a refused line changes nothing",
        arguments: [
            ("Schulte 1:00", RefusalCode.ambiguousName), ("Niemand 1:00", .notFound), ("Müller 6:75", .invalidTime),
            ("Müller 0:00", .invalidTime), ("Müller 24:01", .invalidTime), ("-5", .notFound), ("-x", .notFound),
            ("tractor Niemand 1:00", .notFound),
        ])
    func refusedLine(typed: String, code: RefusalCode) {
        var entry = taking("", "", "digging", "Nowak 1:00")
        let before = entry.lines
        #expect(entry.enter(typed).refusal?.code == code)
        #expect(entry.lines == before)
        #expect(entry.step == .lines)
    }

    @Test("one person's lines add up to a day at most; a machine's do not count")
    func wholeDay() {
        var entry = taking("", "", "digging", "Müller 20:00", "tractor Müller 10:00", "Nowak 20:00")
        #expect(entry.enter("Müller 4:01").refusal?.code == .invalidTime)
        #expect(entry.enter("Müller 4:00").refusal == nil)
    }

    @Test(
        "a wrong head is refused and asked again",
        arguments: [
            ([], "31.02.2026", RefusalCode.invalidDate, TimeSheetEntry.Step.date),
            ([], "19.04.2026", .invalidDate, .date),
            ([""], "S-0", .ambiguousName, .segment), ([""], "S-99", .notFound, .segment),
            (["", ""], "weeding", .unknownChoice, .task), (["", ""], "", .unknownChoice, .task),
        ])
    func refusedHead(before: [String], typed: String, code: RefusalCode, step: TimeSheetEntry.Step) {
        var entry = entry
        for line in before { _ = entry.enter(line) }
        #expect(entry.enter(typed).refusal?.code == code)
        #expect(entry.step == step)
    }

    @Test("a minus takes back the last line, or the line of that number")
    func takingBack() {
        var entry = taking("", "", "digging", "Müller 1:00", "Nowak 2:00", "12 3:00")
        #expect(entry.enter("-").message?.german == "Zurückgenommen: Große-Wilde, Karl (M-12) 3:00. Summe 3:00 h.")
        #expect(entry.enter("-1").refusal == nil)
        #expect(entry.lines.map(\.worker.code) == ["H-2"])
        #expect(entry.enter("-").refusal == nil)
        #expect(entry.enter("-").refusal?.code == .notFound)
    }

    @Test("a no goes back to the lines, an unclear answer asks again")
    func confirmation() {
        var entry = taking("", "", "digging", "Müller 1:00", "")
        _ = entry.enter("")
        #expect(entry.step == .confirmation)
        _ = entry.enter("vielleicht")
        #expect(entry.step == .confirmation)
        _ = entry.enter("n")
        #expect(entry.step == .lines)
        #expect(entry.lines.count == 1)
        _ = entry.enter("Nowak")
        _ = entry.enter("")
        _ = entry.enter("y")
        #expect(entry.step == .confirmed)
        #expect(entry.drafts.count == 2)
        entry.reopen()
        #expect(entry.step == .lines)
        #expect(entry.drafts.count == 2)
    }

    @Test("quit leaves at every step, and an empty sheet books nothing", arguments: 0...4)
    func quitting(steps: Int) {
        var entry = entry
        for line in ["", "", "digging", "Müller 1:00"].prefix(steps) { _ = entry.enter(line) }
        _ = entry.enter("quit")
        #expect(entry.step == .cancelled)
        var empty = taking("", "", "digging")
        _ = empty.enter("")
        #expect(empty.step == .cancelled)
    }

    @Test("a worker whose name begins like a machine is still found, and a machine alone is a name")
    func machineNames() throws {
        let roster = Roster(
            members: [Member(number: "1", kind: .person, name: "Bagger, Otto", joinedOn: Roster.founding)], helpers: [],
            segments: [], tasks: Roster.example.tasks, machines: Roster.example.machines)
        let workers = roster.workers(on: Roster.saturday)
        let labour = try TimeSheetLine.reading("Bagger 1:00", roster: roster, workers: workers, previous: nil)
        #expect(labour.machine == nil)
        let machine = try TimeSheetLine.reading("Bagger Bagger 1:00", roster: roster, workers: workers, previous: nil)
        #expect(machine.machine?.code == "excavator")
        let prefix = try TimeSheetLine.reading("Trak Otto 1:00", roster: roster, workers: workers, previous: nil)
        #expect(prefix.machine?.code == "tractor")
    }

    @Test("the summary shows the sheet with its head and sum, in both languages")
    func summary() {
        var fixture = ContextFixture(.german)
        let entry = taking("", "S-01", "digging", "Müller 1:00", "Traktor Nowak 2:00")
        fixture.context.show(entry.summary)
        #expect(
            fixture.output.text == """
                18.04.2026, S-01, Graben
                Zeile  Nummer  Name            Maschine    Zeit
                ─────  ──────  ──────────────  ────────  ──────
                    1  M-1     Müller, Jürgen            1:00 h
                    2  H-2     Nowak, Piotr    Traktor   2:00 h
                ─────  ──────  ──────────────  ────────  ──────
                                               2:00 h    1:00 h

                """)
        fixture = ContextFixture(.english)
        fixture.context.show(entry.summary)
        #expect(fixture.output.text.hasPrefix("2026-04-18, S-01, digging\nLine  Number  Name"))
    }
}
