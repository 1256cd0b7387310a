import Buddelverein

/// How a text of the API is written; each value has one way to be written, the one in which answers give it.
enum TextFormat: Sendable, Hashable, CaseIterable {
    /// One line: no control characters.
    case plain
    /// Text of several lines.
    case lines
    /// Whatever has no NUL, such as a password or what an answer shows.
    case free
    case money
    case time
    case length
    case rate
    case percent
    case day
    case moment
    case hash
    case ags
    case monthDay
    case degrees
    case cursor

    /// The format as a pattern (ECMA 262), for the document.
    var pattern: String {
        switch self {
        case .plain: "^[^\\u0000-\\u001F\\u007F-\\u009F]*$"
        case .lines: "^[^\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F]*$"
        case .free: "^[^\\u0000]*$"
        case .money: "^(0\\.00|-?(0\\.(0[1-9]|[1-9][0-9])|[1-9][0-9]{0,13}\\.[0-9]{2}))$"
        case .time: "^(0|[1-9][0-9]{0,7}):[0-5][0-9]$"
        case .length, .rate: "^(0|[1-9][0-9]{0,9})\\.[0-9]{2}$"
        case .percent: "^(100\\.00|(0|[1-9][0-9]?)\\.[0-9]{2})$"
        case .day: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
        case .moment: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"
        case .hash: "^[0-9a-f]{64}$"
        case .ags: "^[0-9]{8}$"
        case .monthDay:
            "^((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))$"
        case .degrees: "^-?(0|[1-9][0-9]?)(\\.[0-9]{1,7})?$"
        case .cursor: "^([0-9a-f]{2})+$"
        }
    }

    /// The document's `format`, where one is registered.
    var registeredName: String? {
        switch self {
        case .day: "date"
        case .moment: "date-time"
        default: nil
        }
    }

    /// An example of it.
    var example: String? {
        switch self {
        case .plain, .lines, .free: nil
        case .money: "1234.56"
        case .time: "6:30"
        case .length: "120.50"
        case .rate: "15.00"
        case .percent: "60.00"
        case .day: "2026-04-18"
        case .moment: "2026-04-18T20:15:00Z"
        case .hash: String(repeating: "0", count: 64)
        case .ags: "05978032"
        case .monthDay: "01-01"
        case .degrees: "7.4234567"
        case .cursor: "4d2d32"
        }
    }

    /// Refuses a text that is not written so, with the code of the value it should be.
    ///
    /// PostgreSQL holds no NUL in a text, so that none may contain one.
    func check(_ text: String) throws(Refusal) {
        guard !text.utf8.contains(0) else { throw Refusal.nulInText() }
        let canonical: String
        switch self {
        case .free, .moment: return
        case .plain, .lines:
            let allowed: [UnicodeScalar] = self == .lines ? ["\n", "\r", "\t"] : []
            let isClean = text.unicodeScalars.allSatisfy { !$0.isControl || allowed.contains($0) }
            guard isClean else { throw Refusal.controlInText() }
            return
        case .money: canonical = try Money(parsing: text).description
        case .time: canonical = try Minutes(parsing: text).description
        case .length: canonical = try Centimetres(parsing: text).description
        case .rate: canonical = try HourlyRate(parsing: text).description
        case .percent:
            let share = try BasisPoints(parsing: text)
            canonical = share <= .whole ? share.description : ""
        case .day: canonical = try Day(parsing: text).description
        case .ags: canonical = try Ags(parsing: text).description
        case .monthDay: canonical = try MonthDay(parsing: text).description
        case .degrees: canonical = text.wholeMatch(of: /-?(0|[1-9][0-9]?)(\.[0-9]{1,7})?/) == nil ? "" : text
        case .cursor, .hash: canonical = [UInt8](hexadecimal: text)?.hexadecimal ?? ""
        }
        guard canonical == text else { throw Refusal.otherNotation(example ?? canonical) }
    }
}

extension UnicodeScalar {
    /// C0, DEL and C1, which the domain keeps out of every text (TextLimits).
    fileprivate var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
}

extension Refusal {
    static func controlInText() -> Refusal {
        Refusal(
            .invalidText,
            LocalizedText(
                en: "A text must not contain control characters.", de: "Ein Text darf keine Steuerzeichen enthalten."))
    }

    static func nulInText() -> Refusal {
        Refusal(
            .invalidText,
            LocalizedText(
                en: "A text must not contain the character U+0000.",
                de: "Ein Text darf das Zeichen U+0000 nicht enthalten."))
    }

    static func otherNotation(_ example: String) -> Refusal {
        Refusal(
            .invalidValue,
            LocalizedText(
                en: "In the API this is written like \(example).", de: "In der API schreibt man das wie \(example)."))
    }
}
