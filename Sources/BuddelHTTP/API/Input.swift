import Buddelverein

/// An object of a request's body that fits its schema, to be read as values of the domain.
///
/// Reading refuses what the schema can't say, such as an IBAN's check digits, with the pointer of the member.
struct Input: Sendable {
    let object: JSONObject
    private let pointer: String

    init(_ object: JSONObject = JSONObject(), at pointer: String = "") {
        self.object = object
        self.pointer = pointer
    }

    /// Whether the member is there and not `null`.
    func has(_ name: String) -> Bool { object[name].map { !$0.isNull } ?? false }

    /// Whether the member is there at all: `null` clears what was there.
    func names(_ name: String) -> Bool { object[name] != nil }

    /// Reads a text as a value; nil where it was not given.
    func optional<Value>(_ name: String, _ read: (String) throws(Refusal) -> Value) throws(Refusal) -> Value? {
        guard let text = object[name]?.stringValue else { return nil }
        do {
            return try read(text)
        } catch {
            throw error.at(Refusal.Place(field: "\(pointer)/\(name)"))
        }
    }

    /// Reads a text that the schema requires.
    func required<Value>(_ name: String, _ read: (String) throws(Refusal) -> Value) throws(Refusal) -> Value {
        guard let value = try optional(name, read) else {
            preconditionFailure("the schema does not require \(name)")
        }
        return value
    }

    func text(_ name: String) -> String? { object[name]?.stringValue }
    func requiredText(_ name: String) -> String {
        guard let text = text(name) else { preconditionFailure("the schema does not require \(name)") }
        return text
    }

    func money(_ name: String) throws(Refusal) -> Money? {
        try optional(name, { text throws(Refusal) in try Money(parsing: text) })
    }
    func minutes(_ name: String) throws(Refusal) -> Minutes? {
        try optional(name, { text throws(Refusal) in try Minutes(parsing: text) })
    }
    func length(_ name: String) throws(Refusal) -> Centimetres? {
        try optional(name, { text throws(Refusal) in try Centimetres(parsing: text) })
    }
    func rate(_ name: String) throws(Refusal) -> HourlyRate? {
        try optional(name, { text throws(Refusal) in try HourlyRate(parsing: text) })
    }
    func percent(_ name: String) throws(Refusal) -> BasisPoints? {
        try optional(name, { text throws(Refusal) in try BasisPoints(parsing: text) })
    }
    func day(_ name: String) throws(Refusal) -> Day? {
        try optional(name, { text throws(Refusal) in try Day(parsing: text) })
    }

    func requiredMoney(_ name: String) throws(Refusal) -> Money {
        try required(name, { text throws(Refusal) in try Money(parsing: text) })
    }
    func requiredMinutes(_ name: String) throws(Refusal) -> Minutes {
        try required(name, { text throws(Refusal) in try Minutes(parsing: text) })
    }
    func requiredLength(_ name: String) throws(Refusal) -> Centimetres {
        try required(name, { text throws(Refusal) in try Centimetres(parsing: text) })
    }
    func requiredDay(_ name: String) throws(Refusal) -> Day {
        try required(name, { text throws(Refusal) in try Day(parsing: text) })
    }

    /// A word that the schema lists.
    func word<Word: RawRepresentable<String>>(_ name: String) -> Word? {
        text(name).flatMap(Word.init(rawValue:))
    }
    func requiredWord<Word: RawRepresentable<String>>(_ name: String) -> Word {
        guard let word: Word = word(name) else { preconditionFailure("the schema does not require \(name)") }
        return word
    }

    func truth(_ name: String) -> Bool? { object[name]?.boolValue }

    func integer(_ name: String) -> Int? {
        switch object[name] {
        case .integer(let number): Int(exactly: number)
        case .number(let number): Int(exactly: number)
        default: nil
        }
    }

    func texts(_ name: String) -> [String] { object[name]?.arrayValue?.compactMap(\.stringValue) ?? [] }

    func object(_ name: String) -> Input? {
        object[name]?.objectValue.map { Input($0, at: "\(pointer)/\(name)") }
    }

    func objects(_ name: String) -> [Input] {
        (object[name]?.arrayValue ?? []).enumerated().compactMap { index, element in
            element.objectValue.map { Input($0, at: "\(pointer)/\(name)/\(index)") }
        }
    }

    /// A map of names to texts read as values.
    func map<Value>(_ name: String, _ read: (String) throws(Refusal) -> Value) throws(Refusal) -> [String: Value] {
        guard let map = object(name) else { return [:] }
        var values: [String: Value] = [:]
        for member in map.object.members { values[member.name] = try map.required(member.name, read) }
        return values
    }
}
