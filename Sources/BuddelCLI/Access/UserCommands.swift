import ArgumentParser
import BuddelOperations
import Buddelverein

/// `buddel user`: who can act, and what each may do where.
struct UserCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .noun(
            "user", en: "Users and their roles.", de: "Benutzer und ihre Rollen.",
            verbs: [
                Add.self, Grant.self, Revoke.self, Link.self, Unlink.self, LinkOpenID.self, UnlinkOpenID.self,
                Password.self, Disable.self, Enable.self, Edit.self, Show.self, List.self, SecondFactorCommand.self,
            ])
    }
}

extension UserCommand {
    struct Add: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "add", en: "Make a user.", de: "Benutzer anlegen.",
                more: LocalizedText(
                    en:
                        "The password is asked for, or comes from BUDDEL_PASSWORD or the standard input; it never stands in the arguments.",
                    de:
                        "Das Passwort wird erfragt oder kommt aus BUDDEL_PASSWORD oder der Standardeingabe; es steht nie in den Argumenten."
                ))
        }
        @OptionGroup var shared: SharedOptions
        @OptionGroup var secret: PasswordOption
        @Argument(help: .text(en: "Login name.", de: "Anmeldename.")) var login: String?
        @Option(name: .long, help: .text(en: "Name shown to colleagues.", de: "Name, wie ihn andere sehen.")) var name:
            String?

        func run(in context: CommandContext) async throws {
            try await context.app().requireAllowed(.userAdd)
            let prompt = Prompt(context)
            let login = try await prompt.text(
                "LOGIN", given: login, ask: LocalizedText(en: "Login name", de: "Anmeldename"))
            let name = try await prompt.text(
                "--name", given: name, ask: LocalizedText(en: "Name", de: "Name"), standard: login)
            let password = try await secret.password(
                context,
                ask: LocalizedText(en: "Password (10 characters at least)", de: "Passwort (mindestens 10 Zeichen)"))
            try await context.app().addUser(login: login, displayName: name, password: password)
            context.show(
                Receipt(
                    LocalizedText(en: "User \(login) added.", de: "Benutzer \(login) angelegt."),
                    ["login": .string(login)]))
        }
    }

    struct Link: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("link", en: "Say which member a user is.", de: "Sagen, welches Mitglied ein Benutzer ist.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Login name.", de: "Anmeldename.")) var login: String?
        @Argument(help: .text(en: "Member number.", de: "Mitgliedsnummer.")) var member: String?

        func run(in context: CommandContext) async throws {
            let prompt = Prompt(context)
            let login = try await prompt.text(
                "LOGIN", given: login, ask: LocalizedText(en: "Login name", de: "Anmeldename"))
            let member = try await prompt.text(
                "MEMBER", given: member, ask: LocalizedText(en: "Member number", de: "Mitgliedsnummer"))
            try await context.app().linkUser(login, toMember: member, of: context.settings.association)
            context.show(
                Receipt(LocalizedText(en: "\(login) is member \(member).", de: "\(login) ist Mitglied \(member).")))
        }
    }

    struct Password: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "password", en: "Set a password; ends the user's sessions and voids his undecided steps.",
                de: "Passwort setzen; beendet die Sitzungen und hebt offene Schritte auf.")
        }
        @OptionGroup var shared: SharedOptions
        @OptionGroup var secret: PasswordOption
        @Argument(help: .text(en: "Login name.", de: "Anmeldename.")) var login: String?

        func run(in context: CommandContext) async throws {
            let prompt = Prompt(context)
            let login = try await prompt.text(
                "LOGIN", given: login, ask: LocalizedText(en: "Login name", de: "Anmeldename"))
            let password = try await secret.password(
                context,
                ask: LocalizedText(
                    en: "New password (10 characters at least)", de: "Neues Passwort (mindestens 10 Zeichen)"))
            try await context.app().setPassword(of: login, to: password)
            context.show(Receipt(LocalizedText(en: "Password of \(login) set.", de: "Passwort von \(login) gesetzt.")))
        }
    }

    struct List: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("list", en: "List users and their roles.", de: "Benutzer und Rollen auflisten.")
        }
        @OptionGroup var shared: SharedOptions

        func run(in context: CommandContext) async throws {
            let users = try await context.app().listUsers()
            var report = ListReport(columns: [
                Column("login", en: "Login", de: "Anmeldename"), Column("name", en: "Name", de: "Name"),
                Column("role", en: "Role", de: "Rolle"), Column("association", en: "Association", de: "Verein"),
                Column("area", en: "Area", de: "Ausbaugebiet"),
                Column("municipality", en: "Municipality", de: "Gemeinde"), Column("limit", en: "Limit", de: "Grenze"),
                Column("from", en: "From", de: "Von"), Column("until", en: "Until", de: "Bis"),
                Column("disabled", en: "Disabled", de: "Gesperrt"),
            ])
            for user in users {
                report.append([
                    .text(user.login), .text(user.displayName), .named(user.role),
                    .text(user.association), .text(user.area), .text(user.ags?.description), .money(user.limit),
                    .day(user.from), .day(user.until), .bool(user.isDisabled),
                ])
            }
            context.show(report)
        }
    }
}
