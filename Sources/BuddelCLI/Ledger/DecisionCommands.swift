import ArgumentParser
import BuddelOperations
import Buddelverein

/// Who decided, when, and whether on paper.
struct DeciderOptions: ParsableArguments {
    @Option(
        name: .long,
        help: .text(
            en: "Member who decided; by default the one that you are.",
            de: "Mitglied, das entschieden hat; sonst das, das Sie sind.", value: "number"))
    var by: String?
    @Option(
        name: .long,
        help: .text(
            en: "Day of the signature on paper; today by default.",
            de: "Tag der Unterschrift auf Papier; sonst heute.", value: "date"))
    var on: String?
    @Flag(
        name: .long,
        help: .text(en: "It stands on a signed paper.", de: "Es steht auf einem unterschriebenen Zettel."))
    var paper = false

    func read() throws -> BuddelApp.Decider {
        BuddelApp.Decider(member: by, day: try on.read("--on") { try Day(parsing: $0) }, onPaper: paper)
    }
}

/// `buddel confirm`: work and gifts, by a second person.
struct ConfirmCommand: BuddelCommand {
    static var configuration: CommandConfiguration {
        .verb(
            "confirm", en: "Confirm work and gifts as a second person; that books them.",
            de: "Arbeit und Sachspenden als zweite Person bestätigen; damit sind sie gebucht.")
    }
    @OptionGroup var shared: SharedOptions
    @Argument(help: .text(en: "Vouchers.", de: "Belege.")) var ref: [String] = []
    @OptionGroup var decider: DeciderOptions
    @OptionGroup var which: KindOption
    @OptionGroup var once: OnceOption

    func run(in context: CommandContext) async throws {
        let (refs, seen) = try await Prompt(context).vouchersToDecide(
            ref, kind: which.read(), question: LocalizedText(en: "Confirm this?", de: "Das bestätigen?"))
        let receipt = try await context.app().confirmVouchers(
            refs, kind: which.read(), by: decider.read(), seen: seen, in: context.settings.association,
            idempotencyKey: once.idempotencyKey)
        context.show(receipt.report())
    }
}

/// `buddel refuse`: work and gifts that did not happen as they are written.
struct RefuseCommand: BuddelCommand {
    static var configuration: CommandConfiguration {
        .verb(
            "refuse", en: "Refuse work and gifts; they keep their numbers and never count.",
            de: "Arbeit und Sachspenden ablehnen; sie behalten ihre Nummer und zählen nie.")
    }
    @OptionGroup var shared: SharedOptions
    @Argument(help: .text(en: "Vouchers.", de: "Belege.")) var ref: [String] = []
    @OptionGroup var decider: DeciderOptions
    @OptionGroup var which: KindOption
    @OptionGroup var once: OnceOption

    func run(in context: CommandContext) async throws {
        let (refs, seen) = try await Prompt(context).vouchersToDecide(
            ref, kind: which.read(), question: LocalizedText(en: "Refuse this?", de: "Das ablehnen?"))
        let receipt = try await context.app().refuseVouchers(
            refs, kind: which.read(), by: decider.read(), seen: seen, in: context.settings.association,
            idempotencyKey: once.idempotencyKey)
        context.show(receipt.report())
    }
}

/// `buddel reverse`: takes vouchers back by counter-entries.
struct ReverseCommand: BuddelCommand {
    static var configuration: CommandConfiguration {
        .verb(
            "reverse", en: "Take vouchers back by counter-entries; what nobody confirmed is withdrawn.",
            de: "Belege durch Gegenbuchung stornieren; was niemand bestätigt hat, wird zurückgezogen.")
    }
    @OptionGroup var shared: SharedOptions
    @Argument(help: .text(en: "Vouchers.", de: "Belege.")) var ref: [String] = []
    @OptionGroup var which: KindOption
    @OptionGroup var once: OnceOption

    func run(in context: CommandContext) async throws {
        let prompt = Prompt(context)
        let refs = try await prompt.refs(ref)
        if context.terminal.isInteractive {
            let list = refs.joined(separator: ", ")
            try await prompt.requireConfirmation(
                LocalizedText(en: "Take back \(list)?", de: "\(list) stornieren?"))
        }
        let receipt = try await context.app().reverseVouchers(
            refs, kind: which.read(), in: context.settings.association, idempotencyKey: once.idempotencyKey)
        context.show(receipt.report())
    }
}
