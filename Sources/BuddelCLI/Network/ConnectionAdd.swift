import ArgumentParser
import BuddelOperations
import Buddelverein

extension ConnectionCommand {
    /// `buddel connection add`: one premise of a member.
    struct Add: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("add", en: "Add a connection.", de: "Einen Anschluss anlegen.")
        }
        @OptionGroup var shared: SharedOptions
        @Option(
            name: .long,
            help: .text(
                en: "Code; the next free one by default.", de: "Nummer; sonst die nächste freie.", value: "code"))
        var code: String?
        @Option(name: .long, help: .text(en: "Number of its holder.", de: "Nummer des Inhabers.", value: "number"))
        var member: String?
        @OptionGroup var data: ConnectionData

        func run(in context: CommandContext) async throws {
            let prompt = Prompt(context)
            let member = try await prompt.text(
                "--member", given: member, ask: LocalizedText(en: "Held by member", de: "Inhaber (Mitglied)"))
            let kind: ConnectionKind = try await prompt.word(
                "--kind", given: data.kind, ask: LocalizedText(en: "Kind", de: "Art"), words: \.words, standard: .active
            )
            let category: PremiseCategory? = try await prompt.optional(
                "--category", given: data.category,
                ask: LocalizedText(en: "Premise (household, farm, …)", de: "Gebäude (household, farm, …)")
            ) { try Optional($0).readWord("--category")! }
            let area = try await prompt.optional(
                "--area", given: data.area, ask: LocalizedText(en: "Build area", de: "Ausbaugebiet")
            ) { $0 }
            let longitude = try await prompt.value(
                "--lon", given: data.lon, ask: LocalizedText(en: "Longitude in degrees", de: "Länge in Grad"),
                parse: ConnectionData.degrees)
            let latitude = try await prompt.value(
                "--lat", given: data.lat, ask: LocalizedText(en: "Latitude in degrees", de: "Breite in Grad"),
                parse: ConnectionData.degrees)
            let lead = try await prompt.optional(
                "--lead", given: data.lead,
                ask: LocalizedText(en: "Metres of the house lead", de: "Meter der Hauszuführung")
            ) { try Centimetres(parsing: $0) }
            let added = try await context.app().addConnection(
                Connection(
                    code: code ?? "", memberNumber: member, kind: kind, category: category, area: area,
                    position: Position(longitude: longitude, latitude: latitude), leadLength: lead, status: .planned),
                in: context.settings.association)
            context.show(
                Receipt(
                    LocalizedText(en: "Added \(added.code).", de: "\(added.code) angelegt."),
                    ["code": .string(added.code)]))
        }
    }
}
