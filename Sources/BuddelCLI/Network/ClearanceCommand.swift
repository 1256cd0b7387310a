import ArgumentParser
import BuddelOperations
import Buddelverein

/// `buddel clearance`: what must be in hand before digging.
struct ClearanceCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .noun(
            "clearance", en: "Consents and permits before digging.", de: "Freigaben vor dem Graben.",
            verbs: [List.self, Add.self, Edit.self])
    }

    static func report(_ clearances: [BuddelApp.RecordedClearance]) -> ListReport {
        ListReport(
            title: LocalizedText(en: "Clearances", de: "Freigaben"),
            columns: [
                Column("id", en: "No.", de: "Nr."), Column("segment", en: "Segment", de: "Abschnitt"),
                Column("kind", en: "Clearance", de: "Freigabe"), Column("from", en: "From", de: "Von"),
                Column("until", en: "Until", de: "Bis"), Column("note", en: "Note", de: "Bemerkung"),
                Column("version", en: "Version", de: "Fassung"),
            ],
            rows: clearances.map { entry in
                [
                    .int(Int(entry.id)), .text(entry.segment), .word(entry.clearance.kind, entry.clearance.kind.words),
                    .day(entry.clearance.validFrom), .day(entry.clearance.validUntil),
                    entry.note.isEmpty ? .none : .text(entry.note), .int(entry.version),
                ]
            })
    }

    struct List: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("list", en: "List the clearances.", de: "Freigaben auflisten.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Only those of a segment.", de: "Nur die eines Abschnitts.")) var segment: String?

        func run(in context: CommandContext) async throws {
            context.show(
                ClearanceCommand.report(
                    try await context.app().listClearances(of: segment, in: context.settings.association)))
        }
    }

    struct Add: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "add", en: "Record a clearance that a segment needs.", de: "Eine nötige Freigabe erfassen.",
                more: LocalizedText(
                    en: "Without --from it is required and still missing.",
                    de: "Ohne --from ist sie nötig und fehlt noch."))
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Code of the segment.", de: "Kürzel des Abschnitts.")) var segment: String?
        @Argument(
            help: .text(
                en: "owner_consent, utility_information, road, water or rail.",
                de: "owner_consent, utility_information, road, water oder rail."))
        var kind: String?
        @Option(name: .long, help: .text(en: "First day it holds.", de: "Erster Tag.", value: "date")) var from: String?
        @Option(name: .long, help: .text(en: "Last day it holds.", de: "Letzter Tag.", value: "date")) var until:
            String?
        @Option(name: .long, help: .text(en: "Note.", de: "Bemerkung.")) var note: String?

        func run(in context: CommandContext) async throws {
            let prompt = Prompt(context)
            let segment = try await prompt.segment(segment, flag: "SEGMENT")
            let kind: Clearance.Kind = try await prompt.word(
                "KIND", given: kind, ask: LocalizedText(en: "Clearance", de: "Freigabe"), words: \.words)
            let from = try await prompt.optional(
                "--from", given: from, ask: LocalizedText(en: "Holds from", de: "Gilt ab")
            ) { try Day(parsing: $0) }
            let until = try await prompt.optional(
                "--until", given: until, ask: LocalizedText(en: "Holds until", de: "Gilt bis")
            ) { try Day(parsing: $0) }
            let id = try await context.app().addClearance(
                Clearance(kind: kind, validFrom: from, validUntil: until), of: segment, note: note ?? "",
                in: context.settings.association)
            context.show(
                Receipt(
                    LocalizedText(en: "Clearance \(id) recorded.", de: "Freigabe \(id) erfasst."),
                    ["id": .integer(id)]))
        }
    }

    struct Edit: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "edit", en: "Change the days of a clearance, such as a renewal.",
                de: "Tage einer Freigabe ändern, etwa bei Verlängerung.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Number of the clearance.", de: "Nummer der Freigabe.")) var id: Int64?
        @Option(name: .long, help: .text(en: "First day it holds.", de: "Erster Tag.", value: "date")) var from: String?
        @Option(name: .long, help: .text(en: "Last day it holds.", de: "Letzter Tag.", value: "date")) var until:
            String?
        @Option(name: .long, help: .text(en: "Note.", de: "Bemerkung.")) var note: String?
        @OptionGroup var locking: VersionOption

        func run(in context: CommandContext) async throws {
            let id = try await Prompt(context).number(
                "ID", given: id, ask: LocalizedText(en: "Number of the clearance", de: "Nummer der Freigabe"))
            let from = try from.read("--from") { try Day(parsing: $0) }
            let until = try until.read("--until") { try Day(parsing: $0) }
            let note = note
            guard from != nil || until != nil || note != nil else {
                throw Refusal.nothingToChange("--until 2026-12-31")
            }
            try await context.app().editClearance(
                id, in: context.settings.association, version: locking.version
            ) { recorded in
                if let from { recorded.clearance.validFrom = from }
                if let until { recorded.clearance.validUntil = until }
                if let note { recorded.note = note }
            }
            context.show(
                Receipt(
                    LocalizedText(en: "Clearance \(id) changed.", de: "Freigabe \(id) geändert."),
                    ["id": .integer(id)]))
        }
    }
}
