import ArgumentParser
import BuddelOperations
import Buddelverein

/// `buddel progress`: the dug stretches.
struct ProgressCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .noun(
            "progress", en: "Dug stretches of segments.", de: "Gebaute Stücke der Abschnitte.",
            verbs: [List.self, Reverse.self])
    }

    static func report(_ stretches: [BuddelApp.RecordedProgress]) -> ListReport {
        ListReport(
            title: LocalizedText(en: "Dug stretches", de: "Baufortschritt"),
            columns: [
                Column("ref", en: "Ref", de: "Beleg"), Column("date", en: "Day", de: "Tag"),
                Column("segment", en: "Segment", de: "Abschnitt"), Column("from_metre", en: "From", de: "Von"),
                Column("to_metre", en: "To", de: "Bis"), Column("method", en: "Method", de: "Bauweise"),
                Column("cover_cm", en: "Cover (cm)", de: "Deckung (cm)"), Column("flags", en: "Flags", de: "Hinweise"),
            ],
            rows: stretches.map { stretch in
                let record = stretch.record
                return [
                    .text(record.ref), .day(record.date), .text(record.segment), .length(record.from),
                    .length(record.to), record.method.map { .word($0, $0.words) } ?? .none, .int(record.coverCm),
                    stretch.dugWithoutClearance
                        ? .words([
                            CodedWord(
                                "dug_without_clearance",
                                LocalizedText(en: "dug without clearance", de: "ohne Freigabe gebaut"))
                        ]) : .none,
                ]
            })
    }

    struct List: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("list", en: "List the dug stretches.", de: "Gebaute Stücke auflisten.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Only those of a segment.", de: "Nur die eines Abschnitts.")) var segment: String?

        func run(in context: CommandContext) async throws {
            context.show(
                ProgressCommand.report(
                    try await context.app().listProgress(of: segment, in: context.settings.association)))
        }
    }

    struct Reverse: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb("reverse", en: "Take a dug stretch back.", de: "Ein gebautes Stück stornieren.")
        }
        @OptionGroup var shared: SharedOptions
        @Argument(help: .text(en: "Its ref.", de: "Sein Zeichen.")) var ref: String?

        func run(in context: CommandContext) async throws {
            let ref = try await Prompt(context).text(
                "REF", given: ref, ask: LocalizedText(en: "Dug stretch (P-1)", de: "Gebautes Stück (P-1)"))
            try await context.app().reverseProgress(ref, in: context.settings.association)
            context.show(
                Receipt(LocalizedText(en: "\(ref) is reversed.", de: "\(ref) ist storniert."), ["ref": .string(ref)]))
        }
    }
}

/// `buddel log progress`: a stretch that was dug.
struct LogProgress: BuddelCommand {
    static var configuration: CommandConfiguration {
        .verb("progress", en: "Record a dug stretch of a segment.", de: "Ein gebautes Stück erfassen.")
    }
    @OptionGroup var shared: SharedOptions
    @Option(name: .long, help: .text(en: "Segment.", de: "Abschnitt.", value: "code")) var segment: String?
    @Option(name: .long, help: .text(en: "Day of digging.", de: "Tag des Grabens.", value: "date")) var date: String?
    @Option(name: .long, help: .text(en: "From metre.", de: "Von Meter.", value: "metres")) var from: String?
    @Option(name: .long, help: .text(en: "To metre.", de: "Bis Meter.", value: "metres")) var to: String?
    @Option(
        name: .long,
        help: .text(
            en: "plough, open_trench, milling, trenching, hdd or hand.",
            de: "plough, open_trench, milling, trenching, hdd oder hand.", value: "method"))
    var method: String?
    @Option(name: .long, help: .text(en: "Cover in centimetres.", de: "Deckung in Zentimetern.", value: "cm"))
    var cover: Int?
    @Option(
        name: .long,
        help: .text(
            en: "Reference; the next free one by default.", de: "Zeichen; sonst das nächste freie.", value: "ref"))
    var ref: String?

