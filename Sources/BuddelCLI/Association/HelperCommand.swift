import ArgumentParser
import BuddelOperations
import Buddelverein

/// `buddel helper`: who works without being the member.
struct HelperCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .noun(
            "helper", en: "Helpers.", de: "Helferinnen und Helfer.", verbs: [List.self, Show.self, Add.self, Edit.self])
    }

    struct List: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("list", en: "List the helpers.", de: "Helfer auflisten.")
        }
        @OptionGroup var shared: SharedOptions

        func run(in context: CommandContext) async throws {
            let helpers = try await context.app().listHelpers(in: context.settings.association)
            context.show(
                ListReport(
                    columns: [
                        Column("code", en: "Code", de: "Kürzel"), Column("name", en: "Name", de: "Name"),
                        Column("member_number", en: "Household of", de: "Haushalt von"),
                    ],
                    rows: helpers.map { [.text($0.code), .text($0.name), .text($0.memberNumber)] }))
        }
    }

    struct Add: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("add", en: "Add a helper.", de: "Eine Helferin oder einen Helfer anlegen.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Name.", de: "Name.")) var name: String?
        @Option(
            name: .long,
            help: .text(
                en: "Code; the next free one by default.", de: "Kürzel; sonst das nächste freie.", value: "code"))
        var code: String?
        @Option(
            name: .long,
            help: .text(
                en: "Member whose household it is; none for an outsider.",
                de: "Mitglied, zu dessen Haushalt sie gehören; keines für Außenstehende.", value: "number"))
        var member: String?

        func run(in context: CommandContext) async throws {
            let prompt = Prompt(context)
            let name = try await prompt.text("NAME", given: name, ask: LocalizedText(en: "Name", de: "Name"))
            let member = try await prompt.optional(
                "--member", given: member, ask: LocalizedText(en: "Household of member", de: "Haushalt von Mitglied")
            ) { $0 }
            let added = try await context.app().addHelper(
                Helper(code: code ?? "", name: name, memberNumber: member), in: context.settings.association)
            context.show(
                Receipt(
                    LocalizedText(en: "Helper \(added.code) added.", de: "\(added.code) angelegt."),
                    ["code": .string(added.code)]))
        }
    }
}
