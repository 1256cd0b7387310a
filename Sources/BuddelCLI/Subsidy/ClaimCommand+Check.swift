import ArgumentParser
import BuddelOperations
import Buddelverein

extension ClaimCommand {
    /// The clerk's check, line by line on a terminal, by flags in a script.
    struct Check: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "check", en: "Check a claim on ground and sums; cut lines with a reason (clerk).",
                de: "Abruf sachlich und rechnerisch prüfen; Positionen mit Grund kürzen (Sachbearbeitung).",
                more: LocalizedText(
                    en:
                        "A cut is KIND:REF:LEFT:WHY, e.g. cost:K-5:100.00:private part, labour:W-1:0:00:no signature, unit:C-2:0:not eligible. On a terminal every line that counts is shown: Enter accepts, an amount or time cuts it.",
                    de:
                        "Eine Kürzung ist ART:ZEICHEN:REST:GRUND, etwa cost:K-5:100.00:privater Anteil, labour:W-1:0:00:keine Unterschrift, unit:C-2:0:nicht zuwendungsfähig. Im Terminal wird jede anerkannte Position gezeigt: Enter erkennt an, ein Betrag oder eine Zeit kürzt."
                ))
        }
        @OptionGroup var shared: SharedOptions
        @OptionGroup var claim: ClaimArgument
        @OptionGroup var once: OnceOption
        @Option(
            name: .long,
            help: .text(
                en: "Cut a line; may be repeated.", de: "Position kürzen; mehrfach möglich.", value: "kind:ref:left:why"
            ))
        var cut: [String] = []
        @Flag(
            name: .long,
            help: .text(
                en: "Accept every line that is not cut, without showing it.",
                de: "Alles Ungekürzte anerkennen, ohne es zu zeigen."))
        var acceptRest = false
        @Option(name: .long, help: .text(en: "A note for the file.", de: "Vermerk für die Akte.", value: "text"))
        var note: String?

        func run(in context: CommandContext) async throws {
            let code = try await Prompt(context).claim(claim.code)
            let app = try await context.app()
            var cuts = try cut.map(ClaimCut.read)
            let walks = context.terminal.isInteractive && !acceptRest && !context.assumesYes
            if walks {
                let view = try await app.claim(code, in: context.settings.association)
                cuts += try await ClaimWalk(context, view).run(
                    except: Set(cuts.map { LineKey(kind: $0.kind, ref: $0.ref) }))
            }
            let claimable = try await app.checkClaim(
                code, cuts: cuts, note: note ?? "", seen: claim.hash, in: context.settings.association,
                idempotencyKey: once.idempotencyKey)
            let counted =
                switch cuts.count {
                case 0: LocalizedText(en: "without cuts", de: "ohne Kürzung")
                case 1: LocalizedText(en: "with 1 cut", de: "mit 1 Kürzung")
                default: LocalizedText(en: "with \(cuts.count) cuts", de: "mit \(cuts.count) Kürzungen")
                }
            context.show(
                .step(
                    code,
                    LocalizedText(
                        en:
                            "checked \(counted.english); claimable now: \(claimable.text(in: .english))",
                        de:
                            "\(counted.german) geprüft; jetzt abrufbar: \(claimable.text(in: .german))"
                    ),
                    ["cuts": .integer(Int64(cuts.count)), "claimable": .string(claimable.description)]))
        }
    }

    /// Lifts a cut of an earlier claim, so that the next one may ask for the line again.
    struct Lift: BuddelCommand {
        static var configuration: CommandConfiguration {
            .verb(
                "lift", en: "Lift the cut of a line; the next claim may ask for it again (clerk).",
                de: "Kürzung einer Position aufheben; der nächste Abruf kann sie wieder enthalten (Sachbearbeitung).")
        }
        @OptionGroup var shared: SharedOptions
        @OptionGroup var claim: ClaimArgument
        @OptionGroup var once: OnceOption
        @Option(
            name: .long,
            help: .text(en: "The line, such as cost:K-5.", de: "Die Position, etwa cost:K-5.", value: "kind:ref"))
        var line: String?
        @Option(
            name: .long,
            help: .text(en: "From which day on; today by default.", de: "Ab welchem Tag; sonst heute.", value: "date"))
        var on: String?

        func run(in context: CommandContext) async throws {
            let code = try await Prompt(context).claim(claim.code)
            let line = try await Prompt(context).value(
                "--line", given: line, ask: LocalizedText(en: "Line (cost:K-5)", de: "Position (cost:K-5)")
            ) { try ClaimCut.line($0) }
            let day = try await context.app().liftCut(
                code, line: line, on: try on.read("--on") { try Day(parsing: $0) },
                in: context.settings.association, idempotencyKey: once.idempotencyKey)
            context.show(
                Receipt(
                    LocalizedText(
                        en: "The cut of \(line.ref) in \(code) is lifted from \(day.text(in: .english)).",
                        de: "Die Kürzung von \(line.ref) in \(code) ist ab \(day.text(in: .german)) aufgehoben."),
                    [
                        "code": .string(code), "line": .string("\(line.kind.rawValue):\(line.ref)"),
                        "lifted_on": .string(day.description),
                    ]))
        }
    }
}

