import Buddelverein

/// A code with the words that readers see for it.
public struct CodedWord: Hashable, Sendable {
    public let code: String
    public let words: LocalizedText

    public init(_ code: String, _ words: LocalizedText) {
        self.code = code
        self.words = words
    }
}

/// One value of a list with its type, which decides how it is aligned and written in each mode.
public enum Cell: Sendable, Equatable {
    /// Not given: empty in tables and CSV, `null` in JSON.
    case none
    case text(String)
    /// A code with its words: tables show the words, JSON and CSV the code.
    case code(String, LocalizedText)
    case int(Int)
    case money(Money)
    case minutes(Minutes)
    case length(Centimetres)
    case rate(HourlyRate)
    case percent(BasisPoints)
    case day(Day)
    case bool(Bool)
    /// Several codes or names: joined by `, ` in tables and by `;` in CSV, an array in JSON.
    case list([String])
    /// Several codes with their words: words in tables, the codes as `list` has them elsewhere.
    case words([CodedWord])

    /// A text, or `none` for nil.
    public static func text(_ text: String?) -> Cell { text.map { .text($0) } ?? .none }
    public static func money(_ amount: Money?) -> Cell { amount.map { .money($0) } ?? .none }
    public static func minutes(_ time: Minutes?) -> Cell { time.map { .minutes($0) } ?? .none }
    public static func length(_ length: Centimetres?) -> Cell { length.map { .length($0) } ?? .none }
    public static func percent(_ share: BasisPoints?) -> Cell { share.map { .percent($0) } ?? .none }
    public static func day(_ day: Day?) -> Cell { day.map { .day($0) } ?? .none }
    public static func int(_ count: Int?) -> Cell { count.map { .int($0) } ?? .none }

    /// The value for readers, such as `1.234,56 €`.
    func shown(in language: Language) -> String {
        switch self {
        case .none: ""
        case .text(let text): PrintableText.escaping(text)
        case .code(_, let words): PrintableText.escaping(words[language])
        case .int(let count): String(count)
        case .money(let amount): amount.text(in: language)
        case .minutes(let time): time.text(in: language)
        case .length(let length): length.text(in: language)
        case .rate(let rate): rate.text(in: language)
        case .percent(let share): share.text(in: language)
        case .day(let day): day.text(in: language)
        case .bool(let flag): (flag ? Self.yes : Self.no)[language]
        case .list(let items): items.map(PrintableText.escaping).joined(separator: ", ")
        case .words(let items): items.map { PrintableText.escaping($0.words[language]) }.joined(separator: ", ")
        }
    }

    /// The value for programs, such as `1234.56`: the same in every language.
    var wire: String {
        switch self {
        case .none: ""
        case .text(let text): text
        case .code(let code, _): code
        case .int(let count): String(count)
        case .money(let amount): amount.description
        case .minutes(let time): time.description
        case .length(let length): length.description
        case .rate(let rate): rate.description
        case .percent(let share): share.description
        case .day(let day): day.description
        case .bool(let flag): flag ? "true" : "false"
        case .list(let items): items.joined(separator: ";")
        case .words(let items): items.map(\.code).joined(separator: ";")
        }
    }

    /// The value in JSON: amounts, times, lengths and days are strings (formats.md).
    public var json: JSONValue {
        switch self {
        case .none: .null
        case .int(let count): .integer(Int64(count))
        case .bool(let flag): .bool(flag)
        case .list(let items): .array(items.map { .string($0) })
        case .words(let items): .array(items.map { .string($0.code) })
        default: .string(wire)
        }
    }

    /// Figures stand at the right, so that their digits stand below each other.
    var isFigure: Bool {
        switch self {
        case .int, .money, .minutes, .length, .rate, .percent: true
        default: false
        }
    }

    private static let yes = LocalizedText(en: "yes", de: "ja")
    private static let no = LocalizedText(en: "no", de: "nein")
}
