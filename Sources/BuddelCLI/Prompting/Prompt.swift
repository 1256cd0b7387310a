import Buddelverein

/// Asks for what the flags left open; without a terminal it refuses and names the flag.
///
/// Guarantees: questions go to the error stream, so that standard output holds nothing but the result. On a terminal
/// a refused answer is explained by the refusal's own text and asked again; the end of the input cancels.
/// Refuses with `missing_flag`, `cancelled`, and what `parse` refuses.
public struct Prompt: Sendable {
    let context: CommandContext
    /// Set within a dialogue whose answers are kept.
    let answers: Answers?

    public init(_ context: CommandContext) {
        self.init(context, answers: nil)
    }

    init(_ context: CommandContext, answers: Answers?) {
        self.context = context
        self.answers = answers
    }

    /// The value of `flag`: the given text, else the answer of a person, else `standard`.
    ///
    /// An empty answer takes `standard`; where there is none, it is asked again. Without a terminal, and with
    /// `--yes`, `standard` is taken without a question.
    public func value<Value>(
        _ flag: String, given: String?, ask question: LocalizedText, standard: Value? = nil,
        shown: (Value) -> String = { String(describing: $0) }, parse: (String) throws -> Value
    ) async throws -> Value {
        if let given, answers?.isRefused(flag) != true {
            answers?.keep(flag, given)
            return try Self.naming(flag, given) { try parse(given) }
        }
        guard context.terminal.isInteractive, !(context.assumesYes && standard != nil) else {
            guard let standard else { throw Refusal.missingFlag(flag) }
            return standard
        }
        if let kept = answers?.kept(flag) {
            if let standard, kept.isEmpty { return standard }
            return try parse(kept)
        }
        let offered = answers?.offered(flag)
        while true {
            let hint = (offered ?? standard.map(shown)).map { " [\(PrintableText.escaping($0))]" } ?? ""
            guard var answer = await answer(context.text(question) + hint + ": ") else { throw Refusal.cancelled }
            if answer.isEmpty, let offered { answer = offered }
            if answer.isEmpty {
                if let standard {
                    answers?.keep(flag, answer)
                    return standard
                }
                explain(.missingFlag(flag))
                continue
            }
            do {
                let value = try parse(answer)
                answers?.keep(flag, answer)
                return value
            } catch let refusal as Refusal {
                explain(refusal)
            }
        }
    }

    /// A value that may be left out: nil where neither the flag nor an answer gives one; without a terminal nil.
    public func optional<Value>(
        _ flag: String, given: String?, ask question: LocalizedText, parse: (String) throws -> Value
    ) async throws -> Value? {
        if given == nil, context.assumesYes { return nil }
        return try await value(
            flag, given: given, ask: question, standard: Value?.none as Value??, shown: { _ in "-" }
        ) { text in text == "-" ? nil : try parse(text) }
    }

    /// A text that is not empty.
    public func text(
        _ flag: String, given: String?, ask question: LocalizedText, standard: String? = nil
    ) async throws -> String {
        try await value(flag, given: given, ask: question, standard: standard) { text in
            guard !text.isEmpty else { throw Refusal.missingFlag(flag) }
            return text
        }
    }

    /// A day; the default is today unless another is given.
    public func day(
        _ flag: String, given: String?, ask question: LocalizedText, standard: Day? = nil
    ) async throws -> Day {
        let language = context.language
        return try await value(
            flag, given: given, ask: question, standard: standard ?? context.today(), shown: { $0.text(in: language) }
        ) { try Day(parsing: $0) }
    }

    /// An amount of money.
    public func money(
        _ flag: String, given: String?, ask question: LocalizedText, standard: Money? = nil
    ) async throws -> Money {
        let language = context.language
        return try await value(
            flag, given: given, ask: question, standard: standard, shown: { $0.text(in: language) }
        ) { try Money(parsing: $0) }
    }

