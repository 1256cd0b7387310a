import ArgumentParser
import BuddelOperations
import Buddelverein

/// What hours of people and machines have in common.
struct WorkOptions: ParsableArguments {
    @Option(
        name: .long,
        help: .text(
            en: "Member it is credited to; “-” credits nobody: a gift to all.",
            de: "Mitglied, dem es gutgeschrieben wird; „-“ schreibt es keinem gut: ein Geschenk an alle.",
            value: "number"))
    var member: String?
    @Option(
        name: .long,
        help: .text(
            en: "Helper who worked, where it was not the member.", de: "Helfer, wenn es nicht das Mitglied war.",
            value: "code"))
    var worker: String?
    @Option(name: .long, help: .text(en: "Day of the work.", de: "Tag der Arbeit.", value: "date")) var date: String?
    @Option(name: .long, help: .text(en: "What was done.", de: "Was getan wurde.", value: "task")) var task: String?
    @Option(name: .long, help: .text(en: "Time, such as 6:30.", de: "Zeit, etwa 6:30.", value: "h:mm")) var time:
        String?
    @Option(name: .long, help: .text(en: "Segment.", de: "Abschnitt.", value: "code")) var segment: String?

    /// The record without machine and document; asks for what is missing.
    func record(_ kind: WorkKind, ref: String?, _ prompt: Prompt) async throws -> WorkRecord {
        let questions = try await VoucherQuestions.opened(prompt)
        let date = try await prompt.day("--date", given: date, ask: LocalizedText(en: "Day", de: "Tag"))
        let member = try await questions.memberOrNone(
            member, ask: LocalizedText(en: "Member (- for none)", de: "Mitglied (- für keines)"), on: date)
        let task = try await questions.task(task)
        let time = try await prompt.minutes("--time", given: time, ask: LocalizedText(en: "Time", de: "Zeit"))
        let segment = try await questions.segment(segment)
        return WorkRecord(
            ref: ref ?? "", date: date, memberNumber: member, worker: worker, kind: kind, task: task, time: time,
            segment: segment)
    }
}

/// `buddel log work`: hours of a person.
struct LogWork: BuddelCommand {
    static var configuration: CommandConfiguration {
        .verb("work", en: "Record hours of a person.", de: "Stunden einer Person erfassen.")
    }
    @OptionGroup var shared: SharedOptions
    @OptionGroup var work: WorkOptions
    @OptionGroup var reference: RefOption
    @OptionGroup var paper: DocumentOption
    @OptionGroup var once: OnceOption

    func run(in context: CommandContext) async throws {
        let (name, files) = paper.named
        let receipt = try await context.dialogue(of: Self.self) { prompt in
            var record = try await work.record(.labour, ref: reference.ref, prompt)
            record.document = name
            return try await context.app().recordWork(
                [record], files: files, in: context.settings.association, idempotencyKey: once.idempotencyKey)
        }
        await context.showRecorded(receipt, by: try await context.app(), hint: .awaitsConfirmation)
    }
}

/// `buddel log machine`: hours of a machine.
struct LogMachine: BuddelCommand {
    static var configuration: CommandConfiguration {
        .verb("machine", en: "Record hours of a machine.", de: "Stunden einer Maschine erfassen.")
    }
    @OptionGroup var shared: SharedOptions
    @OptionGroup var work: WorkOptions
    @Option(name: .long, help: .text(en: "Class of the machine.", de: "Klasse der Maschine.", value: "class"))
    var machine: String?
    @OptionGroup var reference: RefOption
    @OptionGroup var paper: DocumentOption
    @OptionGroup var once: OnceOption

    func run(in context: CommandContext) async throws {
        let (name, files) = paper.named
        let receipt = try await context.dialogue(of: Self.self) { prompt in
            var record = try await work.record(.machine, ref: reference.ref, prompt)
            record.machine = try await VoucherQuestions.opened(prompt).machine(machine)
            record.document = name
            return try await context.app().recordWork(
                [record], files: files, in: context.settings.association, idempotencyKey: once.idempotencyKey)
        }
        await context.showRecorded(receipt, by: try await context.app(), hint: .awaitsConfirmation)
    }
}

/// `buddel log gift`: something given in kind.
struct LogGift: BuddelCommand {
    static var configuration: CommandConfiguration {
        .verb("gift", en: "Record a gift in kind.", de: "Sachspende erfassen.")
    }
    @OptionGroup var shared: SharedOptions
    @Option(name: .long, help: .text(en: "Member who gave it.", de: "Mitglied, das es gab.", value: "number"))
    var member: String?
    @Option(name: .long, help: .text(en: "Day of the gift.", de: "Tag der Spende.", value: "date")) var date: String?
    @Option(name: .long, help: .text(en: "What was given.", de: "Was gegeben wurde.", value: "text")) var what: String?
    @Option(name: .long, help: .text(en: "Documented value.", de: "Belegter Wert.", value: "amount")) var value: String?
    @Option(
        name: .long, help: .text(en: "Kind of cost it spares.", de: "Kostenart, die es erspart.", value: "category"))
    var category: String?
    @Option(name: .long, help: .text(en: "Segment.", de: "Abschnitt.", value: "code")) var segment: String?
    @OptionGroup var reference: RefOption
    @OptionGroup var paper: DocumentOption
    @OptionGroup var once: OnceOption

    func run(in context: CommandContext) async throws {
        let (name, files) = paper.named
        let receipt = try await context.dialogue(of: Self.self) { prompt in
            var record = try await record(prompt)
            record.document = name
            return try await context.app().recordGift(
                record, files: files, in: context.settings.association, idempotencyKey: once.idempotencyKey)
        }
        await context.showRecorded(receipt, by: try await context.app(), hint: .awaitsConfirmation)
    }

    private func record(_ prompt: Prompt) async throws -> GiftRecord {
        let date = try await prompt.day("--date", given: date, ask: LocalizedText(en: "Day", de: "Tag"))
        let questions = try await VoucherQuestions.opened(prompt)
        let member = try await questions.member(
            member, ask: LocalizedText(en: "Member who gave it", de: "Mitglied, das es gab"), on: date)
        let what = try await prompt.text("--what", given: what, ask: LocalizedText(en: "What", de: "Was"))
        let value = try await prompt.money("--value", given: value, ask: LocalizedText(en: "Value", de: "Wert"))
        let category = try await questions.optionalCategory(category)
        let segment = try await questions.segment(segment)
        return GiftRecord(
            ref: reference.ref ?? "", date: date, memberNumber: member, what: what, value: value, category: category,
            segment: segment)
    }
}
