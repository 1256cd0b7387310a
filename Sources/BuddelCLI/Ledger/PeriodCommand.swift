import ArgumentParser
import BuddelOperations
import Buddelverein

/// `buddel period`: which days are closed.
struct PeriodCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .noun(
            "period", en: "Close the books through a day.", de: "Die Bücher bis zu einem Tag abschließen.",
            verbs: [Close.self, Show.self])
    }
}

extension PeriodCommand {
    struct Close: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "close", en: "Close the books through a day, for ever.",
                de: "Die Bücher bis zu einem Tag abschließen, für immer.",
                more: LocalizedText(
                    en: "What is dated earlier is booked on the next open day from then on. "
                        + "Keep what --json prints with the annual closing (see audit verify --against).",
                    de: "Was früher datiert ist, wird von da an am nächsten offenen Tag gebucht. "
                        + "Legen Sie die Ausgabe von --json zum Jahresabschluss (siehe audit verify --against)."))
        }
        @OptionGroup var shared: SharedOptions
        @OptionGroup var once: OnceOption
        @Option(
            name: .long, help: .text(en: "The last closed day.", de: "Der letzte abgeschlossene Tag.", value: "date"))
        var through: String?

        func run(in context: CommandContext) async throws {
            let prompt = Prompt(context)
            let day = try await prompt.value(
                "--through", given: through, ask: LocalizedText(en: "Close through", de: "Abschließen bis")
            ) { try Day(parsing: $0) }
            try await prompt.requireConfirmation(
                LocalizedText(
                    en: "Close the books through \(day.text(in: .english))? They can't be opened again.",
                    de: "Die Bücher bis \(day.text(in: .german)) abschließen? Sie lassen sich nicht wieder öffnen."))
            let link = try await context.app().closePeriod(
                through: day, in: context.settings.association, idempotencyKey: once.idempotencyKey)
            var fields: JSONObject = ["closed_through": .string(day.description)]
            for member in link.json.objectValue?.members ?? [] { fields[member.name] = member.value }
            context.show(
                Receipt(
                    LocalizedText(
                        en: "Closed through \(day.text(in: .english)), at batch \(link.batch).",
                        de: "Abgeschlossen bis \(day.text(in: .german)), bei Stapel \(link.batch)."), fields))
        }
    }

    struct Show: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("show", en: "Show through which day the books are closed.", de: "Zeigen, bis wann abgeschlossen ist.")
        }
        @OptionGroup var shared: SharedOptions

        func run(in context: CommandContext) async throws {
            let day = try await context.app().closedThrough(in: context.settings.association)
            let english = day.map { "Closed through \($0.text(in: .english))." } ?? "The books are open."
            let german = day.map { "Abgeschlossen bis \($0.text(in: .german))." } ?? "Die Bücher sind offen."
            context.show(
                Receipt(
                    LocalizedText(en: english, de: german),
                    ["closed_through": day.map { .string($0.description) } ?? .null]))
        }
    }
}
