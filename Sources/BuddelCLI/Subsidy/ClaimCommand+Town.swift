import ArgumentParser
import BuddelOperations
import Buddelverein

/// The steps of the town's side after the check.
extension ClaimCommand {
    struct Return: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("return", en: "Give a claim back with questions.", de: "Abruf mit Rückfragen zurückgeben.")
        }
        @OptionGroup var shared: SharedOptions
        @OptionGroup var claim: ClaimArgument
        @OptionGroup var once: OnceOption
        @Option(name: .long, help: .text(en: "The questions.", de: "Die Rückfragen.", value: "text")) var question:
            String?

        func run(in context: CommandContext) async throws {
            let code = try await Prompt(context).claim(claim.code)
            let question = try await Prompt(context).text(
                "--question", given: question, ask: LocalizedText(en: "Questions", de: "Rückfragen"))
            try await context.app().returnClaim(
                code, questions: question, seen: claim.hash, in: context.settings.association,
                idempotencyKey: once.idempotencyKey)
            context.show(
                .step(code, LocalizedText(en: "returned with questions", de: "mit Rückfragen zurückgegeben")))
        }
    }

    struct Approve: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "approve", en: "Approve a claim: in full, or less with a reason (approver).",
                de: "Abruf bewilligen: ganz, oder weniger mit Grund (Bewilligung).")
        }
        @OptionGroup var shared: SharedOptions
        @OptionGroup var claim: ClaimArgument
        @OptionGroup var once: OnceOption
        @Option(
            name: .long,
            help: .text(
                en: "How much; without it what is claimable now.", de: "Wie viel; ohne Angabe das jetzt Abrufbare.",
                value: "amount"))
        var amount: String?
        @Option(
            name: .reason, help: .text(en: "Why less than claimable.", de: "Warum weniger als abrufbar.", value: "text")
        )
        var why: String?
        @Option(name: .long, help: .text(en: "Day of the decision.", de: "Tag der Entscheidung.", value: "date"))
        var on: String?

        func run(in context: CommandContext) async throws {
            let code = try await Prompt(context).claim(claim.code)
            let app = try await context.app()
            var (why, hash) = (why, claim.hash)
            let amount = try amount.read("--amount") { try Money(parsing: $0) }
            if context.terminal.isInteractive, !context.assumesYes {
                let view = try await app.claim(code, in: context.settings.association)
                let claimable = view.now?.claimable ?? .zero
                let prompt = Prompt(context)
                if let amount, amount < claimable {
                    why = try await prompt.text("--why", given: why, ask: LocalizedText(en: "Reason", de: "Grund"))
                }
                let asked = amount ?? claimable
                try await prompt.requireConfirmation(
                    LocalizedText(
                        en: "Approve \(code) with \(asked.text(in: .english))?",
                        de: "\(code) mit \(asked.text(in: .german)) bewilligen?"))
                hash = hash ?? view.hash
            }
            let approved = try await app.approveClaim(
                code, amount: amount, reason: why ?? "", on: try on.read("--on") { try Day(parsing: $0) },
                seen: hash, in: context.settings.association,
                idempotencyKey: once.idempotencyKey)
            context.show(
                .step(
                    code,
                    LocalizedText(
                        en: "approved with \(approved.text(in: .english)); two people release the payment next",
                        de:
                            "mit \(approved.text(in: .german)) bewilligt; als Nächstes geben zwei Personen die Zahlung frei"
                    ),
                    ["approved": .string(approved.description)]))
        }
    }

    struct Reject: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "reject", en: "Reject a claim with a reason (approver).", de: "Abruf mit Grund ablehnen (Bewilligung).")
        }
        @OptionGroup var shared: SharedOptions
        @OptionGroup var claim: ClaimArgument
        @OptionGroup var once: OnceOption
        @Option(name: .reason, help: .text(en: "Why.", de: "Warum.", value: "text")) var why: String?

        func run(in context: CommandContext) async throws {
            let code = try await Prompt(context).claim(claim.code)
            let why = try await Prompt(context).text("--why", given: why, ask: LocalizedText(en: "Reason", de: "Grund"))
            try await context.app().rejectClaim(
                code, reason: why, seen: claim.hash, in: context.settings.association,
                idempotencyKey: once.idempotencyKey)
            context.show(.step(code, LocalizedText(en: "rejected", de: "abgelehnt")))
        }
    }

    struct Release: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "release", en: "Release the payment; it takes two different people.",
                de: "Zahlung freigeben; dazu braucht es zwei verschiedene Personen.")
        }
        @OptionGroup var shared: SharedOptions
        @OptionGroup var claim: ClaimArgument
        @OptionGroup var once: OnceOption

        func run(in context: CommandContext) async throws {
            let code = try await Prompt(context).claim(claim.code)
            let released = try await context.app().releaseClaim(
                code, seen: claim.hash, in: context.settings.association, idempotencyKey: once.idempotencyKey)
            context.show(
                .step(
                    code,
                    released
                        ? LocalizedText(en: "released by two", de: "von zwei Personen freigegeben")
                        : LocalizedText(
                            en: "released by one; another person is needed",
                            de: "von einer Person freigegeben; eine zweite fehlt noch"),
                    ["released": .bool(released)]))
        }
    }

    struct Pay: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "pay", en: "Record the payment of a released claim (cashier).",
                de: "Auszahlung eines freigegebenen Abrufs erfassen (Kasse).")
        }
        @OptionGroup var shared: SharedOptions
        @OptionGroup var claim: ClaimArgument
        @OptionGroup var once: OnceOption
        @Option(name: .long, help: .text(en: "Day of payment.", de: "Tag der Zahlung.", value: "date")) var on: String?

        func run(in context: CommandContext) async throws {
            let code = try await Prompt(context).claim(claim.code)
            let paid = try await context.app().payClaim(
                code, on: try on.read("--on") { try Day(parsing: $0) }, seen: claim.hash,
                in: context.settings.association,
                idempotencyKey: once.idempotencyKey)
            context.show(
                .step(
                    code,
                    LocalizedText(en: "paid: \(paid.text(in: .english))", de: "ausgezahlt: \(paid.text(in: .german))"),
                    ["paid": .string(paid.description)]))
        }
    }

    struct Revoke: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "revoke", en: "Take back part of what was approved, with a reason (approver).",
                de: "Teil des Bewilligten mit Grund zurücknehmen (Bewilligung).")
        }
        @OptionGroup var shared: SharedOptions
        @OptionGroup var claim: ClaimArgument
        @OptionGroup var once: OnceOption
        @Option(name: .long, help: .text(en: "How much.", de: "Wie viel.", value: "amount")) var amount: String?
        @Option(name: .reason, help: .text(en: "Why.", de: "Warum.", value: "text")) var why: String?

        func run(in context: CommandContext) async throws {
            let code = try await Prompt(context).claim(claim.code)
            let prompt = Prompt(context)
            let amount = try await prompt.money(
                "--amount", given: amount, ask: LocalizedText(en: "Amount", de: "Betrag"))
            let why = try await prompt.text("--why", given: why, ask: LocalizedText(en: "Reason", de: "Grund"))
            try await context.app().revokeClaim(
                code, amount: amount, reason: why, in: context.settings.association,
                idempotencyKey: once.idempotencyKey)
            context.show(
                Receipt(
                    LocalizedText(
                        en: "\(amount.text(in: .english)) of \(code) is revoked.",
                        de: "\(amount.text(in: .german)) von \(code) sind widerrufen."),
                    ["code": .string(code), "revoked": .string(amount.description)]))
        }
    }
}

extension NameSpecification {
    /// `--why`, and `--reason` for who thinks of that word.
    static var reason: NameSpecification { [.customLong("why"), .customLong("reason")] }
}
