import BuddelOperations
import Buddelverein

/// An assessment for people: what counts, step by step, and how many lines fell out; JSON is the shape of formats.md.
struct AssessmentReport: Report {
    let assessment: Assessment

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
                    assessment.flags.isEmpty ? .none : .list(assessment.flags.map { $0.words[context.language] })),
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
                    .word(step.name, step.name.words), .int(step.units.map(Int.init)), .money(step.limit),
                    .money(step.result),
                ]
            })
    }

    /// Every line with what counts of it.
    var lines: ListReport {
        ListReport(
            columns: [
                Column("ref", en: "Ref", de: "Zeichen"), Column("kind", en: "Kind", de: "Art"),
                Column("amount", en: "Counts", de: "Zählt"), Column("minutes", en: "Time", de: "Zeit"),
                Column("length_m", en: "Length", de: "Länge"), Column("cut", en: "Cut off", de: "Gekappt"),
                Column("reasons", en: "Reasons", de: "Gründe"),
            ],
            rows: assessment.lines.map { line in
                [
                    .text(line.ref), .word(line.kind, line.kind.words), .money(line.amount), .minutes(line.minutes),
                    .length(line.length), .minutes(line.cut),
                    .named(line.reasons),
                ]
            })
    }
}

/// The same in plain words: a sentence for each step, and for each line that fell out the rule and the cure.
struct ExplanationReport: Report {
    let context: AwardContext
    let assessment: Assessment
    let missingDocuments: [String]

    var json: JSONValue {
        [
            "assessment": assessment.json,
            "steps": .array(
                assessment.waterfall.map { step in
                    let words = context.explain(step)
                    return [
                        "step": .string(step.name.rawValue), "en": .string(words.english), "de": .string(words.german),
                    ]
                }),
            "lines": .array(
                assessment.lines.filter { !$0.reasons.isEmpty }.map { line in
                    [
                        "ref": .string(line.ref), "kind": .string(line.kind.rawValue),
                        "reasons": .array(
                            context.explain(line).map { explained in
                                [
                                    "reason": .string(explained.reason.rawValue),
                                    "rule": [
                                        "en": .string(explained.rule.english), "de": .string(explained.rule.german),
                                    ],
                                    "cure": [
                                        "en": .string(explained.cure.english), "de": .string(explained.cure.german),
                                    ],
                                ]
                            }),
                    ]
                }),
            "missing_documents": .array(missingDocuments.map(JSONValue.string)),
        ]
    }

    var csv: String { AssessmentReport(assessment: assessment).csv }

    func table(in command: CommandContext) -> String {
        let language = command.language
        var text = AssessmentReport(assessment: assessment).table(in: command) + "\n"
        func heading(_ words: LocalizedText) { text += command.terminal.styled(words[language], .strong) + "\n" }
        heading(LocalizedText(en: "How the amount comes about", de: "So entsteht der Betrag"))
        for step in assessment.waterfall { text += "  • " + context.explain(step)[language] + "\n" }
        for flag in assessment.flags { text += "  ! " + context.explain(flag)[language] + "\n" }
        let fallen = assessment.lines.filter { !$0.reasons.isEmpty }
        if !fallen.isEmpty {
            text += "\n"
            heading(LocalizedText(en: "What does not count, or not in full", de: "Was nicht oder nicht ganz zählt"))
        }
        for line in fallen {
            text += "  \(PrintableText.escaping(line.ref)) (\(line.kind.words[language]))\n"
            for explained in context.explain(line) {
                text += "    – " + explained.rule[language] + "\n"
                text += "      → " + explained.cure[language] + "\n"
            }
        }
        if !missingDocuments.isEmpty {
            text += "\n"
            heading(
                LocalizedText(
                    en: "Documents to attach before filing",
                    de: "Belege, die vor dem Einreichen beigefügt werden müssen"))
            for name in missingDocuments { text += "  " + PrintableText.escaping(name) + "\n" }
        }
        return text
    }
}
