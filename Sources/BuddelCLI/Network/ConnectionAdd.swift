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
        @Option(name: .long, help: .text(en: "active or passive.", de: "active oder passive.", value: "kind"))
        var kind: String?
        @Option(
            name: .long,
            help: .text(
                en: "household, farm, business, school or public_body.",
                de: "household, farm, business, school oder public_body.", value: "category"))
        var category: String?
        @Option(name: .long, help: .text(en: "Build area.", de: "Ausbaugebiet.", value: "code")) var area: String?
        @Option(
            name: .long,
            help: .text(en: "Longitude in degrees (WGS 84).", de: "Länge in Grad (WGS 84).", value: "degrees"))
        var lon: String?
        @Option(
            name: .long,
            help: .text(en: "Latitude in degrees (WGS 84).", de: "Breite in Grad (WGS 84).", value: "degrees"))
        var lat: String?
        @Option(
            name: .long, help: .text(en: "Length of the house lead.", de: "Länge der Hauszuführung.", value: "metres"))
        var lead: String?

        func run(in context: CommandContext) async throws {
            let prompt = Prompt(context)
            let member = try await prompt.text(
                "--member", given: member, ask: LocalizedText(en: "Held by member", de: "Inhaber (Mitglied)"))
            let kind: ConnectionKind = try await prompt.word(
                "--kind", given: kind, ask: LocalizedText(en: "Kind", de: "Art"), words: \.words, standard: .active)
            let category: PremiseCategory? = try await prompt.optional(
                "--category", given: category,
                ask: LocalizedText(en: "Premise (household, farm, …)", de: "Gebäude (household, farm, …)")
            ) { try Optional($0).readWord("--category")! }
            let area = try await prompt.optional(
                "--area", given: area, ask: LocalizedText(en: "Build area", de: "Ausbaugebiet")
            ) { $0 }
            let longitude = try await prompt.value(
                "--lon", given: lon, ask: LocalizedText(en: "Longitude in degrees", de: "Länge in Grad"),
                parse: Self.degrees)
            let latitude = try await prompt.value(
                "--lat", given: lat, ask: LocalizedText(en: "Latitude in degrees", de: "Breite in Grad"),
                parse: Self.degrees)
            let lead = try await prompt.optional(
                "--lead", given: lead,
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

        /// Degrees with point or comma.
        static func degrees(_ text: String) throws -> Double {
            let plain = String(text.map { $0 == "," ? "." : $0 })
            guard let degrees = Double(plain), degrees.isFinite else {
                throw Refusal.invalid(
                    "degrees", text, LocalizedText(en: "is no number of degrees", de: "ist keine Gradzahl"),
                    cure: LocalizedText(en: "Such as 7.420389.", de: "Etwa 7,420389."))
            }
            return degrees
        }
    }
}
