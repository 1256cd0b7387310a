import ArgumentParser
import BuddelOperations
import Buddelverein

/// `buddel segment`: trench lines, their lengths per municipality and their states.
struct SegmentCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .noun(
            "segment", en: "Trench segments.", de: "Trassenabschnitte.",
            verbs: [List.self, Show.self, Add.self, Edit.self, Move.self])
    }

    struct List: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "list", en: "List the segments with their lengths per municipality.",
                de: "Abschnitte mit ihren Längen je Gemeinde auflisten.")
        }
        @OptionGroup var shared: SharedOptions

        func run(in context: CommandContext) async throws {
            let segments = try await context.app().listSegments(in: context.settings.association)
            var report = ListReport(
                columns: [
                    Column("code", en: "Code", de: "Kürzel"), Column("kind", en: "Kind", de: "Art"),
                    Column("area", en: "Area", de: "Gebiet"), Column("status", en: "State", de: "Stand"),
                    Column("length_m", en: "Length", de: "Länge"), Column("dug_m", en: "Dug", de: "Gebaut"),
                    Column("municipalities", en: "Municipalities", de: "Gemeinden"),
                    Column("flags", en: "Flags", de: "Hinweise"),
                ],
                json: .array(segments.map(\.json)))
            for overview in segments {
                let flags = overview.dugWithoutClearance ? ["dug_without_clearance"] : []
                report.append([
                    .text(overview.segment.code), .word(overview.segment.kind, overview.segment.kind.words),
                    .text(overview.segment.area), .word(overview.standing, overview.standing.words),
                    .length(overview.length), .length(overview.dug),
                    .list(overview.parts.map { "\($0.ags?.rawValue ?? "outside") \($0.length)" }),
                    flags.isEmpty ? .none : .list(flags),
                ])
            }
            if let sum = try? segments.map(\.length).total(), let dug = try? segments.map(\.dug).total() {
                report.total = [.none, .none, .none, .none, .length(sum), .length(dug), .none, .none]
            }
            context.show(report)
        }
    }

    struct Show: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "show", en: "Show a segment with clearances and dug stretches.",
                de: "Einen Abschnitt mit Freigaben und Baufortschritt zeigen.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Code of the segment.", de: "Kürzel des Abschnitts.")) var code: String?

        func run(in context: CommandContext) async throws {
            let code = try await Prompt(context).segment(code)
            let details = try await context.app().fetchSegment(code, in: context.settings.association)
            let overview = details.overview
            let segment = overview.segment
            var fields: [DetailReport.Field] = [
                .init("code", en: "Code", de: "Kürzel", .text(segment.code)),
                .init("kind", en: "Kind", de: "Art", .word(segment.kind, segment.kind.words)),
                .init("area", en: "Area", de: "Gebiet", .text(segment.area)),
                .init("connection", en: "Serves", de: "Zu Anschluss", .text(segment.connection)),
                .init(
                    "method", en: "Method", de: "Bauweise", segment.method.map { .word($0, $0.words) } ?? .none),
                .init("surface", en: "Under", de: "Oberfläche", .named(segment.surface)),
                .init(
                    "planned_cover_cm", en: "Planned cover (cm)", de: "Solldeckung (cm)", .int(segment.plannedCoverCm)),
                .init(
                    "conduits", en: "Conduits", de: "Rohre",
                    segment.conduits.isEmpty ? .none : .list(segment.conduits.map { "\($0.count) × \($0.type)" })),
                .init("status", en: "State", de: "Stand", .word(overview.standing, overview.standing.words)),
                .init("laid_on", en: "Laid on", de: "Verlegt am", .day(segment.laidOn)),
                .init("length_m", en: "Length", de: "Länge", .length(overview.length)),
            ]
            fields += overview.parts.map { part in
                let name = part.ags?.rawValue ?? "outside"
                return .init(name, en: "  in \(name)", de: "  in \(name)", .length(part.length))
            }
            fields += [
                .init("dug_m", en: "Dug", de: "Gebaut", .length(overview.dug)),
                .init(
                    "flags", en: "Flags", de: "Hinweise",
                    overview.dugWithoutClearance ? .list(["dug_without_clearance"]) : .none),
                .init("version", en: "Version", de: "Fassung", .int(overview.version)),
            ]
            let parts: [any Report] = [
                DetailReport(fields: fields), ClearanceCommand.report(details.clearances),
                ProgressCommand.report(details.progress),
            ]
            context.show(
                ReportGroup(
                    parts,
                    json: [
                        "segment": parts[0].json, "clearances": parts[1].json, "progress": parts[2].json,
                    ]))
        }
    }

    struct Move: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "move", en: "Move a segment to its next state.", de: "Einen Abschnitt in den nächsten Stand setzen.",
                more: LocalizedText(
                    en:
                        "planned, cleared, in_progress, laid, surveyed, accepted. cleared needs every required clearance.",
                    de: "planned, cleared, in_progress, laid, surveyed, accepted. cleared braucht jede nötige Freigabe."
                ))
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Code of the segment.", de: "Kürzel des Abschnitts.")) var code: String?
        @Argument(help: .text(en: "The state.", de: "Der Stand.")) var status: String?
        @Option(name: .long, help: .text(en: "Day it happened.", de: "Tag, an dem es geschah.", value: "date"))
        var date: String?
        @OptionGroup var locking: VersionOption

        func run(in context: CommandContext) async throws {
            let prompt = Prompt(context)
            let code = try await prompt.segment(code)
            let status: SegmentStatus = try await prompt.word(
                "STATUS", given: status, ask: LocalizedText(en: "State", de: "Stand"), words: \.words)
            let day = try await prompt.day("--date", given: date, ask: LocalizedText(en: "Day", de: "Tag"))
            let outcome = try await context.app().moveSegment(
                code, to: status, on: day, in: context.settings.association, version: locking.version)
            context.show(
                Receipt(
                    LocalizedText(
                        en: "\(code) is \(status.words.english) since \(day).",
                        de: "\(code): \(status.words.german) seit \(day.text(in: .german))."),
                    [
                        "code": .string(code), "status": .string(status.rawValue), "date": .string(day.description),
                        "dug_without_clearance": .bool(outcome.dugWithoutClearance),
                    ]))
            if outcome.dugWithoutClearance { context.note(.dugWithoutClearance(code)) }
        }
    }
}

extension LocalizedText {
    /// The note beside a fact that should not have happened.
    static func dugWithoutClearance(_ segment: String) -> LocalizedText {
        LocalizedText(
            en: "Note: \(segment) is dug without clearance; it is kept and flagged.",
            de: "Hinweis: \(segment) wird ohne Freigabe gebaut; das ist vermerkt.")
    }
}
