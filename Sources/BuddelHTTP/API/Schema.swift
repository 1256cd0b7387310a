import Buddelverein

/// What a JSON value of the API may be (JSON Schema 2020-12): the document shows it, and every request is held to it.
///
/// Everything has bounds: texts a length, numbers a range, lists a count, objects their names.
struct Schema: Sendable, Hashable {
    indirect enum Form: Sendable, Hashable {
        /// A text of a number of characters in a format.
        case text(TextFormat, length: ClosedRange<Int>)
        case integer(ClosedRange<Int64>)
        /// A number with a fraction, such as a coordinate; only in answers.
        case number
        case truth
        /// One of some words.
        case choice([String])
        case list(Schema, count: ClosedRange<Int>)
        case object([Property])
        /// Names of the caller's choice, all with the same kind of value.
        case map(Schema, count: ClosedRange<Int>)
        /// Any JSON value, where a format of its own says more; only in answers.
        case any
    }

    /// A member of an object.
    struct Property: Sendable, Hashable {
        let name: String
        let schema: Schema
        let isRequired: Bool
    }

    var form: Form
    /// Whether `null` stands for "not given".
    var isNullable = false
    /// The name under which the document lists it once; nil where it stands in place.
    var component: String?
    /// What it is, for readers of the document.
    var note: String?
    /// A value that fits, where the format has none of its own.
    var example: String?

    init(_ form: Form) { self.form = form }

    /// The same, listed once in the document under that name.
    func named(_ component: String) -> Schema {
        var schema = self
        schema.component = component
        return schema
    }

    func noted(_ note: String) -> Schema {
        var schema = self
        schema.note = note
        return schema
    }

    /// The same with an example for readers, and for whoever tries the API with made-up values.
    func like(_ example: String) -> Schema {
        var schema = self
        schema.example = example
        return schema
    }

    var orNull: Schema {
        var schema = self
        schema.isNullable = true
        return schema
    }
}

extension Schema {
    static func text(_ length: ClosedRange<Int> = 1...200) -> Schema { Schema(.text(.plain, length: length)) }
    /// A statement of several lines: questions, answers, reasons.
    static let statement = Schema(.text(.lines, length: 1...4_000))
    static let password = Schema(.text(.free, length: 1...1_024))
    /// A short name that people give to things, such as `S-7`.
    static let code = Schema(.text(.plain, length: 1...64))
    static let member = code.like("M-1")
    static let segment = code.like("S-1")
    static let iban = text(1...42).like("DE70999900000000001001")
    static let creditorId = text(1...42).like("DE98ZZZ09999999999")
    static let money = Schema(.text(.money, length: 4...20)).noted("Euro with two decimals")
    static let minutes = Schema(.text(.time, length: 4...12)).noted("Hours and minutes")
    static let length = Schema(.text(.length, length: 4...14)).noted("Metres with two decimals")
    static let rate = Schema(.text(.rate, length: 4...20)).noted("Euro an hour with two decimals")
    static let percent = Schema(.text(.percent, length: 4...6)).noted("Per cent with two decimals")
    static let day = Schema(.text(.day, length: 10...10)).noted("A day of the calendar, in Germany")
    static let moment = Schema(.text(.moment, length: 20...20)).noted("A moment in UTC")
    static let hash = Schema(.text(.hash, length: 64...64)).noted("SHA-256 in hexadecimal")
    static let ags = Schema(.text(.ags, length: 8...8)).noted("Key of the municipality (AGS)")
    static let monthDay = Schema(.text(.monthDay, length: 5...5)).noted("A day that comes every year")
    static let degrees = Schema(.text(.degrees, length: 1...11)).noted("Degrees, WGS 84, with up to seven decimals")
    static let truth = Schema(.truth)
    static let count = Schema(.integer(0...9_007_199_254_740_991))
    static let any = Schema(.any)

    static func choice<Word: RawRepresentable<String> & CaseIterable>(_ words: Word.Type) -> Schema {
        Schema(.choice(words.allCases.map(\.rawValue)))
    }

    static func list(_ element: Schema, _ count: ClosedRange<Int> = 0...1_000) -> Schema {
        Schema(.list(element, count: count))
    }

    static func object(_ properties: Property...) -> Schema { Schema(.object(properties)) }
}

extension Schema.Property {
    static func required(_ name: String, _ schema: Schema) -> Schema.Property {
        Schema.Property(name: name, schema: schema, isRequired: true)
    }

    /// May be left out, and `null` means the same.
    static func optional(_ name: String, _ schema: Schema) -> Schema.Property {
        Schema.Property(name: name, schema: schema.orNull, isRequired: false)
    }
}
