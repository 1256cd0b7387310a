import BuddelOperations
import Buddelverein
import Hummingbird

/// A good answer of an endpoint, before it becomes bytes.
enum Answer: Sendable {
    /// One thing, with the version of its row where it has one.
    case value(JSONValue, version: Int? = nil)
    /// A thing that was made, and where it is below `/api/v1`.
    case created(JSONValue, at: String?, version: Int? = nil)
    /// One page: its items, and the key behind which the next one begins.
    case page([JSONValue], next: String?)
    case file([UInt8], type: String, name: String)
    /// A file that was prepared on disk; it is sent piece by piece, and goes afterwards.
    case download(PreparedFile, type: String, name: String)
    /// Where to go on, with a cookie for the way back.
    case elsewhere(String, cookie: Cookie)
    case done
}

/// How a value of the domain is written in an answer: one list of members gives the JSON and its schema.
struct Shape<Value>: Sendable {
    private struct Member: Sendable {
        let property: Schema.Property
        let get: @Sendable (Value) -> JSONValue
    }

    private let name: String
    private var members: [Member] = []

    /// Requires a name that no other shape of the document has.
    init(_ name: String) { self.name = name }

    /// The value's object, its members in their order.
    func json(_ value: Value) -> JSONValue {
        .object(JSONObject(members.map { ($0.property.name, $0.get(value)) }))
    }

    var schema: Schema { Schema(.object(members.map(\.property))).named(name) }

    /// Adds a member that is always there.
    func with(_ name: String, _ schema: Schema, _ get: @escaping @Sendable (Value) -> JSONValue) -> Shape {
        var shape = self
        shape.members.append(Member(property: .required(name, schema), get: get))
        return shape
    }

    func text(_ name: String, _ get: @escaping @Sendable (Value) -> String) -> Shape {
        with(name, .anyText) { .string(get($0)) }
    }

    func optionalText(_ name: String, _ get: @escaping @Sendable (Value) -> String?) -> Shape {
        with(name, Schema.anyText.orNull) { get($0).map { .string($0) } ?? .null }
    }

    func value<Part: CustomStringConvertible & SendableMetatype>(
        _ name: String, _ schema: Schema, _ get: @escaping @Sendable (Value) -> Part
    ) -> Shape {
        with(name, schema) { .string(get($0).description) }
    }

    func optional<Part: CustomStringConvertible & SendableMetatype>(
        _ name: String, _ schema: Schema, _ get: @escaping @Sendable (Value) -> Part?
    ) -> Shape {
        with(name, schema.orNull) { get($0).map { .string($0.description) } ?? .null }
    }

    func word<Word: RawRepresentable<String> & CaseIterable & SendableMetatype>(
        _ name: String, _ get: @escaping @Sendable (Value) -> Word
    ) -> Shape {
        with(name, .choice(Word.self)) { .string(get($0).rawValue) }
    }

    func truth(_ name: String, _ get: @escaping @Sendable (Value) -> Bool) -> Shape {
        with(name, .truth) { .bool(get($0)) }
    }

    func count(_ name: String, _ get: @escaping @Sendable (Value) -> Int) -> Shape {
        with(name, .count) { .integer(Int64(get($0))) }
    }

    func list<Part>(
        _ name: String, _ shape: Shape<Part>, _ get: @escaping @Sendable (Value) -> [Part]
    ) -> Shape {
        with(name, .list(shape.schema, 0...1_000_000)) { .array(get($0).map(shape.json)) }
    }

    func texts(_ name: String, _ get: @escaping @Sendable (Value) -> [String]) -> Shape {
        with(name, .list(.anyText, 0...1_000_000)) { .array(get($0).map { .string($0) }) }
    }
}

extension Schema {
    /// A text in an answer.
    static let anyText = Schema(.text(.free, length: 0...100_000))
}
