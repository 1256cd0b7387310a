import BuddelOperations
import Buddelverein

/// An assessment in words: a sentence for each step, and for each line that does not count in full the rule and the
/// cure, in both languages.
struct Explanation: Sendable {
    let context: AwardContext
    let assessment: Assessment
    let details: [LineKey: LineDetail]
    let missingDocuments: [VoucherDocument]

    init(_ found: AwardAssessment) {
        context = found.context
        assessment = found.assessment
        details = Dictionary(uniqueKeysWithValues: found.details.map { ($0.key, $0) })
        missingDocuments = found.missingDocuments
    }

    /// As the claim stands now, or as it was filed once it is decided.
    init(_ view: ClaimView) {
        context = view.context
        assessment = view.now ?? view.filed
        details = Dictionary(uniqueKeysWithValues: view.details.map { ($0.key, $0) })
        missingDocuments = []
    }
}

extension Shape where Value == Explanation {
    static let explanation = Shape("Explanation")
        .with("assessment", .any) { $0.assessment.json }
        .with(
            "steps",
            .list(Schema.object(.required("step", .code), .required("words", .words)).named("StepInWords"), 0...100)
        ) {
            explanation in
            .array(
                explanation.assessment.waterfall.map {
                    ["step": .string($0.name.rawValue), "words": Schema.words(explanation.context.explain($0))]
                })
        }
        .with(
            "flags",
            .list(Schema.object(.required("flag", .code), .required("words", .words)).named("FlagInWords"), 0...100)
        ) {
            explanation in
            .array(
                explanation.assessment.flags.map {
                    ["flag": .string($0.rawValue), "words": Schema.words(explanation.context.explain($0))]
                })
        }
        .with("lines", .list(lineInWords, 0...1_000_000)) { explanation in
            .array(explanation.assessment.lines.filter { !$0.reasons.isEmpty }.map { json($0, explanation) })
        }
        .with(
            "missing_documents",
            .list(
                Schema.object(.required("ref", .anyText), .required("name", .anyText)).named("MissingDocument"),
                0...1_000_000)
        ) { explanation in
            .array(explanation.missingDocuments.map { ["ref": .string($0.line.ref), "name": .string($0.name)] })
        }

    private static let lineInWords = Schema.object(
        .required("kind", .choice(LineKind.self)), .required("ref", .anyText),
        .required("detail", LineDetail.schema.orNull),
        .required(
            "reasons",
            .list(
                Schema.object(
                    .required("reason", .choice(LineReason.self)), .required("rule", .words),
                    .required("cure", .words)
                ).named("ReasonInWords"), 0...100))
    ).named("LineInWords")

    private static func json(_ line: AssessedLine, _ explanation: Explanation) -> JSONValue {
        [
            "kind": .string(line.kind.rawValue), "ref": .string(line.ref),
            "detail": explanation.details[line.key].map(\.json) ?? .null,
            "reasons": .array(
                explanation.context.explain(line).map {
                    [
                        "reason": .string($0.reason.rawValue), "rule": Schema.words($0.rule),
                        "cure": Schema.words($0.cure),
                    ]
                }),
        ]
    }
}

extension LineDetail {
    /// What `json` writes.
    static let schema = Schema.object(
        .required("date", Schema.day.orNull), .required("what", .anyText), .required("note", .anyText),
        .required("segments", .list(.anyText, 0...1_000))
    ).named("LineDetail")
}

extension Schema {
    /// A sentence in both languages.
    fileprivate static let words = Schema.object(.required("en", .anyText), .required("de", .anyText))
        .named("Sentence")

    fileprivate static func words(_ text: LocalizedText) -> JSONValue {
        ["en": .string(text.english), "de": .string(text.german)]
    }
}
