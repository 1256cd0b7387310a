import ArgumentParser
import BuddelOperations
import Buddelverein

/// `buddel code`: the words that vouchers use.
struct CodeCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .noun(
            "code", en: "The codes of tasks, machine classes and cost categories.",
            de: "Die Kürzel der Tätigkeiten, Maschinenklassen und Kostenarten.", verbs: [List.self])
    }
}

extension CodeCommand {
    struct List: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("list", en: "List codes with their names.", de: "Kürzel mit ihren Namen auflisten.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Only this list.", de: "Nur diese Liste.", value: "task|machine|category"))
        var list: String?

        func run(in context: CommandContext) async throws {
            let wanted = try list.map { word in
                guard let list = ListedCode.List(rawValue: word) else {
                    throw Refusal.unknownChoice(word, of: ListedCode.List.allCases.map(\.rawValue), flag: "LIST")
                }
                return list
            }
            var report = ListReport(columns: [
                Column("list", en: "List", de: "Liste"), Column("code", en: "Code", de: "Kürzel"),
                Column("name_en", en: "English", de: "Englisch"), Column("name_de", en: "German", de: "Deutsch"),
            ])
            for code in try await context.app().listCodes() where wanted == nil || code.list == wanted {
                report.append([
                    .code(code.list.rawValue, code.list.name), .text(code.code), .text(code.name.english),
                    .text(code.name.german),
                ])
            }
            context.show(report)
        }
    }
}
