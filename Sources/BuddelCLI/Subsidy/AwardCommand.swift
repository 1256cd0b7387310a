import ArgumentParser
import BuddelOperations
import Buddelverein

/// `buddel award`: applications and decisions under a programme.
struct AwardCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .noun(
            "award", en: "Awards: from when, until when, at most how much.",
            de: "Bewilligungen: ab wann, bis wann, höchstens wie viel.",
            verbs: [Add.self, Grant.self, List.self, Show.self])
    }
}

/// What a decision on an award says.
struct AwardTermsOptions: ParsableArguments {
    @Option(name: .long, help: .text(en: "Day of the approval.", de: "Tag der Bewilligung.", value: "date"))
    var approved: String?
    @Option(
        name: .long,
        help: .text(
            en: "Day from which an early start is permitted.", de: "Tag, ab dem der vorzeitige Beginn erlaubt ist.",
            value: "date"))
    var earlyStart: String?
    @Option(name: .long, help: .text(en: "First eligible day.", de: "Erster zuwendungsfähiger Tag.", value: "date"))
    var from: String?
    @Option(name: .long, help: .text(en: "Last eligible day.", de: "Letzter zuwendungsfähiger Tag.", value: "date"))
    var until: String?
    @Option(
        name: .long,
        help: .text(en: "Rate of this award, in percent.", de: "Satz dieser Bewilligung, in Prozent.", value: "percent")
    )
    var rate: String?
    @Option(name: .long, help: .text(en: "At most this much.", de: "Höchstbetrag.", value: "amount")) var maximum:
        String?

    func day(_ text: String?, _ flag: String) throws -> Day? { try text.read(flag) { try Day(parsing: $0) } }
}

