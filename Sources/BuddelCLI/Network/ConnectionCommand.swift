import ArgumentParser
import BuddelOperations
import Buddelverein

/// `buddel connection`: the premises to be served.
struct ConnectionCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .noun(
            "connection", en: "Connections and who holds them.", de: "Anschlüsse und wer sie hält.",
            verbs: [List.self, Show.self, Add.self, Edit.self, Move.self, Transfer.self])
    }

    struct List: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("list", en: "List the connections.", de: "Anschlüsse auflisten.")
        }
        @OptionGroup var shared: SharedOptions

        func run(in context: CommandContext) async throws {
            let connections = try await context.app().listConnections(in: context.settings.association)
            var report = ListReport(columns: [
                Column("code", en: "Code", de: "Nummer"), Column("member", en: "Member", de: "Mitglied"),
                Column("kind", en: "Kind", de: "Art"), Column("category", en: "Premise", de: "Gebäude"),
                Column("area", en: "Area", de: "Gebiet"),
                Column("ags", en: "Municipality", de: "Gemeinde", alignment: .leading),
                Column("lead_m", en: "Lead", de: "Zuführung"), Column("status", en: "State", de: "Stand"),
                Column("laid_on", en: "Duct laid", de: "Rohr verlegt"),
                Column("active_on", en: "Live", de: "In Betrieb"),
            ])
            for details in connections {
                let connection = details.connection
                report.append([
                    .text(connection.code), .text(connection.memberNumber),
                    .word(connection.kind, connection.kind.words),
                    connection.category.map { .word($0, $0.words) } ?? .none, .text(connection.area),
                    .text(details.ags?.rawValue), .length(connection.leadLength),
                    .word(connection.status, connection.status.words), .day(connection.laidOn),
                    .day(connection.activeOn),
                ])
            }
            context.show(report)
        }
    }

    struct Show: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("show", en: "Show a connection and its holders.", de: "Einen Anschluss mit seinen Inhabern zeigen.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Code of the connection.", de: "Nummer des Anschlusses.")) var code: String?

        func run(in context: CommandContext) async throws {
            let code = try await Prompt(context).connection(code)
            let details = try await context.app().fetchConnection(code, in: context.settings.association)
            let connection = details.connection
            let holders = details.earlierHolders.map { holding in
                "\(holding.memberNumber) (\(holding.from) – \(holding.until?.description ?? ""))"
            }
            context.show(
                DetailReport(fields: [
                    .init("code", en: "Code", de: "Nummer", .text(connection.code)),
                    .init("member", en: "Held by", de: "Inhaber", .text(connection.memberNumber)),
                    .init(
                        "earlier", en: "Held before by", de: "Frühere Inhaber", holders.isEmpty ? .none : .list(holders)
                    ),
                    .init("kind", en: "Kind", de: "Art", .word(connection.kind, connection.kind.words)),
                    .init(
                        "category", en: "Premise", de: "Gebäude",
                        connection.category.map { .word($0, $0.words) } ?? .none),
                    .init("area", en: "Area", de: "Gebiet", .text(connection.area)),
                    .init("ags", en: "Municipality", de: "Gemeinde", .text(details.ags?.rawValue)),
                    .init("longitude", en: "Longitude", de: "Länge", .text(connection.position.longitude.description)),
                    .init("latitude", en: "Latitude", de: "Breite", .text(connection.position.latitude.description)),
                    .init("lead_m", en: "House lead", de: "Hauszuführung", .length(connection.leadLength)),
                    .init("status", en: "State", de: "Stand", .word(connection.status, connection.status.words)),
                    .init("laid_on", en: "Duct laid on", de: "Rohr verlegt am", .day(connection.laidOn)),
                    .init("active_on", en: "Live since", de: "In Betrieb seit", .day(connection.activeOn)),
                    .init("version", en: "Version", de: "Fassung", .int(details.version)),
                ]))
        }
    }

    struct Move: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "move", en: "Move a connection to its next state.", de: "Einen Anschluss in den nächsten Stand setzen.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Code of the connection.", de: "Nummer des Anschlusses.")) var code: String?
        @Argument(help: .text(en: "duct_laid, fibre_blown or active.", de: "duct_laid, fibre_blown oder active."))
        var status: String?
        @Option(name: .long, help: .text(en: "Day it happened.", de: "Tag, an dem es geschah.", value: "date"))
        var date: String?
        @OptionGroup var locking: VersionOption

        func run(in context: CommandContext) async throws {
            let prompt = Prompt(context)
            let code = try await prompt.connection(code)
            let status: ConnectionStatus = try await prompt.word(
                "STATUS", given: status, ask: LocalizedText(en: "State", de: "Stand"), words: \.words,
                among: [.ductLaid, .fibreBlown, .active])
            let day = try await prompt.day("--date", given: date, ask: LocalizedText(en: "Day", de: "Tag"))
            try await context.app().moveConnection(
                code, to: status, on: day, in: context.settings.association, version: locking.version)
            context.show(
                Receipt(
                    LocalizedText(
                        en: "\(code) is \(status.words.english) since \(day).",
                        de: "\(code): \(status.words.german) seit \(day.text(in: .german))."),
                    ["code": .string(code), "status": .string(status.rawValue), "date": .string(day.description)]))
        }
    }

    struct Transfer: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("transfer", en: "Hand a connection to another member.", de: "Einen Anschluss übertragen.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Code of the connection.", de: "Nummer des Anschlusses.")) var code: String?
        @Argument(help: .text(en: "Number of the new holder.", de: "Nummer des neuen Inhabers.")) var member: String?
        @Option(
            name: .long,
            help: .text(en: "First day of the new holder.", de: "Erster Tag des neuen Inhabers.", value: "date"))
        var date: String?
        @OptionGroup var locking: VersionOption

        func run(in context: CommandContext) async throws {
            let prompt = Prompt(context)
            let code = try await prompt.connection(code)
            let member = try await prompt.text(
                "MEMBER", given: member, ask: LocalizedText(en: "New holder", de: "Neuer Inhaber"))
            let day = try await prompt.day("--date", given: date, ask: LocalizedText(en: "From", de: "Ab"))
            try await context.app().transferConnection(
                code, to: member, from: day, in: context.settings.association, version: locking.version)
            context.show(
                Receipt(
                    LocalizedText(
                        en: "\(member) holds \(code) from \(day).",
                        de: "\(member) hält \(code) ab dem \(day.text(in: .german))."),
                    ["code": .string(code), "member": .string(member), "date": .string(day.description)]))
        }
    }
}

/// `--expect-version`, for changes that must not overwrite what somebody else changed meanwhile.
struct VersionOption: ParsableArguments {
    @Option(
        name: .customLong("expect-version"),
        help: .text(
            en: "Change it only if it still has this version.", de: "Nur ändern, wenn es noch diese Fassung ist.",
            value: "number"))
    var version: Int?
}

extension Prompt {
    /// The code of a connection.
    func connection(_ given: String?) async throws -> String {
        try await text("CODE", given: given, ask: LocalizedText(en: "Connection", de: "Anschluss"))
    }

    /// The code of a segment.
    func segment(_ given: String?, flag: String = "CODE") async throws -> String {
        try await text(flag, given: given, ask: LocalizedText(en: "Segment", de: "Abschnitt"))
    }
}