    /// A time of work.
    public func minutes(
        _ flag: String, given: String?, ask question: LocalizedText, standard: Minutes? = nil
    ) async throws -> Minutes {
        try await value(flag, given: given, ask: question, standard: standard) { try Minutes(parsing: $0) }
    }

    /// A number by which things are counted, such as entries of the journal. Refuses with `invalid_value`.
    public func number(_ flag: String, given: Int64?, ask question: LocalizedText) async throws -> Int64 {
        if let given { return given }
        return try await value(flag, given: nil, ask: question) { text in
            guard let number = Int64(text) else {
                throw Refusal.invalid(flag, text, LocalizedText(en: "is no number", de: "ist keine Nummer"))
            }
            return number
        }
    }

    /// A secret, typed without being shown.
    ///
    /// `given` comes from the environment, never from a flag's value, where other users of the machine could see it;
    /// `readsInput` takes the next line of the input instead, for scripts that pipe it in. `flag` is what a script
    /// should give, such as `BUDDEL_PASSWORD`.
    public func secret(
        _ flag: String, given: String?, readsInput: Bool = false, ask question: LocalizedText
    ) async throws -> String {
        if let given { return given }
        if readsInput {
            guard let line = await context.input.nextLine() else { throw Refusal.missingFlag(flag) }
            return line
        }
        guard context.terminal.isInteractive else { throw Refusal.missingFlag(flag) }
        context.standardError.write(context.text(question) + ": ")
        guard let secret = await context.input.nextHiddenLine() else { throw Refusal.cancelled }
        return secret
    }

    /// Whether a person agrees; `--yes` agrees, and without a terminal `--yes` is required.
    public func confirm(_ question: LocalizedText, standard: Bool = false) async throws -> Bool {
        if context.assumesYes { return true }
        guard context.terminal.isInteractive else { throw Refusal.missingFlag("--yes") }
        let hint =
            standard ? LocalizedText(en: "[Y/n]", de: "[J/n]") : LocalizedText(en: "[y/N]", de: "[j/N]")
        while true {
            guard let answer = await answer("\(context.text(question)) \(context.text(hint)) ") else {
                throw Refusal.cancelled
            }
            if let yes = Self.isYes(answer, standard: standard) { return yes }
        }
    }

    /// Throws `cancelled` unless a person agrees.
    public func requireConfirmation(_ question: LocalizedText) async throws {
        guard try await confirm(question) else { throw Refusal.cancelled }
    }

    /// Reads yes and no in both languages; nil for anything else.
    static func isYes(_ answer: String, standard: Bool) -> Bool? {
        switch answer.lowercased() {
        case "": standard
        case "y", "yes", "j", "ja": true
        case "n", "no", "nein": false
        default: nil
        }
    }

    /// Asks and reads one line, without the blanks around it.
    func answer(_ question: String) async -> String? {
        context.standardError.write(question)
        return await context.input.nextLine()?.trimmingBlanks
    }

    func explain(_ refusal: Refusal) {
        var text = "  " + PrintableText.escaping(context.text(refusal.message))
        if let cure = refusal.cure { text += " " + PrintableText.escaping(context.text(cure)) }
        context.standardError.writeLine(text)
    }

    /// Runs `parse` and puts the flag's name at the place of its refusal.
    static func naming<Value>(_ flag: String, _ value: String, _ parse: () throws -> Value) throws -> Value {
        do {
            return try parse()
        } catch let refusal as Refusal {
            var place = refusal.place ?? Refusal.Place(value: value)
            if place.field == nil { place.field = flag }
            throw refusal.at(place)
        }
    }
}

extension String {
    /// The text without blanks and tabs at its ends.
    var trimmingBlanks: String {
        var rest = self[...]
        while let first = rest.first, first == " " || first == "\t" || first == "\r" { rest.removeFirst() }
        while let last = rest.last, last == " " || last == "\t" || last == "\r" { rest.removeLast() }
        return String(rest)
    }
}