extension AwardCommand {
    struct Add: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("add", en: "Record an application or an award.", de: "Antrag oder Bewilligung erfassen.")
        }
        @OptionGroup var shared: SharedOptions
        @OptionGroup var terms: AwardTermsOptions
        @OptionGroup var once: OnceOption
        @Argument(help: .text(en: "Code of the award, such as A-1.", de: "Kürzel der Bewilligung, etwa A-1.")) var code:
            String?
        @Option(name: .long, help: .text(en: "Code of the programme.", de: "Kürzel des Programms.", value: "code"))
        var programme: String?
        @Option(name: .long, help: .text(en: "Day of the application.", de: "Tag des Antrags.", value: "date"))
        var applied: String?
        @Option(
            name: .long,
            help: .text(
                en: "Own funds of the financing plan.", de: "Eigenmittel im Finanzierungsplan.", value: "amount"))
        var ownFunds: String?
        @Option(
            name: .long,
            help: .text(
                en: "Third-party funds of the financing plan.", de: "Drittmittel im Finanzierungsplan.", value: "amount"
            ))
        var thirdParty: String?

        func run(in context: CommandContext) async throws {
            let prompt = Prompt(context)
            let code = try await prompt.text(
                "CODE", given: code, ask: LocalizedText(en: "Code of the award", de: "Kürzel der Bewilligung"))
            let programme = try await prompt.text(
                "--programme", given: programme, ask: LocalizedText(en: "Programme", de: "Programm"))
            let applied = try await prompt.day(
                "--applied", given: applied, ask: LocalizedText(en: "Applied on", de: "Beantragt am"))
            let award = Award(
                code: code, programme: programme, appliedOn: applied,
                earlyStartOn: try terms.day(terms.earlyStart, "--early-start"),
                approvedOn: try terms.day(terms.approved, "--approved"),
                eligibleFrom: try terms.day(terms.from, "--from"),
                eligibleUntil: try terms.day(terms.until, "--until"),
                rate: try terms.rate.read("--rate") { try BasisPoints(parsing: $0) },
                maximum: try terms.maximum.read("--maximum") { try Money(parsing: $0) },
                ownFunds: try ownFunds.read("--own-funds") { try Money(parsing: $0) } ?? .zero,
                thirdPartyFunds: try thirdParty.read("--third-party") { try Money(parsing: $0) } ?? .zero)
            try await context.app().addAward(
                award, in: context.settings.association, idempotencyKey: once.idempotencyKey)
            context.show(
                Receipt(
                    LocalizedText(en: "Award \(code) recorded.", de: "Bewilligung \(code) erfasst."),
                    ["code": .string(code)]))
        }
    }

    struct Grant: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "grant", en: "The town's decision on an application; commits the maximum.",
                de: "Entscheidung der Stadt über einen Antrag; bindet den Höchstbetrag.")
        }
        @OptionGroup var shared: SharedOptions
        @OptionGroup var terms: AwardTermsOptions
        @OptionGroup var once: OnceOption
        @Argument(help: .text(en: "Code of the award.", de: "Kürzel der Bewilligung.")) var code: String?

        func run(in context: CommandContext) async throws {
            let prompt = Prompt(context)
            let code = try await prompt.award(code)
            var decision = AwardDecision(
                approvedOn: try terms.day(terms.approved, "--approved"),
                earlyStartOn: try terms.day(terms.earlyStart, "--early-start"),
                eligibleFrom: try terms.day(terms.from, "--from"),
                eligibleUntil: try terms.day(terms.until, "--until"),
                rate: try terms.rate.read("--rate") { try BasisPoints(parsing: $0) },
                maximum: try terms.maximum.read("--maximum") { try Money(parsing: $0) })
            if decision == AwardDecision() {
                guard context.terminal.isInteractive, !context.assumesYes else {
                    throw Refusal.nothingToChange("--approved 2026-02-20 --maximum 60000.00")
                }
                decision = try await Self.asked(prompt)
            }
            try await context.app().grantAward(
                code, decision, in: context.settings.association, idempotencyKey: once.idempotencyKey)
            context.show(
                Receipt(
                    LocalizedText(en: "Award \(code) decided.", de: "Über \(code) ist entschieden."),
                    ["code": .string(code)]))
        }

        /// The terms of an approval, asked one by one; an early start alone is given by its flag.
        private static func asked(_ prompt: Prompt) async throws -> AwardDecision {
            let approved = try await prompt.day(
                "--approved", given: nil, ask: LocalizedText(en: "Day of the approval", de: "Tag der Bewilligung"))
            let from = try await prompt.day(
                "--from", given: nil,
                ask: LocalizedText(en: "First eligible day", de: "Erster zuwendungsfähiger Tag"), standard: approved)
            return AwardDecision(
                approvedOn: approved, eligibleFrom: from,
                eligibleUntil: try await prompt.optional(
                    "--until", given: nil,
                    ask: LocalizedText(en: "Last eligible day", de: "Letzter zuwendungsfähiger Tag")
                ) { try Day(parsing: $0) },
                rate: try await prompt.optional(
                    "--rate", given: nil,
                    ask: LocalizedText(en: "Rate of this award, in percent", de: "Satz dieser Bewilligung, in Prozent")
                ) { try BasisPoints(parsing: $0) },
                maximum: try await prompt.optional(
                    "--maximum", given: nil, ask: LocalizedText(en: "At most", de: "Höchstbetrag")
                ) { try Money(parsing: $0) })
        }
    }

    struct List: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("list", en: "List the awards.", de: "Bewilligungen auflisten.")
        }
        @OptionGroup var shared: SharedOptions

        func run(in context: CommandContext) async throws {
            let awards = try await context.app().listAwards(in: context.settings.association)
            context.show(
                ListReport(
                    columns: [
                        Column("code", en: "Code", de: "Kürzel"),
                        Column("association", en: "Association", de: "Verein"),
                        Column("programme", en: "Programme", de: "Programm"),
                        Column("applied_on", en: "Applied", de: "Beantragt"),
                        Column("approved_on", en: "Approved", de: "Bewilligt"),
                        Column("eligible_until", en: "Until", de: "Bis"),
                        Column("maximum", en: "Maximum", de: "Höchstbetrag"),
                        Column("granted", en: "Granted", de: "Bereits bewilligt"),
                    ],
                    rows: awards.map { award in
                        [
                            .text(award.record.code), .text(award.association), .text(award.record.programme),
                            .day(award.record.appliedOn), .day(award.record.approvedOn),
                            .day(award.record.eligibleUntil),
                            .money(award.record.maximum), .money(award.granted),
                        ]
                    }))
        }
    }

    struct Show: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("show", en: "Show an award.", de: "Eine Bewilligung zeigen.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Code of the award.", de: "Kürzel der Bewilligung.")) var code: String?

        func run(in context: CommandContext) async throws {
            let code = try await Prompt(context).award(code)
            let award = try await context.app().award(code, in: context.settings.association)
            let record = award.record
            context.show(
                DetailReport(fields: [
                    .init("code", en: "Code", de: "Kürzel", .text(record.code)),
                    .init("association", en: "Association", de: "Verein", .text(award.association)),
                    .init("programme", en: "Programme", de: "Programm", .text(record.programme)),
                    .init("administered_by", en: "Decides", de: "Entscheidet", .text(award.administeredBy.rawValue)),
                    .init("applied_on", en: "Applied on", de: "Beantragt am", .day(record.appliedOn)),
                    .init(
                        "early_start_on", en: "Early start from", de: "Vorzeitiger Beginn ab", .day(record.earlyStartOn)
                    ),
                    .init("approved_on", en: "Approved on", de: "Bewilligt am", .day(record.approvedOn)),
                    .init("eligible_from", en: "Eligible from", de: "Zuwendungsfähig ab", .day(record.eligibleFrom)),
                    .init(
                        "eligible_until", en: "Eligible until", de: "Zuwendungsfähig bis", .day(record.eligibleUntil)),
                    .init("rate", en: "Rate", de: "Satz", .percent(record.rate)),
                    .init("maximum", en: "Maximum", de: "Höchstbetrag", .money(record.maximum)),
                    .init("own_funds", en: "Own funds", de: "Eigenmittel", .money(record.ownFunds)),
                    .init(
                        "third_party_funds", en: "Third-party funds", de: "Drittmittel", .money(record.thirdPartyFunds)),
                    .init("granted", en: "Granted so far", de: "Bisher bewilligt", .money(award.granted)),
                    .init("committed", en: "Committed of the budget", de: "Gebundene Mittel", .money(award.committed)),
                ]))
        }
    }
}
