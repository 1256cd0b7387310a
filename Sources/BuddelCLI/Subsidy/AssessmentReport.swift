import BuddelOperations
import Buddelverein

/// An assessment for people: what counts, step by step, and how many lines fell out; JSON is the shape of formats.md.
struct AssessmentReport: Report {
    let assessment: Assessment
    /// What each line is about, in the same order, where it is known.
    var details: [LineDetail] = []
    var codes = CodeWords()

    var json: JSONValue { assessment.json }

    var csv: String { lines.csv }

    func table(in context: CommandContext) -> String {
        let fell = assessment.lines.filter { !$0.accepted }.count
        let summary = DetailReport(
            title: LocalizedText(
                en: "Award \(assessment.award), cut-off \(assessment.cutoffOn.text(in: .english))",
                de: "Bewilligung \(assessment.award), Stichtag \(assessment.cutoffOn.text(in: .german))"),
            fields: [
                .init(
                    "lines", en: "Lines that count", de: "Anerkannte Positionen", .int(assessment.lines.count - fell)),
                .init("refused", en: "Lines that fell out", de: "Herausgefallen", .int(fell)),
                .init("cash", en: "Money spent", de: "Ausgaben", .money(assessment.cash)),
                .init("unpaid", en: "Unpaid work", de: "Eigenleistung", .money(assessment.unpaid)),
                .init("eligible", en: "Eligible", de: "Zuwendungsfähig", .money(assessment.eligible)),
                .init("claimable", en: "Claimable", de: "Abrufbar", .money(assessment.claimable)),
                .init(
                    "flags", en: "Flags", de: "Hinweise",
                    .named(assessment.flags)),
            ])
        return summary.table(in: context) + "\n" + waterfall.table(in: context)
    }

    /// The steps with their limits.
    var waterfall: ListReport {
        ListReport(
            columns: [
                Column("step", en: "Step", de: "Schritt"), Column("units", en: "Units", de: "Einheiten"),
                Column("limit", en: "Limit", de: "Grenze"), Column("result", en: "Result", de: "Ergebnis"),
            ],
            rows: assessment.waterfall.map { step in
                [
                    .named(step.name), .int(step.units.map(Int.init)), .money(step.limit),
                    .money(step.result),
                ]
            })
    }

    /// Every line with what counts of it.
    var lines: ListReport {
        ListReport(
            columns: [
                Column("ref", en: "Ref", de: "Zeichen"), Column("kind", en: "Kind", de: "Art"),
                Column("date", en: "Date", de: "Datum"), Column("what", en: "What", de: "Was"),
                Column("amount", en: "Counts", de: "Zählt"), Column("minutes", en: "Time", de: "Zeit"),
                Column("length_m", en: "Length", de: "Länge"), Column("cut", en: "Cut off", de: "Gekappt"),
                Column("reasons", en: "Reasons", de: "Gründe"),
            ],
            rows: assessment.lines.enumerated().map { index, line in
                let detail = index < details.count ? details[index] : nil
                return [
                    .text(line.ref), .named(line.kind), .day(detail?.date), codes.what(detail),
                    .money(line.amount), .minutes(line.minutes),
                    .length(line.length), .minutes(line.cut),
                    .named(line.reasons),
                ]
            })
    }
}
