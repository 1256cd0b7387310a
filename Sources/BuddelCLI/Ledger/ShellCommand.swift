import ArgumentParser
import BuddelOperations
import Buddelverein

/// `buddel shell`: the treasurer's evening.
struct ShellCommand: BuddelCommand {
    static var configuration: CommandConfiguration {
        .verb(
            "shell", en: "The treasurer's evening: quick entry, completion, history, undo.",
            de: "Der Abend des Kassenwarts: schnelle Eingabe, Ergänzung, Verlauf, Rückgängig.")
    }
    @OptionGroup var shared: SharedOptions

    func run(in context: CommandContext) async throws {
        var context = context
        // Opened before the greeting, so that a database that is not there is said at once. The only association there
        // is stands in the prompt; among several each command asks.
        let app = try await context.app()
        if context.settings.association == nil {
            context.settings.association = try? await app.fetchAssociation(nil).record.code
        }
        let status = await Shell(context, books: OpenedBooks(context)).run()
        if status != .done { throw ExitCode(status.rawValue) }
    }
}

/// The books of the opened application, as the shell asks for them.
struct OpenedBooks: ShellBooks {
    let context: CommandContext

    init(_ context: CommandContext) {
        self.context = context
    }

    func vocabulary() async throws -> Vocabulary {
        let names = try await names()
        return Vocabulary(
            people: names.people, segments: names.segments, tasks: names.entries(.task),
            codes: names.others + (names.entries(.machine) + names.entries(.category)).map(\.code))
    }

    func roster() async throws -> Roster {
        let names = try await names()
        return Roster(
            members: names.members, helpers: names.helpers, segments: names.segments, tasks: names.entries(.task),
            machines: names.entries(.machine))
    }

    private func names() async throws -> KnownNames {
        try await context.app().knownNames(in: context.settings.association)
    }

    func record(_ drafts: [WorkRecord]) async throws -> [String] {
        try await context.app().recordTimeSheet(drafts, in: context.settings.association).refs
    }

    func reverse(_ refs: [String]) async throws {
        _ = try await context.app().reverseVouchers(refs, kind: .work, in: context.settings.association)
    }
}

extension KnownNames {
    fileprivate func entries(_ list: ListedCode.List) -> [CodeEntry] {
        codes.filter { $0.list == list }.map { CodeEntry($0.code, $0.name) }
    }
}
