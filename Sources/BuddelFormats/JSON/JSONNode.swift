import Buddelverein

/// A value of a JSON file that knows where it stands; numbers stay text, so that no money passes through floating
/// point.
struct JSONNode: Sendable {
    enum Content: Sendable {
        case null
        case bool(Bool)
        /// The number as it is written.
        case number(String)
        case string(String)
        case array([JSONNode])
        case object([Member])
    }

    struct Member: Sendable {
        let name: String
        let node: JSONNode
    }

    let content: Content
    let line: Int

    /// The same value without its positions.
    var value: JSONValue {
        switch content {
        case .null: .null
        case .bool(let flag): .bool(flag)
        case .number(let text): Int64(text).map(JSONValue.integer) ?? .number(Double(text) ?? 0)
        case .string(let text): .string(text)
        case .array(let elements): .array(elements.map(\.value))
        case .object(let members): .object(JSONObject(members.map { ($0.name, $0.node.value) }))
        }
    }

    /// The member of that name; nil for a missing one and for what is no object.
    subscript(_ name: String) -> JSONNode? {
        guard case .object(let members) = content else { return nil }
        return members.first { $0.name == name }?.node
    }
}

extension JSONValue {
    /// Reads JSON text (RFC 8259) strictly: one value, no comments, no trailing commas, every name once.
    ///
    /// Refuses with `invalid_json` and the line, also numbers beyond those of 64 bit floating point, with `invalid_text` what is no text, with `too_much_data` what is
    /// beyond the limits.
    public init(parsing bytes: [UInt8], file: String = "-", limits: FileLimits = FileLimits()) throws(Refusal) {
        self = try JSONParser.parse(bytes, file: file, limits: limits, wantsFinite: true).value
    }
}