    func run(in context: CommandContext) async throws {
        let prompt = Prompt(context)
        let date = try await prompt.day("--date", given: date, ask: LocalizedText(en: "Day", de: "Tag"))
        let segment = try await prompt.segment(segment, flag: "--segment")
        let from = try await prompt.value(
            "--from", given: from, ask: LocalizedText(en: "From metre", de: "Von Meter")
        ) { try Centimetres(parsing: $0) }
        let to = try await prompt.value(
            "--to", given: to, ask: LocalizedText(en: "To metre", de: "Bis Meter")
        ) { try Centimetres(parsing: $0) }
        let method: DigMethod? = try await prompt.optional(
            "--method", given: method,
            ask: LocalizedText(en: "Method (plough, open_trench, …)", de: "Bauweise (plough, open_trench, …)")
        ) { try Optional($0).readWord("--method")! }
        let app = try await context.app()
        let association = context.settings.association
        let recorded = try await app.recordProgress(
            [
                ProgressRecord(
                    ref: ref ?? "", date: date, segment: segment, from: from, to: to, method: method, coverCm: cover)
            ], in: association)
        for stretch in recorded {
            let ref = stretch.record.ref
            context.show(
                Receipt(
                    LocalizedText(en: "Recorded as \(ref).", de: "Erfasst als \(ref)."),
                    ["ref": .string(ref), "dug_without_clearance": .bool(stretch.dugWithoutClearance)]))
            if stretch.dugWithoutClearance { context.note(.dugWithoutClearance(segment)) }
            await context.undo?.push(
                LocalizedText(en: "dug stretch \(ref)", de: "gebautes Stück \(ref)")
            ) { try await app.reverseProgress(ref, in: association) }
        }
    }
}

/// `buddel report progress`: metres by area, state and month, and take-up against quotas.
struct ReportProgress: BuddelCommand {
    static var configuration: CommandConfiguration {
        .verb(
            "progress", en: "Metres by area, state and month; take-up against quotas.",
            de: "Meter je Gebiet, Stand und Monat; Beteiligung gegen Quote.")
    }
    @OptionGroup var shared: SharedOptions

    func run(in context: CommandContext) async throws {
        let report = try await context.app().reportProgress(in: context.settings.association)
        var areas = ListReport(
            title: LocalizedText(en: "Areas", de: "Ausbaugebiete"),
            columns: [
                Column("area", en: "Area", de: "Gebiet"), Column("name", en: "Name", de: "Name"),
                Column("connections", en: "Connections", de: "Anschlüsse"),
                Column("active", en: "Active", de: "Aktiv"), Column("live", en: "Live", de: "In Betrieb"),
                Column("take_up", en: "Take-up", de: "Beteiligung"), Column("quota", en: "Quota", de: "Quote"),
                Column("reaches_quota", en: "Reached", de: "Erreicht"),
            ]
                + SegmentStatus.allCases.map {
                    Column($0.rawValue + "_m", $0.words, alignment: .trailing)
                })
        for row in report.areas {
            areas.append(
                [
                    .text(row.area), .text(row.name), .int(row.connections), .int(row.active), .int(row.live),
                    .percent(row.takeUp), .percent(row.quota), row.reachesQuota.map { .bool($0) } ?? .none,
                ] + SegmentStatus.allCases.map { .length(row.metres[$0] ?? .zero) })
        }
        let months = ListReport(
            title: LocalizedText(en: "Dug by month", de: "Gebaut je Monat"),
            columns: [
                Column("area", en: "Area", de: "Gebiet"), Column("month", en: "Month", de: "Monat"),
                Column("metres", en: "Metres", de: "Meter"),
            ],
            rows: report.months.map { [.text($0.area), .text($0.month.description), .length($0.metres)] })
        context.show(ReportGroup([areas, months], json: ["areas": areas.json, "months": months.json]))
    }
}
