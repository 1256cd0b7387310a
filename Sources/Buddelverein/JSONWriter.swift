/// Writes JSON text: UTF-8, members in their given order, the same bytes for the same value on every machine.
public struct JSONWriter: Sendable {
    /// How lines are broken.
    public enum Layout: Sendable {
        /// No white space at all.
        case compact
        /// Two spaces a level, one member or element a line.
        case indented
        /// One space a level, one member or element a line, as case folders are written.
        case narrow
    }

    public var layout: Layout

    public init(layout: Layout = .compact) {
        self.layout = layout
    }

    /// The text of `value`, without a final line break.
    public func text(_ value: JSONValue) -> String {
        var out = ""
        write(value, level: 0, to: &out)
        return out
    }

    /// The UTF-8 bytes of `value`, without a final line break.
    public func bytes(_ value: JSONValue) -> [UInt8] {
        Array(text(value).utf8)
    }

    private func write(_ value: JSONValue, level: Int, to out: inout String) {
        switch value {
        case .null: out += "null"
        case .bool(let flag): out += flag ? "true" : "false"
        case .integer(let number): out += String(number)
        case .number(let number):
            precondition(number.isFinite, "JSON has no infinity and no NaN")
            out += String(describing: number)
        case .string(let text): Self.quote(text, to: &out)
        case .array(let elements):
            list(elements, brackets: ("[", "]"), level: level, to: &out) { element, out in
                write(element, level: level + 1, to: &out)
            }
        case .object(let object):
            list(object.members, brackets: ("{", "}"), level: level, to: &out) { member, out in
                Self.quote(member.name, to: &out)
                out += layout == .compact ? ":" : ": "
                write(member.value, level: level + 1, to: &out)
            }
        }
    }

    private func list<Element>(
        _ elements: [Element], brackets: (String, String), level: Int, to out: inout String,
        write: (Element, inout String) -> Void
    ) {
        out += brackets.0
        for (index, element) in elements.enumerated() {
            if index > 0 { out += "," }
            breakLine(level + 1, to: &out)
            write(element, &out)
        }
        if !elements.isEmpty { breakLine(level, to: &out) }
        out += brackets.1
    }

    private func breakLine(_ level: Int, to out: inout String) {
        guard layout != .compact else { return }
        out += "\n"
        out += String(repeating: layout == .narrow ? " " : "  ", count: level)
    }

    /// Appends `text` in quotes; control characters, the quote, the backslash and the two line separators of
    /// JavaScript are escaped, everything else stands as it is.
    static func quote(_ text: String, to out: inout String) {
        out += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case "\u{0}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        out += "\""
    }
}
