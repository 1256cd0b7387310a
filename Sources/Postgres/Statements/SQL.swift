/// The text of a statement with its bound values.
///
/// Written as a string literal: `"select name from members where id = \(id)"`. Every interpolated value becomes a
/// parameter, never text. Only two things become text, and both say so: `\(identifier:)`, which is quoted, and
/// `\(fragment:)`, another `SQL`, whose parameters are renumbered.
public struct SQL: Sendable, ExpressibleByStringInterpolation {
    /// What the statement is called in logs and errors; values never appear there.
    public var name: String?

    private var parts: [Part]

    fileprivate enum Part: Sendable {
        case text(String)
        case value(any PostgresEncodable)
    }

    public init(stringLiteral text: String) {
        parts = [.text(text)]
    }

    public init(stringInterpolation: StringInterpolation) {
        parts = stringInterpolation.parts
    }

    /// The statement under a name.
    public init(name: String, _ sql: SQL) {
        self = sql
        self.name = name
    }

    /// A statement read from a file of the program.
    ///
    /// Nothing that came from outside the program may be part of the text.
    public init(trustedText: String) {
        parts = [.text(trustedText)]
    }

    /// Fragments joined by a separator, such as `", "` or `" and "`; empty for no fragments.
    public init(joining fragments: [SQL], separator: SQL) {
        parts = []
        for (index, fragment) in fragments.enumerated() {
            if index > 0 { parts += separator.parts }
            parts += fragment.parts
        }
    }

    /// The text with `$1`, `$2` … in place of the values.
    public var text: String {
        var text = ""
        var number = 0
        for part in parts {
            switch part {
            case .text(let literal):
                text += literal
            case .value:
                number += 1
                text += "$\(number)"
            }
        }
        return text
    }

    /// The bound values in the order of their numbers.
    public var values: [any PostgresEncodable] {
        parts.compactMap { part in
            if case .value(let value) = part { value } else { nil }
        }
    }

    /// A name quoted as an identifier of SQL.
    public static func quoted(identifier: String) -> String {
        "\"" + identifier.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// A text quoted as a literal of SQL, for the few utility statements that take no parameters.
    static func quoted(literal: String) -> String {
        let escaped = literal.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
        guard escaped.contains("\\") else { return "'\(escaped)'" }
        return "E'" + escaped.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\\\") + "'"
    }

    public struct StringInterpolation: StringInterpolationProtocol, Sendable {
        fileprivate var parts: [Part] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            parts.reserveCapacity(2 * interpolationCount + 1)
        }

        public mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { parts.append(.text(literal)) }
        }

        /// Binds a value.
        public mutating func appendInterpolation(_ value: some PostgresEncodable) {
            parts.append(.value(value))
        }

        /// Binds a value whose type is known only when the program runs.
        public mutating func appendInterpolation(_ value: any PostgresEncodable) {
            parts.append(.value(value))
        }

        /// Quotes a name of a schema, table or column; a qualified name takes two.
        public mutating func appendInterpolation(identifier: String) {
            parts.append(.text(SQL.quoted(identifier: identifier)))
        }

        /// Inserts another statement's text and values.
        public mutating func appendInterpolation(fragment: SQL) {
            parts += fragment.parts
        }
    }
}

extension SQL: CustomStringConvertible {
    /// The name, or the text without the values.
    public var description: String { name ?? text }
}
