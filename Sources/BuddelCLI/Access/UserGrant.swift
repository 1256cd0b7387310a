import ArgumentParser
import BuddelOperations
import Buddelverein

extension UserCommand {
    /// `buddel user grant`: a role, where it holds, and what fits it.
    struct Grant: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "grant", en: "Give a user a role in an association or a municipality.",
                de: "Einem Benutzer eine Rolle im Verein oder in der Gemeinde geben.")
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
                en: "Up to how much an approver may approve.", de: "Bis zu welchem Betrag bewilligt werden darf.",
                value: "amount"))
        var limit: String?
        @Flag(
            name: .long,
            help: .text(en: "The approver may approve any amount.", de: "Die Bewilligung hat keine Grenze."))
        var noLimit = false
        @Option(name: .long, help: .text(en: "First day of the role.", de: "Erster Tag der Rolle.", value: "date"))
        var from: String?
        @Option(
            name: .long, help: .text(en: "First day without the role.", de: "Erster Tag ohne die Rolle.", value: "date")
        ) var until: String?
        @Option(
            name: .long,
            help: .text(en: "The member that the user is.", de: "Das Mitglied, das der Benutzer ist.", value: "number"))
        var member: String?

        func run(in context: CommandContext) async throws {
            let prompt = Prompt(context)
            let login = try await prompt.login(login)
            let role = try await prompt.role(role)
            try requireFitting(role)
            let scope = try await prompt.scope(of: role, municipality: municipality, area: lead.area)
            let limit = try await limit(of: role, prompt)
            let app = try await context.app()
            let ties = try await app.grantRole(
                role, to: login, scope: scope, limit: limit, from: try from.read("--from") { try Day(parsing: $0) },
                until: try until.read("--until") { try Day(parsing: $0) })
            if let member { try await app.linkUser(login, toMember: member, of: context.settings.association) }
            context.show(receipt(login, role, limit, ties))
        }

        /// A flag that the role has no use for was meant for another one: refuses with `role_scope`.
        private func requireFitting(_ role: Role) throws(Refusal) {
            let flags: [(String, isGiven: Bool, fits: Bool)] = [
                ("--municipality", municipality != nil, role.level == .municipality),
                ("--association", shared.association != nil, role.level == .association),
                ("--area", lead.area != nil, role == .areaLead),
                ("--member", member != nil, role.level == .association),
                ("--limit", limit != nil, role == .approver), ("--no-limit", noLimit, role == .approver),
            ]
            for flag in flags where flag.isGiven && !flag.fits { throw .flagOfOtherRole(flag.0, role) }
            if limit != nil, noLimit {
                throw .invalidArguments(
                    LocalizedText(
                        en: "--limit and --no-limit exclude each other.",
                        de: "--limit und --no-limit schließen sich aus."))
            }
        }

        /// An approver without a limit is one on purpose: it is asked for, and scripts say `--no-limit`.
        private func limit(of role: Role, _ prompt: Prompt) async throws -> Money? {
            guard role == .approver, !noLimit else { return nil }
            guard limit != nil || prompt.context.terminal.isInteractive else { throw Refusal.limitNeeded }
            return try await prompt.value(
                "--limit", given: limit,
                ask: LocalizedText(
                    en: "Approves up to how much (none: any amount)", de: "Bewilligt bis (keine: jeden Betrag)")
            ) { text in ["none", "keine", "-"].contains(text.lowercased()) ? nil : try Money(parsing: text) }
        }

        private func receipt(_ login: String, _ role: Role, _ limit: Money?, _ ties: [String]) -> Receipt {
            var text = LocalizedText(
                en: "\(login) is \(role.name.english) now.", de: "\(login) hat jetzt die Rolle \(role.name.german).")
            if role == .approver {
                text = LocalizedText(
                    en: "\(login) is \(role.name.english) now, "
                        + (limit.map { "up to \($0.text(in: .english))." } ?? "without a limit."),
                    de: "\(login) hat jetzt die Rolle \(role.name.german), "
                        + (limit.map { "bis \($0.text(in: .german))." } ?? "ohne Grenze."))
            }
            if !ties.isEmpty {
                let list = ties.joined(separator: ", ")
                text = LocalizedText(
                    en: text.english + "\nTied to \(list): takes no step of the town for it.",
                    de: text.german + "\nVerbunden mit \(list): handelt dafür nicht auf der Seite der Stadt.")
            }
            var json: JSONObject = ["login": .string(login), "role": .string(role.rawValue)]
            if role == .approver { json["limit"] = limit.map { .string($0.description) } ?? .null }
            if !ties.isEmpty { json["ties"] = .array(ties.map { .string($0) }) }
            return Receipt(text, json)
        }
    }
}

extension Refusal {
    /// A flag says something that the role can't have.
    static func flagOfOtherRole(_ flag: String, _ role: Role) -> Refusal {
        let place: LocalizedText =
            switch role.level {
            case .system: LocalizedText(en: "holds everywhere", de: "gilt überall")
            case .association:
                LocalizedText(
                    en: "holds in an association: --association CODE", de: "gilt in einem Verein: --association KÜRZEL")
            case .municipality:
                LocalizedText(
                    en: "holds in a municipality: --municipality AGS", de: "gilt in einer Gemeinde: --municipality AGS")
            }
        return Refusal(
            .roleScope,
            LocalizedText(
                en: "\(flag) does not fit the role \(role.rawValue).",
                de: "\(flag) passt nicht zur Rolle \(role.name.german) (\(role.rawValue))."),
            cure: LocalizedText(
                en: "The role \(place.english). Leave \(flag) out, or choose the role it is for.",
                de: "Die Rolle \(place.german). \(flag) weglassen oder die Rolle wählen, zu der es gehört."),
            at: Place(field: flag))
    }

    /// A script would make an approver without saying up to which amount.
    static var limitNeeded: Refusal {
        Refusal(
            .missingFlag,
            LocalizedText(
                en: "Up to how much may the approver approve? --limit is missing.",
                de: "Bis zu welchem Betrag darf bewilligt werden? --limit fehlt."),
            cure: LocalizedText(
                en: "--limit 50000.00, or --no-limit for any amount.",
                de: "--limit 50000.00, oder --no-limit für jeden Betrag."),
            at: Place(field: "--limit"))
    }
}
