import Buddelverein
import Glibc
import Synchronization
import Testing

@testable import BuddelCLI

/// Books that remember what was asked of them.
final class BooksFixture: ShellBooks {
    let recorded = Mutex<[[WorkRecord]]>([])
    let reversed = Mutex<[[String]]>([])
    let refusals: Mutex<[Refusal]>

    init(refusing refusals: [Refusal] = []) {
        self.refusals = Mutex(refusals)
    }

    func vocabulary() async throws -> Vocabulary { Vocabulary(people: [("M-2", "Schulte, Anna")]) }
    func roster() async throws -> Roster { .example }

    func record(_ drafts: [WorkRecord]) async throws -> [String] {
        if let refusal = refusals.withLock({ $0.popLast() }) { throw refusal }
        recorded.withLock { $0.append(drafts) }
        return drafts.indices.map { "2026-\($0 + 1)" }
    }

    func reverse(_ refs: [String]) async throws {
        if let refusal = refusals.withLock({ $0.popLast() }) { throw refusal }
        reversed.withLock { $0.append(refs) }
    }
}

@Suite("Shell: a script and a dialogue")
struct ShellTests {
    func run(
        _ lines: [String], interactive: Bool = false, books: BooksFixture = BooksFixture(),
        language: Language = .english
    ) async -> (status: CommandStatus, output: String, errors: String) {
        let fixture = ContextFixture(language, answers: lines, interactive: interactive)
        // The dialogue's questions and the shell's lines come from the same script.
        let shell = Shell(fixture.context, books: books, lines: PlainLines(fixture.context.input))
        let status = await shell.run()
        return (status, fixture.output.text, fixture.errors.text)
    }

    @Test("a whole sheet is recorded in one go, and one undo reverses all of it")
    func sheetAndUndo() async {
        let books = BooksFixture()
        let script = ["sheet", "", "S-01", "digging", "Müller 1:00", "Nowak 2:00", "", "y", "undo"]
        let (status, output, _) = await run(script, books: books)
        #expect(status == .done)
        #expect(books.recorded.withLock { $0.map(\.count) } == [2])
        #expect(books.reversed.withLock { $0 } == [["2026-1", "2026-2"]])
        #expect(
            output == "Recorded: time sheet of 2 lines, 2026-1 … 2026-2.\n"
                + "Undone: time sheet of 2 lines, 2026-1 … 2026-2.\n")
    }

    @Test("a second undo finds nothing; a refused one can be tried again")
    func undoTwice() async {
        let books = BooksFixture()
        let sheet = ["sheet", "", "", "digging", "Müller 1:00", "", "y"]
        let (status, _, errors) = await run(sheet + ["undo", "undo"], books: books)
        #expect(status == .usage)
        #expect(errors.contains("[nothing_to_undo]"))

        let stack = UndoStack()
        await stack.push(LocalizedText(en: "a", de: "a")) { [books = BooksFixture(refusing: [.overflow])] in
            try await books.reverse([])
        }
        #expect(await Refusal.thrown { _ = try await stack.undoLatest() }?.code == .overflow)
        #expect(await stack.latest != nil)
    }

    @Test("on a terminal undo asks first")
    func undoAsks() async {
        let books = BooksFixture()
        let script = ["sheet", "", "", "digging", "Müller 1:00", "", "y", "undo", "n", "undo", "y"]
        let (status, output, errors) = await run(script, interactive: true, books: books)
        #expect(status == .done)
        #expect(errors.contains("Undo “time sheet of one line, 2026-1”? [y/N]"))
        #expect(books.reversed.withLock { $0.count } == 1)
        #expect(output.contains("Undone"))
    }

    @Test("on a terminal a refused booking keeps the sheet, and the corrected one is booked")
    func refusedBooking() async {
        let books = BooksFixture(refusing: [.overflow])
        let script = ["sheet", "", "", "digging", "Müller 1:00", "", "y", "-", "Nowak 1:00", "", "y"]
        let (_, _, errors) = await run(script, interactive: true, books: books)
        #expect(errors.contains("too large"))
        #expect(books.recorded.withLock { $0.map { $0.map(\.worker) } } == [["H-2"]])
    }

    @Test("a script ends at its first refused line, with that line's status")
    func scriptStops() async {
        let books = BooksFixture()
        let (status, _, errors) = await run(["# evening", "", "nonsense", "sheet"], books: books)
        #expect(status == .usage)
        #expect(errors.hasSuffix("Stopped at line 3.\n"))
        let (refused, _, inside) = await run(["sheet", "", "", "digging", "Niemand 1:00"], books: books)
        #expect(refused == .notFound)
        #expect(inside.hasSuffix("Stopped at line 5.\n"))
        #expect(books.recorded.withLock { $0.isEmpty })
    }

    @Test("a script that ends inside a sheet books nothing")
    func unfinishedSheet() async {
        let books = BooksFixture()
        let (status, _, errors) = await run(["sheet", "", "", "digging", "Müller 1:00"], books: books)
        #expect(status == .refused)
        #expect(errors.contains("[cancelled]"))
        #expect(books.recorded.withLock { $0.isEmpty })
    }

    @Test("on a terminal the end of the input behind the last line shows the sheet; a second one books nothing")
    func endBehindLines() async {
        let books = BooksFixture()
        let (status, output, errors) = await run(
            ["sheet", "", "", "digging", "Müller 1:00"], interactive: true, books: books)
        #expect(status == .done && output.isEmpty)
        #expect(errors.contains("Müller") && errors.contains("[cancelled]"))
        #expect(books.recorded.withLock { $0.isEmpty })
    }

    @Test("the answer to a question ends with its line, with Ctrl-C or with the input, which both cancel")
    func answers() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { close(ends[0]) }
        func typed(_ text: String) -> String? {
            _ = text.withCString { write(ends[1], $0, strlen($0)) }
            return ShellInput.readLine(ends[0])
        }
        #expect(typed("Möllers\n") == "Möllers")
        #expect(typed("\n") == "")
        #expect(typed("Möl\u{3}") == nil)
        #expect(typed("again\n") == "again")
        close(ends[1])
        #expect(ShellInput.readLine(ends[0]) == nil)
    }

    @Test("help speaks the reader's language and quit ends")
    func help() async {
        let (status, output, _) = await run(["help", "quit", "nonsense"], language: .german)
        #expect(status == .done)
        #expect(output.contains("ganzen Stundenzettel erfassen"))
        #expect(output.contains("ÜBERSICHT"))
    }

    @Test("the shell is not started inside itself")
    func nested() async {
        #expect(await run(["shell"]).status == .usage)
    }
}

