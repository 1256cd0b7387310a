import ArgumentParser
import BuddelOperations
import Buddelverein

/// `buddel member`: who belongs to the association, what each owes and has given.
struct MemberCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .noun(
            "member", en: "Members.", de: "Mitglieder.",
            verbs: [List.self, Show.self, Add.self, Edit.self, Leave.self, Statement.self])
    }

    struct List: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("list", en: "List the members.", de: "Mitglieder auflisten.")
        }
        @OptionGroup var shared: SharedOptions
        @Flag(name: .long, help: .text(en: "Those who have left, too.", de: "Auch Ausgetretene.")) var all = false

        func run(in context: CommandContext) async throws {
            let today = context.today()
            let members = try await context.app().listMembers(in: context.settings.association)
                .filter { all || !$0.hasLeft(by: today) }
            var report = ListReport(columns: [
                Column("number", en: "Number", de: "Nummer"), Column("name", en: "Name", de: "Name"),
                Column("kind", en: "Kind", de: "Art"), Column("joined_on", en: "Joined", de: "Eintritt"),
                Column("left_on", en: "Left", de: "Austritt"), Column("roles", en: "Offices", de: "Ämter"),
                Column("duty_exempt", en: "Exempt", de: "Befreit"),
            ])
            for member in members {
                report.append([
                    .text(member.number), .text(member.name), .word(member.kind, member.kind.words),
                    .day(member.joinedOn), .day(member.leftOn),
                    .named(member.roles), .bool(member.dutyExempt),
                ])
            }
            context.show(report)
        }
    }

    struct Show: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("show", en: "Show a member.", de: "Ein Mitglied zeigen.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Member number.", de: "Mitgliedsnummer.")) var number: String?

        func run(in context: CommandContext) async throws {
            let number = try await Prompt(context).member(number)
            let stored = try await context.app().fetchMember(number, in: context.settings.association)
            let member = stored.record
            let street = [member.street, member.houseNumber].compactMap { $0 }.joined(separator: " ")
            let city = [member.postcode, member.city].compactMap { $0 }.joined(separator: " ")
            context.show(
                DetailReport(fields: [
                    .init("number", en: "Number", de: "Nummer", .text(member.number)),
                    .init("name", en: "Name", de: "Name", .text(member.name)),
                    .init("kind", en: "Kind", de: "Art", .word(member.kind, member.kind.words)),
                    .init("street", en: "Street", de: "Straße", street.isEmpty ? .none : .text(street)),
                    .init("city", en: "City", de: "Ort", city.isEmpty ? .none : .text(city)),
                    .init("email", en: "E-mail", de: "E-Mail", .text(member.email)),
                    .init("phone", en: "Phone", de: "Telefon", .text(member.phone)),
                    .init("joined_on", en: "Joined on", de: "Eingetreten am", .day(member.joinedOn)),
                    .init("left_on", en: "Left on", de: "Ausgetreten am", .day(member.leftOn)),
                    .init("successor", en: "Successor", de: "Nachfolge", .text(member.successor)),
                    .init("iban", en: "IBAN", de: "IBAN", .text(member.iban)),
                    .init("mandate", en: "Mandate", de: "Mandat", .text(member.mandateReference)),
                    .init("mandate_signed_on", en: "Signed on", de: "Unterschrieben am", .day(member.mandateSignedOn)),
                    .init(
                        "roles", en: "Offices", de: "Ämter",
                        .named(member.roles)),
                    .init("duty_exempt", en: "Exempt from duty", de: "Von Pflicht befreit", .bool(member.dutyExempt)),
                    .init("version", en: "Version", de: "Fassung", .int(stored.version)),
                ]))
        }
    }

    struct Leave: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("leave", en: "Record that a member leaves.", de: "Austritt erfassen.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Member number.", de: "Mitgliedsnummer.")) var number: String?
        @Option(name: .long, help: .text(en: "Day of leaving.", de: "Tag des Austritts.", value: "date")) var on:
            String?
        @Option(
            name: .long,
            help: .text(
                en: "Number of who takes over connections, payments and hours.",
                de: "Nummer dessen, der Anschlüsse, Zahlungen und Stunden übernimmt.", value: "number"))
        var successor: String?
        @OptionGroup var locking: VersionOption

        func run(in context: CommandContext) async throws {
            let prompt = Prompt(context)
            let number = try await prompt.member(number)
            let day = try await prompt.day("--on", given: on, ask: LocalizedText(en: "Leaves on", de: "Austritt am"))
            let successor = try await prompt.optional(
                "--successor", given: successor, ask: LocalizedText(en: "Successor", de: "Nachfolge")
            ) { $0 }
            try await context.app().leaveMember(
                number, on: day, successor: successor, in: context.settings.association, version: locking.version)
            context.show(
                Receipt(
                    LocalizedText(
                        en: "\(number) leaves on \(day).", de: "\(number) tritt am \(day.text(in: .german)) aus."),
                    ["number": .string(number), "left_on": .string(day.description)]))
        }
    }

    struct Statement: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "statement", en: "What a member owes and has given: hours, money, metres.",
                de: "Was ein Mitglied schuldet und gegeben hat: Stunden, Geld, Meter.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Member number.", de: "Mitgliedsnummer.")) var number: String?
        @Option(name: .long, help: .text(en: "Up to this day.", de: "Bis zu diesem Tag.", value: "date")) var on:
            String?

        func run(in context: CommandContext) async throws {
            let number = try await Prompt(context).member(number)
            let day = try on.read("--on") { try Day(parsing: $0) } ?? context.today()
            let statement = try await context.app().fetchStatement(
                of: number, on: day, in: context.settings.association)
            context.show(
                DetailReport(fields: [
                    .init("number", en: "Number", de: "Nummer", .text(number)),
                    .init("name", en: "Name", de: "Name", .text(statement.member.name)),
                    .init("on", en: "On", de: "Stand", .day(day)),
                    .init("duty", en: "Hours owed", de: "Pflichtstunden", .minutes(statement.duty)),
                    .init("done", en: "Hours confirmed", de: "Bestätigt", .minutes(statement.given.labour)),
                    .init(
                        "pending", en: "Waiting for confirmation", de: "Noch unbestätigt",
                        .minutes(statement.given.pending)),
                    .init("open", en: "Hours open", de: "Offen", .minutes(statement.open)),
                    .init("machine", en: "Machine time", de: "Maschinenzeit", .minutes(statement.given.machine)),
                    .init("gifts", en: "Gifts in kind", de: "Sachspenden", .money(statement.given.gifts)),
                    .init("paid", en: "Paid", de: "Gezahlt", .money(statement.given.paid)),
                    .init(
                        "connections", en: "Connections", de: "Anschlüsse",
                        .list(statement.connections.map(\.code))),
                    .init("lead_m", en: "House leads", de: "Hauszuführungen", .length(statement.leadLength)),
                ]))
        }
    }
}

extension Prompt {
    /// The number of a member.
    func member(_ given: String?) async throws -> String {
        try await text("NUMBER", given: given, ask: LocalizedText(en: "Member number", de: "Mitgliedsnummer"))
    }
}

extension MemberKind {
    var words: LocalizedText {
        switch self {
        case .person: LocalizedText(en: "person", de: "Person")
        case .household: LocalizedText(en: "household", de: "Haushalt")
        case .farm: LocalizedText(en: "farm", de: "Hof")
        case .business: LocalizedText(en: "business", de: "Betrieb")
        case .publicBody: LocalizedText(en: "public body", de: "öffentliche Stelle")
        }
    }
}
