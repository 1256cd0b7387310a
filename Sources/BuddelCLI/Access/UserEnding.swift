import ArgumentParser
import BuddelOperations
import Buddelverein

/// The area of an area lead.
struct LeadOption: ParsableArguments {
    @Option(
        name: .long,
        help: .text(
            en: "The only area whose work an area lead confirms.",
            de: "Das einzige Ausbaugebiet, dessen Arbeit eine Bauleitung bestätigt.", value: "code"))
    var area: String?
}

extension UserCommand {
    /// `buddel user revoke`: a role that ends.
    struct Revoke: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("revoke", en: "End a role of a user.", de: "Eine Rolle beenden.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Login name.", de: "Anmeldename.")) var login: String?
        @Argument(help: .text(en: "Role.", de: "Rolle.")) var role: String?
        @Option(
            name: .long,
            help: .text(
                en: "Key of the municipality, for roles of a town.", de: "Gemeindeschlüssel, für Rollen der Stadt.",
                value: "ags"))
        var municipality: String?
        @OptionGroup var lead: LeadOption
        @Option(
            name: .long,
            help: .text(
                en: "First day without the role; today by default.", de: "Erster Tag ohne die Rolle; sonst heute.",
                value: "date"))
        var on: String?

        func run(in context: CommandContext) async throws {
            let prompt = Prompt(context)
            let login = try await prompt.login(login)
            let role = try await prompt.role(role)
            let scope = try await prompt.scope(of: role, municipality: municipality, area: lead.area)
            let day = try on.read("--on") { try Day(parsing: $0) } ?? context.today()
            try await context.app().revokeRole(role, from: login, scope: scope, on: day)
            context.show(
                Receipt(
                    LocalizedText(
                        en: "\(login) is not \(role.name.english) any more from \(day) on.",
                        de: "\(login) hat die Rolle \(role.name.german) ab dem \(day.text(in: .german)) nicht mehr."),
                    [
                        "login": .string(login), "role": .string(role.rawValue), "until": .string(day.description),
                    ]))
        }
    }

    /// `buddel user unlink`: a mistake about which member a user is.
    struct Unlink: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "unlink", en: "Take back which member a user is; his tie to the association stays.",
                de: "Zurücknehmen, welches Mitglied ein Benutzer ist; die Bindung an den Verein bleibt.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Login name.", de: "Anmeldename.")) var login: String?

        func run(in context: CommandContext) async throws {
            let login = try await Prompt(context).login(login)
            try await context.app().unlinkUser(login, from: context.settings.association)
            context.show(
                Receipt(
                    LocalizedText(
                        en: "\(login) is no member for Buddel any more.",
                        de: "\(login) gilt nicht mehr als Mitglied."),
                    ["login": .string(login)]))
        }
    }

    /// `buddel user disable`: let in no more, at once.
    struct Disable: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "disable", en: "Let a user in no more: ends his sessions and tokens, voids his undecided steps.",
                de: "Benutzer sperren: beendet Sitzungen und Schlüssel, hebt offene Schritte auf.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Login name.", de: "Anmeldename.")) var login: String?

        func run(in context: CommandContext) async throws {
            let prompt = Prompt(context)
            let login = try await prompt.login(login)
            let ended = try await context.app().disableUser(login)
            context.show(
                Receipt(
                    LocalizedText(
                        en:
                            "\(login) is disabled; \(ended.tokens) tokens ended, \(ended.voidedSteps) steps are void.",
                        de:
                            "\(login) ist gesperrt; \(ended.tokens) Schlüssel beendet, \(ended.voidedSteps) Schritte aufgehoben."
                    ),
                    [
                        "login": .string(login), "ended_tokens": .integer(Int64(ended.tokens)),
                        "voided_steps": .integer(Int64(ended.voidedSteps)),
                    ]))
        }
    }

    /// `buddel user enable`: let in again.
    struct Enable: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "enable", en: "Let a disabled user in again, by his old password.",
                de: "Gesperrten Benutzer wieder zulassen, mit seinem alten Passwort.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Login name.", de: "Anmeldename.")) var login: String?

        func run(in context: CommandContext) async throws {
            let login = try await Prompt(context).login(login)
            try await context.app().enableUser(login)
            context.show(
                Receipt(
                    LocalizedText(en: "\(login) is let in again.", de: "\(login) ist wieder zugelassen."),
                    ["login": .string(login)]))
        }
    }
}

extension Prompt {
    /// A login name.
    func login(_ given: String?) async throws -> String {
        try await text("LOGIN", given: given, ask: LocalizedText(en: "Login name", de: "Anmeldename"))
    }

    /// A role of a user; refuses with `unknown_choice`.
    func role(_ given: String?) async throws -> Role {
        try await word("ROLE", given: given, ask: LocalizedText(en: "Role", de: "Rolle"), words: \.name)
    }

    /// Where a role holds: in the association of the command or one of its areas, in a municipality that is asked for, or
    /// everywhere.
    func scope(of role: Role, municipality: String?, area: String?) async throws -> BuddelApp.RoleScope {
        switch role.level {
        case .system: .system
        case .association:
            area.map { .area($0, of: context.settings.association) } ?? .association(context.settings.association)
        case .municipality:
            .municipality(
                try await value(
                    "--municipality", given: municipality,
                    ask: LocalizedText(en: "Key of the municipality (8 digits)", de: "Gemeindeschlüssel (8 Stellen)")
                ) { try Ags(parsing: $0) })
        }
    }
}
