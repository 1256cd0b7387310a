import ArgumentParser
import BuddelOperations
import Buddelverein

extension UserCommand {
    /// `buddel user link-openid`: who a user is at the issuer.
    struct LinkOpenID: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "link-openid", en: "Say who a user is at the issuer; that person then gets in as him.",
                de: "Sagen, wer ein Benutzer beim Anmeldedienst ist; diese Person kommt dann als er hinein.",
                more: LocalizedText(
                    en: "Ends the user's sessions and voids his undecided steps, as a password reset does.",
                    de: "Beendet die Sitzungen des Benutzers und hebt offene Schritte auf, wie ein neues Passwort."))
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Login name.", de: "Anmeldename.")) var login: String?
        @Option(
            name: .long,
            help: .text(
                en: "The issuer's key of the person (sub).", de: "Schlüssel der Person beim Anmeldedienst (sub).",
                value: "sub"))
        var subject: String?
        @Option(
            name: .long,
            help: .text(
                en: "The issuer; the configured one by default.", de: "Der Anmeldedienst; sonst der eingestellte.",
                value: "url"))
        var issuer: String?

        func run(in context: CommandContext) async throws {
            try await context.app().requireAllowed(.userLinkIdentity)
            let prompt = Prompt(context)
            let login = try await prompt.login(login)
            let subject = try await prompt.text(
                "--subject", given: subject,
                ask: LocalizedText(en: "Key at the issuer (sub)", de: "Schlüssel beim Anmeldedienst (sub)"))
            let linked = try await context.app().linkIdentity(
                login, subject: subject, issuer: issuer ?? context.configuredIssuer)
            context.show(
                Receipt(
                    LocalizedText(
                        en:
                            "\(login) is linked at \(linked.issuer); \(linked.tokens) tokens ended, \(linked.voidedSteps) steps are void.",
                        de:
                            "\(login) ist bei \(linked.issuer) verknüpft; \(linked.tokens) Schlüssel beendet, \(linked.voidedSteps) Schritte aufgehoben."
                    ), linked.members(login)))
        }
    }

    /// `buddel user unlink-openid`: nobody of the issuer any more.
    struct UnlinkOpenID: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "unlink-openid", en: "Take back who a user is at the issuer; ends his sessions, voids undecided steps.",
                de:
                    "Zurücknehmen, wer ein Benutzer beim Anmeldedienst ist; beendet Sitzungen, hebt offene Schritte auf."
            )
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Login name.", de: "Anmeldename.")) var login: String?
        @Option(
            name: .long,
            help: .text(
                en: "The issuer; the configured one by default.", de: "Der Anmeldedienst; sonst der eingestellte.",
                value: "url"))
        var issuer: String?

        func run(in context: CommandContext) async throws {
            let login = try await Prompt(context).login(login)
            let gone = try await context.app().unlinkIdentity(login, issuer: issuer ?? context.configuredIssuer)
            context.show(
                Receipt(
                    LocalizedText(
                        en:
                            "\(login) is not linked at \(gone.issuer) any more; \(gone.tokens) tokens ended, \(gone.voidedSteps) steps are void.",
                        de:
                            "\(login) ist bei \(gone.issuer) nicht mehr verknüpft; \(gone.tokens) Schlüssel beendet, \(gone.voidedSteps) Schritte aufgehoben."
                    ), gone.members(login)))
        }
    }
}

extension CommandContext {
    /// The issuer that is set for this installation; nil: none.
    fileprivate var configuredIssuer: String? {
        environment[ConfigurationKey.openIDIssuer.rawValue].flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension BuddelApp.IdentityChanged {
    fileprivate func members(_ login: String) -> JSONObject {
        [
            "login": .string(login), "issuer": .string(issuer), "ended_tokens": .integer(Int64(tokens)),
            "voided_steps": .integer(Int64(voidedSteps)),
        ]
    }
}
