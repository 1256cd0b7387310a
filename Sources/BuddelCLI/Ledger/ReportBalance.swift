import ArgumentParser
import BuddelOperations
import Buddelverein

/// `buddel report balance`: debits, credits and balance of every account, unit by unit.
struct ReportBalance: BuddelCommand {
    static var configuration: CommandConfiguration {
        .verb(
            "balance", en: "Trial balance: debits, credits and balance of every account.",
            de: "Summen und Salden: Soll, Haben und Saldo jedes Kontos.")
    }
    @OptionGroup var shared: SharedOptions
    @Option(
        name: .long,
        help: .text(en: "Last day of booking that counts.", de: "Letzter Buchungstag, der zählt.", value: "date"))
    var through: String?

    func run(in context: CommandContext) async throws {
        let day = try await Prompt(context).optional(
            "--through", given: through ?? "-", ask: LocalizedText(en: "Through", de: "Bis")
        ) { try Day(parsing: $0) }
        let balance = try await context.app().trialBalance(through: day, in: context.settings.association)
        context.show(try Self.report(balance, in: context))
    }

    private static let columns = [
        Column("number", en: "No.", de: "Nr."), Column("account", en: "Account", de: "Konto"),
        Column("unit", en: "Unit", de: "Einheit"), Column("debit", en: "Debit", de: "Soll"),
        Column("credit", en: "Credit", de: "Haben"), Column("balance", en: "Balance", de: "Saldo"),
    ]

    /// A table for each unit, since units don't add up; JSON and CSV have one list.
    private static func report(_ balance: TrialBalance, in context: CommandContext) throws -> any Report {
        var all = ListReport(
            columns: columns, whenEmpty: LocalizedText(en: "Nothing is booked.", de: "Es ist nichts gebucht."))
        for row in balance.accounts.map(cells) { all.append(row) }
        guard context.output == .table, !balance.accounts.isEmpty else { return all }
        let tables = try LedgerUnit.allCases.compactMap { unit -> ListReport? in
            let accounts = balance.accounts.filter { $0.account.unit == unit }
            guard !accounts.isEmpty else { return nil }
            let debit = try accounts.map { Money(cents: $0.debit) }.total().cents
            let credit = try accounts.map { Money(cents: $0.credit) }.total().cents
            return ListReport(
                title: unit.name, columns: columns, rows: accounts.map(cells),
                total: [.none, .none, .none, unit.cell(debit), unit.cell(credit), unit.cell(debit - credit)])
        }
        return ReportGroup(tables, json: all.json)
    }

    private static func cells(_ line: AccountBalance) -> [Cell] {
        let unit = line.account.unit
        return [
            .text(line.account.number), .code(line.account.code, line.account.name), .code(unit.rawValue, unit.name),
            unit.cell(line.debit), unit.cell(line.credit), unit.cell(line.debit - line.credit),
        ]
    }
}
