import ArgumentParser
import BuddelOperations
import Buddelverein

/// `buddel token`: sessions and tokens for scripts that are open.
struct TokenCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .noun(
            "token", en: "Sessions and tokens for scripts.", de: "Sitzungen und Schlüssel für Skripte.",
            verbs: [Add.self, List.self, Revoke.self])
    }

    struct List: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "list", en: "List one's own sessions and tokens.", de: "Eigene Sitzungen und Schlüssel auflisten.",
                more: LocalizedText(
                    en: "What a token is can't be shown again; `buddel token add NAME` makes one.",
                    de:
                        "Der Schlüssel selbst lässt sich nicht noch einmal zeigen; `buddel token add NAME` macht einen."
                ))
        }
        @OptionGroup var shared: SharedOptions
        @OptionGroup var owner: TokenOwnerOption
        @Flag(name: .long, help: .text(en: "Those that are over, too.", de: "Auch abgelaufene.")) var all = false

        func run(in context: CommandContext) async throws {
            let tokens = try await context.app().listTokens(of: owner.user, all: all)
            context.show(
                ListReport(
                    columns: [
                        Column("id", en: "Id", de: "Nr."), Column("label", en: "For", de: "Wofür"),
                        Column("access", en: "Access", de: "Zugriff"),
                        Column("association", en: "Association", de: "Verein"),
                        Column("municipality", en: "Municipality", de: "Gemeinde"),
                        Column("second_factor", en: "Second factor", de: "Zweiter Faktor"),
                        Column("created_at", en: "Made", de: "Ausgestellt"),
                        Column("expires_at", en: "Valid until", de: "Gültig bis"),
                        Column("alive", en: "Valid", de: "Gültig"),
                    ],
                    rows: tokens.map {
                        [
                            .int(Int($0.id)), .text($0.label), .named($0.access), .text($0.association),
                            .text($0.municipality?.description), .bool($0.passedSecondFactor), .text($0.createdAt),
                            .text($0.expiresAt), .bool($0.isAlive),
                        ]
                    }))
        }
    }

    struct Revoke: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "revoke", en: "End a session or token at once, or all of them with --all.",
                de: "Eine Sitzung oder einen Schlüssel sofort beenden, mit --all alle.")
        }
        @OptionGroup var shared: SharedOptions
        @OptionGroup var owner: TokenOwnerOption
        @Argument(help: .text(en: "Id, as `token list` shows it.", de: "Nummer, wie `token list` sie zeigt."))
        var id: String?
        @Flag(name: .long, help: .text(en: "All of them.", de: "Alle.")) var all = false

        func run(in context: CommandContext) async throws {
            if all, id != nil {
                throw Refusal.invalidArguments(
                    LocalizedText(en: "Give an id or --all.", de: "Eine Nummer oder --all angeben."))
            }
            var chosen: Int64?
            if !all {
                chosen = try await Prompt(context).value("ID", given: id, ask: LocalizedText(en: "Id", de: "Nummer")) {
                    guard let id = Int64($0) else {
                        throw Refusal.invalid(
                            "id", $0, LocalizedText(en: "is no number", de: "ist keine Nummer"),
                            cure: LocalizedText(en: "See `buddel token list`.", de: "Siehe `buddel token list`."))
                    }
                    return id
                }
            }
            let ended = try await context.app().revokeTokens(id: chosen, of: owner.user)
            context.show(
                Receipt(
                    LocalizedText(en: "Ended: \(ended).", de: "Beendet: \(ended)."),
                    ["ended": .integer(Int64(ended))]))
        }
    }
}

/// Whose tokens are meant.
struct TokenOwnerOption: ParsableArguments {
    @Option(
        name: .long,
        help: .text(
            en: "Of another user (administrator).", de: "Eines anderen Benutzers (Administrator).", value: "login"))
    var user: String?
}
