import ArgumentParser
import BuddelOperations
import Buddelverein

/// `buddel login`: opens a session and keeps its token for the next commands.
struct LogInCommand: BuddelCommand {
    static var configuration: CommandConfiguration {
        .verb(
            "login", en: "Log in; the next commands act as this user.",
            de: "Anmelden; die nächsten Befehle handeln als dieser Benutzer.",
            more: LocalizedText(
                en:
                    "The password comes from standard input, BUDDEL_PASSWORD, or is asked for. With --print-token the token is written out instead of kept: BUDDEL_TOKEN=$(buddel login NAME --print-token).",
                de:
                    "Das Passwort kommt aus der Standardeingabe, aus BUDDEL_PASSWORD oder wird erfragt. Mit --print-token wird der Schlüssel ausgegeben statt gemerkt: BUDDEL_TOKEN=$(buddel login NAME --print-token)."
            ))
    }
    @OptionGroup var shared: SharedOptions
    @OptionGroup var secret: PasswordOption
    @Argument(help: .text(en: "Login name.", de: "Anmeldename.")) var login: String?
    @Flag(name: .long, help: .text(en: "Write the token out, keep nothing.", de: "Schlüssel ausgeben, nichts merken."))
    var printToken = false
    @Option(
        name: .long,
        help: .text(
            en: "A token for scripts, valid for so many days.", de: "Schlüssel für Skripte, so viele Tage gültig.",
            value: "days"))
    var days: Int?
    @Option(name: .long, help: .text(en: "What the token is for.", de: "Wofür der Schlüssel ist.", value: "text"))
    var label: String?

    func run(in context: CommandContext) async throws {
        let prompt = Prompt(context)
        let login = try await prompt.text(
            "LOGIN", given: login, ask: LocalizedText(en: "Login name", de: "Anmeldename"))
        let password = try await secret.password(context, ask: LocalizedText(en: "Password", de: "Passwort"))
        // Whoever logs in is not yet anybody: an old token must not stand in the way. It shows that he was here before.
        let known = try? context.settings.effectiveToken()
        let app = try await BuddelApp.open(context.settings.location(), token: nil)
        let token: String
        do {
            token =
                if let days {
                    try await app.makeToken(
                        login, password: password, known: known, label: label ?? "script", validDays: days)
                } else {
                    try await app.logIn(login, password: password, known: known)
                }
            await app.close()
        } catch {
            await app.close()
            throw error
        }
        if printToken {
            context.standardOutput.writeLine(token)
            return
        }
        guard let file = context.settings.tokenFile else { throw Refusal.noHome }
        try file.save(token)
        context.show(
            Receipt(
                LocalizedText(en: "Logged in as \(login).", de: "Angemeldet als \(login)."), ["login": .string(login)]))
    }
}

/// `buddel logout`: ends the session at once.
struct LogOutCommand: BuddelCommand {
    static var configuration: CommandConfiguration {
        .verb(
            "logout", en: "Log out; the token is worth nothing from now on.",
            de: "Abmelden; der Schlüssel gilt ab sofort nicht mehr.")
    }
    @OptionGroup var shared: SharedOptions

    func run(in context: CommandContext) async throws {
        guard let token = try context.settings.effectiveToken() else {
            context.show(Receipt(LocalizedText(en: "Nobody is logged in.", de: "Niemand ist angemeldet.")))
            return
        }
        context.settings.tokenFile?.remove()
        let app = try await BuddelApp.open(context.settings.location(), token: nil)
        do {
            _ = try await app.logOut(token: token)
            await app.close()
        } catch {
            await app.close()
            throw error
        }
        context.show(Receipt(LocalizedText(en: "Logged out.", de: "Abgemeldet.")))
    }
}

/// `buddel whoami`: for whom the next command acts.
struct WhoAmICommand: BuddelCommand {
    static var configuration: CommandConfiguration {
        .verb(
            "whoami", en: "Show for whom commands act, and his roles.",
            de: "Zeigen, für wen Befehle handeln, und dessen Rollen.")
    }
    @OptionGroup var shared: SharedOptions

    func run(in context: CommandContext) async throws {
        let caller = try await context.app().whoAmI()
        context.show(
            DetailReport(fields: [
                .init("login", en: "Login", de: "Anmeldename", .text(caller.login)),
                .init("name", en: "Name", de: "Name", .text(caller.displayName)),
                .init("roles", en: "Roles", de: "Rollen", .list(caller.roleWords)),
            ]))
    }
}

/// `buddel tie declare`: whose ties exclude him on the town's side.
struct TieCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .noun(
            "tie", en: "Ties of town staff to associations.", de: "Bindungen von Bediensteten an Vereine.",
            verbs: [Declare.self])
    }

    struct Declare: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "declare", en: "Declare a tie: from now on no step of the town for that association.",
                de: "Bindung anzeigen: von da an kein Schritt der Stadt mehr für diesen Verein.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Code of the association.", de: "Kürzel des Vereins.")) var code: String?
        @Option(
            name: .long,
            help: .text(
                en: "For another user (administrator).", de: "Für einen anderen Benutzer (Administrator).",
                value: "login"))
        var user: String?

        func run(in context: CommandContext) async throws {
            let code = try await Prompt(context).text(
                "CODE", given: code, ask: LocalizedText(en: "Association", de: "Verein"))
            try await context.app().declareTie(to: code, of: user)
            context.show(Receipt(LocalizedText(en: "Tie to \(code) declared.", de: "Bindung an \(code) angezeigt.")))
        }
    }
}