@Suite("Shell: completion")
struct CompletionTests {
    let vocabulary = Vocabulary(
        people: [("M-2", "Schulte, Anna"), ("M-12", "Schultebraucks, Bernd"), ("M-1", "Müller, Jürgen")],
        segments: ["S-01"], tasks: Roster.example.tasks, codes: ["A 1/1"])

    @Test("people are found by number and by each word of their name")
    func people() {
        #expect(vocabulary.completions(of: "schul").map(\.insertion) == ["M-2", "M-12"])
        #expect(
            vocabulary.completions(of: "schul").map(\.display) == ["M-2 Schulte, Anna", "M-12 Schultebraucks, Bernd"])
        #expect(vocabulary.completions(of: "Mueller").map(\.insertion) == ["M-1"])
        #expect(vocabulary.completions(of: "pflü").map(\.insertion) == ["ploughing"])
    }

    @Test("a code with a blank is put in quotes")
    func quoted() {
        #expect(vocabulary.completions(of: "A 1").map(\.insertion) == ["\"A 1/1\""])
    }

    @Test("flags and the shell's own words are completed")
    func commands() {
        let completion = CommandCompletion(vocabulary: vocabulary, shellWords: Shell.words)
        #expect(completion.completions(of: "und", after: []).map(\.insertion) == ["undo"])
        #expect(completion.completions(of: "--ver", after: []).map(\.insertion) == ["--version"])
        #expect(completion.completions(of: "M-1", after: ["nonsense"]).map(\.insertion) == ["M-1", "M-12"])
    }

    @Test("what several possibilities have in common replaces the word only where it keeps it")
    func common() {
        let people = [Completion("M-2"), Completion("M-12")]
        #expect(LineCompletion.replacement(of: "M", by: people) == "M-")
        #expect(LineCompletion.replacement(of: "schul", by: people) == "schul")
    }
}
