import ArgumentParser
import BuddelOperations
import Buddelverein

extension HelperCommand {
    /// `buddel helper show`: one helper, with the version that `--expect-version` takes.
    struct Show: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("show", en: "Show a helper.", de: "Eine Helferin oder einen Helfer zeigen.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Code of the helper.", de: "Kürzel.")) var code: String?

        func run(in context: CommandContext) async throws {
            let code = try await Prompt(context).helper(code)
            let stored = try await context.app().fetchHelper(code, in: context.settings.association)
            context.show(
                DetailReport(fields: [
                    .init("code", en: "Code", de: "Kürzel", .text(stored.record.code)),
                    .init("name", en: "Name", de: "Name", .text(stored.record.name)),
                    .init("member_number", en: "Household of", de: "Haushalt von", .text(stored.record.memberNumber)),
                    .init("version", en: "Version", de: "Fassung", .int(stored.version)),
                ]))
        }
    }

    /// `buddel helper edit`: another name or household.
    struct Edit: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "edit", en: "Change a helper's name or household.", de: "Namen oder Haushalt ändern.",
                more: LocalizedText(
                    en: "What is not given stays as it is; --member - makes an outsider.",
                    de: "Was nicht angegeben ist, bleibt; mit --member - gehört niemandes Haushalt dazu."))
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Code of the helper.", de: "Kürzel.")) var code: String?
        @Option(name: .long, help: .text(en: "Name.", de: "Name.")) var name: String?
        @Option(
            name: .long,
            help: .text(
                en: "Member whose household it is; a hyphen for none.",
                de: "Mitglied, zu dessen Haushalt sie gehören; ein Bindestrich für keines.", value: "number"))
        var member: String?
        @OptionGroup var locking: VersionOption

        func run(in context: CommandContext) async throws {
            guard name != nil || member != nil else { throw Refusal.nothingToChange("--name …") }
            let code = try await Prompt(context).helper(code)
            let (name, member) = (name, member)
            try await context.app().editHelper(code, in: context.settings.association, version: locking.version) {
                if let name { $0.name = name }
                if let member { $0.memberNumber = member == "-" ? nil : member }
            }
            context.show(
                Receipt(
                    LocalizedText(en: "Helper \(code) changed.", de: "\(code) geändert."), ["code": .string(code)]))
        }
    }
}

extension Prompt {
    /// The code of a helper.
    func helper(_ given: String?) async throws -> String {
        try await text("CODE", given: given, ask: LocalizedText(en: "Helper", de: "Helfer (Kürzel)"))
    }
}
