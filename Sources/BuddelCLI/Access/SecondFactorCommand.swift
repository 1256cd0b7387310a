import ArgumentParser
import BuddelOperations
import Buddelverein

/// `buddel user second-factor`: the code that a log-in asks for beside the password.
struct SecondFactorCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .noun(
            "second-factor", en: "The code that a log-in asks for beside the password.",
            de: "Der Code, den eine Anmeldung neben dem Passwort verlangt.",
            verbs: [Setup.self, Confirm.self, Pass.self, Codes.self, Show.self, Remove.self])
    }

    struct Setup: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "setup", en: "Make a secret for the app on your telephone; a first code confirms it.",
                de: "Geheimnis für die App auf dem Telefon ausstellen; ein erster Code bestätigt es.",
                more: LocalizedText(
                    en:
                        "Every app for one-time codes takes it (RFC 6238). It is shown this once, and asks for nothing before `buddel user second-factor confirm CODE`.",
                    de:
                        "Jede App für Einmalcodes nimmt es (RFC 6238). Es wird nur dieses eine Mal gezeigt und gilt erst nach `buddel user second-factor confirm CODE`."
                ))
        }
        @OptionGroup var shared: SharedOptions

        func run(in context: CommandContext) async throws {
            let made = try await context.app().setUpSecondFactor()
            context.show(
                DetailReport(
                    title: LocalizedText(
                        en: "Enter this in the app, then: buddel user second-factor confirm CODE",
                        de: "In die App eingeben, dann: buddel user second-factor confirm CODE"),
                    fields: [
                        .init("secret", en: "Secret", de: "Geheimnis", .text(made.secret)),
                        .init("address", en: "Address", de: "Adresse", .text(made.address)),
                    ]))
        }
    }

    struct Confirm: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "confirm", en: "Confirm the secret by a first code; writes ten recovery codes, this once.",
                de: "Geheimnis mit einem ersten Code bestätigen; gibt einmalig zehn Ersatzcodes aus.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "The six digits of the app.", de: "Die sechs Ziffern der App.")) var code: String?

        func run(in context: CommandContext) async throws {
            let code = try await Prompt(context).text("CODE", given: code, ask: LocalizedText(en: "Code", de: "Code"))
            let codes = try await context.app().confirmSecondFactor(code: code)
            // The token has passed it now: whoever asks next is opened anew.
            await context.session.close()
            context.show(RecoveryCodes.report(codes))
        }
    }

    struct Codes: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "codes", en: "Make ten new recovery codes; the old ones are worth nothing any more.",
                de: "Zehn neue Ersatzcodes ausstellen; die alten gelten nicht mehr.")
        }
        @OptionGroup var shared: SharedOptions

        func run(in context: CommandContext) async throws {
            context.show(RecoveryCodes.report(try await context.app().renewRecoveryCodes()))
        }
    }

    struct Show: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "show", en: "Show whether a log-in asks for a code.",
                de: "Zeigen, ob eine Anmeldung einen Code verlangt.")
        }
        @OptionGroup var shared: SharedOptions
        @OptionGroup var owner: TokenOwnerOption

        func run(in context: CommandContext) async throws {
            let standing = try await context.app().secondFactor(of: owner.user)
            context.show(
                DetailReport(fields: [
                    .init("active", en: "Set up", de: "Eingerichtet", .bool(standing.isActive)),
                    .init("since", en: "Since", de: "Seit", .text(standing.since)),
                    .init(
                        "recovery_codes_left", en: "Recovery codes left", de: "Verbleibende Ersatzcodes",
                        .int(standing.codesLeft)),
                ]))
        }
    }

    struct Remove: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "remove", en: "Remove a second factor: ends the user's sessions and voids his undecided steps.",
                de: "Zweiten Faktor entfernen: beendet die Sitzungen und hebt offene Schritte auf.")
        }
        @OptionGroup var shared: SharedOptions
        @OptionGroup var owner: TokenOwnerOption

        func run(in context: CommandContext) async throws {
            let voided = try await context.app().removeSecondFactor(of: owner.user)
            await context.session.close()
            context.show(
                Receipt(
                    LocalizedText(
                        en: "The second factor is removed; \(voided) steps are void. The sessions have ended.",
                        de: "Der zweite Faktor ist entfernt; \(voided) Schritte aufgehoben. Die Sitzungen sind beendet."
                    ),
                    ["voided_steps": .integer(Int64(voided))]))
        }
    }
}

/// Recovery codes, each in its line.
private enum RecoveryCodes {
    static func report(_ codes: [String]) -> ListReport {
        ListReport(
            columns: [
                Column("recovery_code", en: "Recovery code, good once", de: "Ersatzcode, gilt einmal")
            ],
            rows: codes.map { [.text($0)] })
    }
}
