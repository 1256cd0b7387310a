import BuddelOperations
import Buddelverein

/// An assessment in plain words: a sentence for each step, and for each line that fell out the rule and the cure.
struct ExplanationReport: Report {
    let context: AwardContext
    let assessment: Assessment
    /// What each line is about.
    let details: [LineKey: LineDetail]
    let missingDocuments: [String]
    /// Whether the evidence can still be mended: what was filed can't.
    let isOpen: Bool
    let codes: CodeWords

    init(_ found: AwardAssessment, _ codes: CodeWords) {
        context = found.context
        assessment = found.assessment
        details = Dictionary(uniqueKeysWithValues: found.details.map { ($0.key, $0) })
        missingDocuments = found.missingDocuments.map { "\($0.line.ref): \($0.name)" }
        isOpen = true
        self.codes = codes
    }

    init(_ view: ClaimView, _ codes: CodeWords) {
        context = view.context
        assessment = view.now ?? view.filed
        details = Dictionary(uniqueKeysWithValues: view.details.map { ($0.key, $0) })
        missingDocuments = []
        isOpen = false
        self.codes = codes
    }

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
            "lines": .array(fallen.map(json)), "missing_documents": .array(missingDocuments.map(JSONValue.string)),
        ]
    }

    var csv: String {
        AssessmentReport(
            assessment: assessment, details: assessment.lines.map { details[$0.key] ?? LineDetail(key: $0.key) }
        ).csv
    }

    private var fallen: [AssessedLine] { assessment.lines.filter { !$0.reasons.isEmpty } }

    private func json(_ line: AssessedLine) -> JSONValue {
        var object: JSONObject = ["ref": .string(line.ref), "kind": .string(line.kind.rawValue)]
        for member in details[line.key]?.json.objectValue?.members ?? [] { object[member.name] = member.value }
        object["reasons"] = .array(
            context.explain(line).map { explained in
                [
                    "reason": .string(explained.reason.rawValue),
                    "rule": ["en": .string(explained.rule.english), "de": .string(explained.rule.german)],
                    "cure": ["en": .string(explained.cure.english), "de": .string(explained.cure.german)],
                    "command": command(explained.reason, line).map { .string($0.english) } ?? .null,
                ]
            })
        return .object(object)
    }

    func table(in command: CommandContext) -> String {
        let language = command.language
        var text = AssessmentReport(assessment: assessment).table(in: command) + "\n"
        func heading(_ words: LocalizedText) { text += command.terminal.styled(words[language], .strong) + "\n" }
        heading(LocalizedText(en: "How the amount comes about", de: "So entsteht der Betrag"))
        for step in assessment.waterfall { text += "  • " + context.explain(step)[language] + "\n" }
        for flag in assessment.flags { text += "  ! " + context.explain(flag)[language] + "\n" }
        if !fallen.isEmpty {
            text += "\n"
            heading(LocalizedText(en: "What does not count, or not in full", de: "Was nicht oder nicht ganz zählt"))
        }
        for line in fallen { text += words(for: line, in: language) }
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

    private func words(for line: AssessedLine, in language: Language) -> String {
        var text = "  \(PrintableText.escaping(line.ref)) (\(line.kind.name[language]))"
        let about = details[line.key].map { codes.words($0, in: language) } ?? []
        text += about.map { "  " + PrintableText.escaping($0) }.joined() + "\n"
        for explained in context.explain(line) {
            text += "    – " + explained.rule[language] + "\n"
            text += "      → " + explained.cure[language] + "\n"
            if let command = command(explained.reason, line) {
                text += "        " + PrintableText.escaping(command[language]) + "\n"
            }
        }
        return text
    }

    /// What to type where a command cures it.
    private func command(_ reason: LineReason, _ line: AssessedLine) -> LocalizedText? {
        guard isOpen else { return nil }
        return switch reason {
        case .notConfirmed: LocalizedText(en: "buddel confirm \(line.ref)", de: "buddel confirm \(line.ref)")
        case .notPaid:
            LocalizedText(en: "buddel cost pay \(line.ref) --on DATE", de: "buddel cost pay \(line.ref) --on DATUM")
        case .noDocument:
            LocalizedText(
                en: "buddel document attach \(line.ref) FILE", de: "buddel document attach \(line.ref) DATEI")
        default: nil
        }
    }
}
