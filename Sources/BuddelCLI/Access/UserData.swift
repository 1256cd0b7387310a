import ArgumentParser
import BuddelOperations
import Buddelverein

extension UserCommand {
    /// `buddel user show`: one user with roles, members and ties.
    struct Show: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "show", en: "Show a user with roles, membership, ties and identities.",
                de: "Benutzer mit Rollen, Mitgliedschaft, Bindungen und Identitäten zeigen.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Login name.", de: "Anmeldename.")) var login: String?

        func run(in context: CommandContext) async throws {
            let user = try await context.app().fetchUser(try await Prompt(context).login(login))
            let roles = user.roles.map { held in
                let span = [held.from?.description ?? "", held.until?.description ?? ""].joined(separator: "/")
                return [held.role?.rawValue, held.ags?.description, held.association, held.area, span].compactMap { $0 }
                    .joined(
                        separator: " ")
            }
            context.show(
                DetailReport(fields: [
                    .init("login", en: "Login", de: "Anmeldename", .text(user.login)),
                    .init("name", en: "Name", de: "Name", .text(user.displayName)),
                    .init("disabled", en: "Disabled", de: "Gesperrt", .bool(user.isDisabled)),
                    .init("roles", en: "Roles", de: "Rollen", .list(roles)),
                    .init(
                        "members", en: "Is member", de: "Ist Mitglied",
                        .list(user.members.map { "\($0.association) \($0.number)" })),
                    .init("ties", en: "Declared ties", de: "Angezeigte Bindungen", .list(user.ties)),
                    .init(
                        "identities", en: "Linked at issuers", de: "Bei Anmeldediensten",
                        .list(user.identities.map { "\($0.issuer) \($0.subject)" })),
                    .init("version", en: "Version", de: "Fassung", .int(user.version)),
                ]))
        }
    }

    /// `buddel user edit`: the name that colleagues see.
    struct Edit: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("edit", en: "Change a user's name.", de: "Namen eines Benutzers ändern.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Login name.", de: "Anmeldename.")) var login: String?
        @Option(name: .long, help: .text(en: "Name shown to colleagues.", de: "Name, wie ihn andere sehen."))
        var name: String?
        @OptionGroup var locking: VersionOption

        func run(in context: CommandContext) async throws {
            let prompt = Prompt(context)
            let login = try await prompt.login(login)
            let name = try await prompt.text("--name", given: name, ask: LocalizedText(en: "Name", de: "Name"))
            try await context.app().editUser(login, displayName: name, version: locking.version)
            context.show(
                Receipt(
                    LocalizedText(en: "User \(login) changed.", de: "Benutzer \(login) geändert."),
                    ["login": .string(login)]))
        }
    }
}
