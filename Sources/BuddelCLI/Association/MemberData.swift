import ArgumentParser
import BuddelOperations
import Buddelverein

/// The flags of a member's data; what is not given stays as it is, a hyphen empties it.
struct MemberData: ParsableArguments, Sendable {
    @Option(name: .long, help: .text(en: "Name.", de: "Name.")) var name: String?
    @Option(
        name: .long,
        help: .text(
            en: "person, household, farm, business or public_body.",
            de: "person, household, farm, business oder public_body.", value: "kind"))
    var kind: String?
    @Option(name: .long, help: .text(en: "Street.", de: "Straße.")) var street: String?
    @Option(name: .long, help: .text(en: "House number.", de: "Hausnummer.", value: "number")) var house: String?
    @Option(name: .long, help: .text(en: "Postcode.", de: "Postleitzahl.")) var postcode: String?
    @Option(name: .long, help: .text(en: "City.", de: "Ort.")) var city: String?
    @Option(name: .long, help: .text(en: "E-mail.", de: "E-Mail.")) var email: String?
    @Option(name: .long, help: .text(en: "Phone.", de: "Telefon.")) var phone: String?
    @Option(name: .long, help: .text(en: "Day of joining.", de: "Eintrittstag.", value: "date")) var joined: String?
    @Option(name: .long, help: .text(en: "IBAN.", de: "IBAN.")) var iban: String?
    @Option(name: .long, help: .text(en: "Mandate reference.", de: "Mandatsreferenz.", value: "reference"))
    var mandate: String?
    @Option(name: .long, help: .text(en: "Day the mandate was signed.", de: "Tag der Unterschrift.", value: "date"))
    var mandateSigned: String?
    @Option(
        name: .long,
        help: .text(
            en: "Offices: chair, treasurer, area_lead, auditor, liquidator; several with semicolons.",
            de: "Ämter: chair, treasurer, area_lead, auditor, liquidator; mehrere mit Semikolon.", value: "offices"))
    var roles: String?
    @Option(
        name: .long, help: .text(en: "true: owes no hours.", de: "true: schuldet keine Stunden.", value: "true|false"))
    var dutyExempt: Bool?

    /// Whether any flag is given.
    var isGiven: Bool {
        let texts = [
            name, kind, street, house, postcode, city, email, phone, joined, iban, mandate, mandateSigned, roles,
        ]
        return dutyExempt != nil || texts.contains { $0 != nil }
    }

    /// Writes what was given into a record; refuses what can't be read, naming the flag.
    func apply(to member: inout Member) throws {
        if let name { member.name = name }
        if let kind: MemberKind = try kind.readWord("--kind") { member.kind = kind }
        Self.set(&member.street, street)
        Self.set(&member.houseNumber, house)
        Self.set(&member.postcode, postcode)
        Self.set(&member.city, city)
        Self.set(&member.email, email)
        Self.set(&member.phone, phone)
        if let day = try joined.read("--joined", { try Day(parsing: $0) }) { member.joinedOn = day }
        Self.set(&member.iban, iban.map { String($0.filter { $0 != " " }) })
        Self.set(&member.mandateReference, mandate)
        if mandate == "-" { member.mandateSignedOn = nil }
        if let day = try mandateSigned.read("--mandate-signed", { try Day(parsing: $0) }) {
            member.mandateSignedOn = day
        }
        if let roles = try roles.read("--roles", Self.roles) { member.roles = roles }
        if let dutyExempt { member.dutyExempt = dutyExempt }
    }

    private static func set(_ field: inout String?, _ given: String?) {
        guard let given else { return }
        field = given == "-" ? nil : given
    }

    private static func roles(_ text: String) throws -> [MemberRole] {
        if text == "-" { return [] }
        return try text.split(separator: ";").map { word in
            guard let role = MemberRole(rawValue: String(word)) else {
                throw Refusal.unknownChoice(String(word), of: MemberRole.allCases.map(\.rawValue), flag: "--roles")
            }
            return role
        }
    }
}

extension MemberCommand {
    /// `buddel member add`: one who joins.
    struct Add: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("add", en: "Take in a member.", de: "Ein Mitglied aufnehmen.")
        }
        @OptionGroup var shared: SharedOptions
        @Option(
            name: .long,
            help: .text(
                en: "Member number; the next free one by default.", de: "Mitgliedsnummer; sonst die nächste freie.",
                value: "number"))
        var number: String?
        @OptionGroup var data: MemberData

        func run(in context: CommandContext) async throws {
            let prompt = Prompt(context)
            let name = try await prompt.text("--name", given: data.name, ask: LocalizedText(en: "Name", de: "Name"))
            let kind: MemberKind = try await prompt.word(
                "--kind", given: data.kind, ask: LocalizedText(en: "Kind", de: "Art"), words: \.words,
                standard: .household)
            let joined = try await prompt.day(
                "--joined", given: data.joined, ask: LocalizedText(en: "Joins on", de: "Eintritt am"))
            var member = Member(number: number ?? "", kind: kind, name: name, joinedOn: joined)
            try data.apply(to: &member)
            let added = try await context.app().addMember(member, in: context.settings.association)
            context.show(
                Receipt(
                    LocalizedText(en: "Member \(added.number) added.", de: "Mitglied \(added.number) aufgenommen."),
                    ["number": .string(added.number)]))
        }
    }

    /// `buddel member edit`: changed data of a member.
    struct Edit: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "edit", en: "Change a member's data.", de: "Daten eines Mitglieds ändern.",
                more: LocalizedText(
                    en: "What is not given stays as it is; a hyphen empties a field.",
                    de: "Was nicht angegeben ist, bleibt; ein Bindestrich leert ein Feld."))
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Member number.", de: "Mitgliedsnummer.")) var number: String?
        @OptionGroup var data: MemberData
        @Option(
            name: .long,
            help: .text(
                en: "First day of new offices and mandates, end of those not named any more; today by default.",
                de: "Erster Tag neuer Ämter und Mandate, Ende der nicht mehr genannten; sonst heute.", value: "date"))
        var on: String?
        @OptionGroup var locking: VersionOption

        func run(in context: CommandContext) async throws {
            guard data.isGiven else { throw Refusal.nothingToChange("--phone …") }
            let number = try await Prompt(context).member(number)
            let data = data
            let day = try on.read("--on") { try Day(parsing: $0) } ?? context.today()
            try await context.app().editMember(
                number, in: context.settings.association, version: locking.version, on: day
            ) { try data.apply(to: &$0) }
            context.show(
                Receipt(
                    LocalizedText(en: "Member \(number) changed.", de: "Mitglied \(number) geändert."),
                    ["number": .string(number)]))
        }
    }
}