/// Reads a cut from a flag.
enum ClaimCut {
    /// `kind:ref:left:why`; refuses with `invalid_arguments`, and with the refusals of amounts and times.
    static func parse(_ text: String) throws -> Cut {
        let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let kind = LineKind(rawValue: parts[0]) else { throw malformed(text) }
        let (left, why) = try rest(parts[2], of: kind, text)
        return Cut(kind: kind, ref: parts[1], left: left, why: why)
    }

    /// The same with `--cut` at the place of what it refuses.
    static func read(_ text: String) throws -> Cut {
        try Prompt.naming("--cut", text) { try parse(text) }
    }

    /// `kind:ref`; refuses with `invalid_arguments`.
    static func line(_ text: String) throws -> LineKey {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let kind = LineKind(rawValue: parts[0]), !parts[1].isEmpty else {
            throw Refusal(
                .invalidArguments, LocalizedText(en: "This is no line.", de: "Das ist keine Position."),
                cure: LocalizedText(en: "KIND:REF, e.g. cost:K-5", de: "ART:ZEICHEN, etwa cost:K-5"),
                at: Refusal.Place(field: "--line", value: text))
        }
        return LineKey(kind: kind, ref: parts[1])
    }

    /// What is left, and why: a time has a colon of its own.
    private static func rest(_ rest: String, of kind: LineKind, _ text: String) throws -> (Cut.Left, String) {
        var parts = rest.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 2 else { throw malformed(text) }
        if kind == .labour || kind == .machine, parts.count >= 3, parts[1].count == 2, Int(parts[1]) != nil {
            parts = [parts[0] + ":" + parts[1]] + parts.dropFirst(2)
        }
        let why = parts.dropFirst().joined(separator: ":").trimmingBlanks
        guard !why.isEmpty else { throw malformed(text) }
        return (try left(parts[0], of: kind), why)
    }

    /// What is left of a line of this kind.
    static func left(_ text: String, of kind: LineKind) throws -> Cut.Left {
        switch kind {
        case .cost, .gift: .amount(try Money(parsing: text))
        case .labour, .machine: .time(try Minutes(parsing: text))
        case .unit:
            if text == "0" {
                .nothing
            } else {
                throw Refusal.invalidArguments(
                    LocalizedText(en: "A unit can only be cut to 0.", de: "Eine Einheit lässt sich nur auf 0 kürzen."),
                    cure: LocalizedText(en: "unit:REF:0:WHY", de: "unit:ZEICHEN:0:GRUND"))
            }
        }
    }

    private static func malformed(_ text: String) -> Refusal {
        Refusal(
            .invalidArguments, LocalizedText(en: "This is no cut.", de: "Das ist keine Kürzung."),
            cure: LocalizedText(
                en: "KIND:REF:LEFT:WHY, e.g. cost:K-5:100.00:private part",
                de: "ART:ZEICHEN:REST:GRUND, etwa cost:K-5:100.00:privater Anteil"),
            at: Refusal.Place(field: "--cut", value: text))
    }
}

/// Shows every line that counts and takes the clerk's word for it.
private struct ClaimWalk {
    let context: CommandContext
    let view: ClaimView

    init(_ context: CommandContext, _ view: ClaimView) {
        self.context = context
        self.view = view
    }

    func run(except known: Set<LineKey>) async throws -> [Cut] {
        let prompt = Prompt(context)
        let codes = try await context.codeWords()
        var cuts: [Cut] = []
        let accepted = zip(view.filed.lines, view.details).filter { $0.0.accepted && !known.contains($0.0.key) }
        for (index, (line, detail)) in accepted.enumerated() {
            let counts = [
                line.minutes?.text(in: context.language), line.amount?.text(in: context.language),
                line.length?.text(in: context.language),
            ]
            var words = ["\(index + 1)/\(accepted.count)", line.ref, line.kind.name[context.language]]
            words += codes.words(detail, in: context.language) + [counts.compactMap { $0 }.joined(separator: " = ")]
            context.standardError.writeLine(
                words.filter { !$0.isEmpty }.map(PrintableText.escaping).joined(separator: "  "))
            let left = try await prompt.optional(
                "--cut", given: nil,
                ask: LocalizedText(
                    en: "Accept (Enter), or what is left", de: "Anerkennen (Enter), oder was übrig bleibt")
            ) { try ClaimCut.left($0, of: line.kind) }
            guard let left else { continue }
            let why = try await prompt.text("--cut", given: nil, ask: LocalizedText(en: "Reason", de: "Grund"))
            cuts.append(Cut(kind: line.kind, ref: line.ref, left: left, why: why))
        }
        return cuts
    }
}
