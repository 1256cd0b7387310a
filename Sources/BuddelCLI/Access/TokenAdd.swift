import ArgumentParser
import BuddelOperations
import Buddelverein

extension TokenCommand {
    /// `buddel token add`: a token for a script, which gives no more than it is told.
    struct Add: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "add", en: "Make a token for a script and write it out, this once.",
                de: "Schlüssel für ein Skript ausstellen und ausgeben, dieses eine Mal.",
                more: LocalizedText(
                    en:
                        "It gives what its user may, but no more than --access and only in the --association or --municipality that is named. It takes the password, and the code of the second factor where there is one: BUDDEL_TOKEN=$(buddel token add NAME --days 90 --label backup).",
                    de:
                        "Er erlaubt, was sein Benutzer darf, aber nicht mehr als --access und nur im genannten Verein (--association) oder in der Gemeinde (--municipality). Dafür braucht es das Passwort und den Code des zweiten Faktors, wo es ihn gibt: BUDDEL_TOKEN=$(buddel token add NAME --days 90 --label backup)."
                ))
        }
        @OptionGroup var shared: SharedOptions
        @OptionGroup var secret: PasswordOption
        @OptionGroup var secondFactor: CodeOption
        @Argument(help: .text(en: "Login name.", de: "Anmeldename.")) var login: String?
        @Option(name: .long, help: .text(en: "What the token is for.", de: "Wofür der Schlüssel ist.", value: "text"))
        var label: String?
        @Option(
            name: .long, help: .text(en: "How many days it is valid, 1 to 400.", de: "Gültig in Tagen, 1 bis 400."))
        var days: Int?
        @Option(
            name: .long,
            help: .text(
                en: "What it gives: read (by default), record (all but decisions and rights), decide (everything).",
                de:
                    "Was er erlaubt: read (wenn nichts gesagt ist), record (ohne Entscheidungen, Rechte), decide (alles).",
                value: "read|record|decide"))
        var access: String?
        @Option(
            name: .long,
            help: .text(
                en: "Only the roles in this municipality.", de: "Nur die Rollen in dieser Gemeinde.", value: "ags"))
        var municipality: String?

        func run(in context: CommandContext) async throws {
            let prompt = Prompt(context)
            let login = try await prompt.login(login)
            let label = try await prompt.text(
                "--label", given: label, ask: LocalizedText(en: "What for", de: "Wofür"), standard: "script")
            let days = try await prompt.number(
                "--days", given: days.map(Int64.init), ask: LocalizedText(en: "Days", de: "Tage"))
            let access = try await prompt.word(
                "--access", given: access, ask: LocalizedText(en: "Access", de: "Zugriff"), words: \AccessLevel.name,
                standard: .read)
            let place = try place()
            let password = try await secret.password(context, ask: LocalizedText(en: "Password", de: "Passwort"))
            let token = try await context.logging(secondFactor) { app, known, code in
                try await app.makeToken(
                    login, password: password, code: code, known: known, label: label,
                    validDays: Int(clamping: days), access: access, at: place)
            }
            context.standardOutput.writeLine(token)
        }

        /// The flag itself, not what the environment says of the association: a limit is never there by accident.
        private func place() throws -> BuddelApp.TokenPlace {
            guard let ags = try municipality.read("--municipality", { try Ags(parsing: $0) }) else {
                return shared.association.map { .association($0) } ?? .everywhere
            }
            guard shared.association == nil else {
                throw Refusal.invalidArguments(
                    LocalizedText(
                        en: "A token holds in one association or in one municipality.",
                        de: "Ein Schlüssel gilt in einem Verein oder in einer Gemeinde."))
            }
            return .municipality(ags)
        }
    }
}
