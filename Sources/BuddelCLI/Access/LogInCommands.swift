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
                    "The password comes from standard input, BUDDEL_PASSWORD, or is asked for; so is the code of a second factor, from --code or BUDDEL_CODE. With --print-token the token is written out instead of kept: BUDDEL_TOKEN=$(buddel login NAME --print-token).",
                de:
                    "Das Passwort kommt aus der Standardeingabe, aus BUDDEL_PASSWORD oder wird erfragt, ebenso der Code des zweiten Faktors, aus --code oder BUDDEL_CODE. Mit --print-token wird der Schlüssel ausgegeben statt gemerkt: BUDDEL_TOKEN=$(buddel login NAME --print-token)."
            ))
    }
    @OptionGroup var shared: SharedOptions
    @OptionGroup var secret: PasswordOption
    @OptionGroup var issuer: OpenIDOptions
    @Flag(
        name: .long,
        help: .text(
            en: "Log in at the issuer of OpenID Connect, in a browser on any machine.",
            de: "Beim Anmeldedienst (OpenID Connect) anmelden, im Browser auf irgendeinem Rechner."))
    var openid = false
    @Argument(help: .text(en: "Login name.", de: "Anmeldename.")) var login: String?
    @Flag(name: .long, help: .text(en: "Write the token out, keep nothing.", de: "Schlüssel ausgeben, nichts merken."))
    var printToken = false
    @OptionGroup var secondFactor: CodeOption

    func run(in context: CommandContext) async throws {
        if openid { return try await logInAtIssuer(in: context) }
        let prompt = Prompt(context)
        let login = try await prompt.text(
            "LOGIN", given: login, ask: LocalizedText(en: "Login name", de: "Anmeldename"))
        let password = try await secret.password(context, ask: LocalizedText(en: "Password", de: "Passwort"))
        let token = try await context.logging(secondFactor) { app, known, code in
            try await app.logIn(login, password: password, code: code, known: known)
        }
        try keep(token, of: login, in: context)
    }

    /// Keeps a session for the next commands, or writes its token out.
    func keep(_ token: String, of login: String, in context: CommandContext) throws {
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

extension CommandContext {
    /// Runs a log-in on an application of nobody: whoever logs in is not yet anybody, and an old token must not stand in the
    /// way. It shows that he was here before.
    func logging(
        _ secondFactor: CodeOption,
        _ attempt: @Sendable (_ app: BuddelApp, _ known: String?, _ code: String?) async throws -> String
    ) async throws -> String {
        let known = try? settings.effectiveToken()
        let app = try await BuddelApp.open(settings.location(), token: nil)
        do {
            let token = try await secondFactor.trying(self) { try await attempt(app, known, $0) }
            await app.close()
            return token
        } catch {
            await app.close()
            throw error
        }
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
                .init("access", en: "Access", de: "Zugriff", .named(caller.scope.access)),
                .init(
                    "has_second_factor", en: "Second factor set up", de: "Zweiter Faktor eingerichtet",
                    .bool(caller.hasSecondFactor)),
                .init(
                    "passed_second_factor", en: "Logged in with it", de: "Damit angemeldet",
                    .bool(caller.passedSecondFactor)),
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
