import ArgumentParser
import BuddelOperations
import Buddelverein

/// `buddel check`: the integrity checks of the database; silent when all is well.
struct CheckCommand: BuddelCommand {
    static var configuration: CommandConfiguration {
        .verb(
            "check", en: "Run the integrity checks; says nothing when all is well, else ends with status 1.",
            de: "Die Prüfungen der Datenbank ausführen; ohne Befund schweigen, sonst mit Status 1 enden.")
    }
    @OptionGroup var shared: SharedOptions
    @Argument(help: .text(en: "Only these checks.", de: "Nur diese Prüfungen.", value: "name"))
    var names: [String] = []
    @Flag(name: .long, help: .text(en: "List the names of the checks.", de: "Die Namen der Prüfungen auflisten."))
    var list = false

    func run(in context: CommandContext) async throws {
        if list {
            context.show(
                ListReport(
                    columns: [Column("check", en: "Check", de: "Prüfung")],
                    rows: BuddelApp.checkNames.map { [.text($0)] }))
            return
        }
        let findings = try await context.app().checkIntegrity(names, of: shared.association)
        guard !findings.isHealthy || context.output != .table else { return }
        var report = ListReport(
            columns: [
                Column("check", en: "Check", de: "Prüfung"), Column("association", en: "Association", de: "Verein"),
                Column("row", en: "Row", de: "Zeile"),
            ],
            json: .array(
                findings.rows.map { finding in
                    [
                        "check": .string(finding.check),
                        "association": finding.association.map { .string($0) } ?? .null, "row": .object(finding.row),
                    ]
                }))
        for finding in findings.rows {
            report.append([
                .text(finding.check), .text(finding.association), .text(JSONWriter().text(.object(finding.row))),
            ])
        }
        context.show(report)
        guard !findings.isHealthy else { return }
        if findings.total > findings.rows.count {
            let hidden = findings.total - findings.rows.count
            context.note(LocalizedText(en: "and \(hidden) more rows", de: "und \(hidden) weitere Zeilen"))
        }
        throw ExitCode(CommandStatus.refused.rawValue)
    }
}
