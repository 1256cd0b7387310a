import ArgumentParser
import BuddelOperations
import Buddelverein

/// `buddel payment`: money from and to members and others.
struct PaymentCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .noun(
            "payment", en: "Money received and paid back.", de: "Einzahlungen und Rückzahlungen.",
            verbs: [Add.self, List.self])
    }
}

extension PaymentCommand {
    struct Add: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("add", en: "Record a payment and book it.", de: "Zahlung erfassen und buchen.")
        }
        @OptionGroup var shared: SharedOptions
        @Option(
            name: .long,
            help: .text(
                en: "The member; left out for outsiders.", de: "Das Mitglied; bei Fremden weglassen.", value: "number"))
        var member: String?
        @Option(name: .long, help: .text(en: "Day of the payment.", de: "Tag der Zahlung.", value: "date")) var date:
            String?
        @Option(
            name: .long,
            help: .text(
                en: "Amount; negative is paid back.", de: "Betrag; negativ ist zurückgezahlt.", value: "amount"))
        var amount: String?
        @Option(
            name: .long,
            help: .text(
                en: "levy, donation, other_income or refund.", de: "levy, donation, other_income oder refund.",
                value: "purpose"))
        var purpose: String?
        @OptionGroup var reference: RefOption
        @OptionGroup var once: OnceOption

        func run(in context: CommandContext) async throws {
            let receipt = try await context.dialogue(of: Self.self) { prompt in
                let payment = try await record(prompt)
                return try await context.app().addPayment(
                    payment, in: context.settings.association, idempotencyKey: once.idempotencyKey)
            }
            await context.showRecorded(receipt, by: try await context.app())
        }

        /// The purpose comes first: it decides whether there is a member behind the money.
        private func record(_ prompt: Prompt) async throws -> PaymentRecord {
            let purpose: PaymentPurpose = try await prompt.word(
                "--purpose", given: purpose, ask: LocalizedText(en: "Purpose", de: "Zweck"), words: { $0.words })
            let date = try await prompt.day("--date", given: date, ask: LocalizedText(en: "Day", de: "Tag"))
            let amount = try await prompt.money(
                "--amount", given: amount,
                ask: LocalizedText(en: "Amount (negative: paid back)", de: "Betrag (negativ: zurückgezahlt)"))
            let questions = try await VoucherQuestions.opened(prompt)
            let question = LocalizedText(en: "Member", de: "Mitglied")
            // A script gives what it has; the rule itself refuses what is missing there.
            let member =
                if purpose.needsMember, prompt.context.terminal.isInteractive {
                    try await questions.member(member, ask: question, on: date)
                } else {
                    try await questions.optionalMember(member, ask: question, on: date)
                }
            return PaymentRecord(
                ref: reference.ref ?? "", date: date, memberNumber: member, amount: amount, purpose: purpose)
        }
    }

    struct List: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("list", en: "List the payments that stand.", de: "Zahlungen auflisten, die gelten.")
        }
        @OptionGroup var shared: SharedOptions

        func run(in context: CommandContext) async throws {
            let payments = try await context.app().listPayments(in: context.settings.association)
            context.show(
                ListReport(
                    title: LocalizedText(en: "Payments", de: "Zahlungen"),
                    columns: [
                        Column("ref", en: "Ref", de: "Beleg"), Column("date", en: "Day", de: "Tag"),
                        Column("member_number", en: "Member", de: "Mitglied"),
                        Column("amount", en: "Amount", de: "Betrag"), Column("purpose", en: "Purpose", de: "Zweck"),
                    ],
                    rows: payments.map { payment in
                        [
                            .text(payment.ref), .day(payment.date), .text(payment.memberNumber),
                            .money(payment.amount), .word(payment.purpose, payment.purpose.words),
                        ]
                    }, total: [.none, .none, .none, .money(try payments.map(\.amount).total()), .none]))
        }
    }
}

extension PaymentPurpose {
    var words: LocalizedText {
        switch self {
        case .levy: LocalizedText(en: "levy", de: "Umlage")
        case .donation: LocalizedText(en: "donation", de: "Spende")
        case .otherIncome: LocalizedText(en: "other income", de: "sonstige Einnahme")
        case .refund: LocalizedText(en: "refund", de: "Rückzahlung")
        }
    }
}
