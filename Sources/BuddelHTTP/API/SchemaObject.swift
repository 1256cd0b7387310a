import Buddelverein

/// A schema as the document writes it (JSON Schema 2020-12).
struct SchemaObject {
    let schema: Schema

    init(_ schema: Schema) { self.schema = schema }

    /// A reference where the schema has a name, else itself.
    var json: JSONValue {
        guard let name = schema.component else { return definition }
        let reference: JSONValue = ["$ref": .string("#/components/schemas/\(name)")]
        return schema.isNullable ? ["anyOf": [reference, ["type": "null"]]] : reference
    }

    var definition: JSONValue {
        var object = JSONObject()
        switch schema.form {
        case .text(let format, let length): describe(format, length, in: &object)
        case .integer(let range):
            object["type"] = type("integer")
            object["minimum"] = .integer(range.lowerBound)
            object["maximum"] = .integer(range.upperBound)
        case .number: object["type"] = type("number")
        case .truth: object["type"] = type("boolean")
        case .choice(let words):
            object["type"] = type("string")
            object["enum"] = .array(words.map { .string($0) } + (schema.isNullable ? [.null] : []))
        case .list(let element, let count):
            object["type"] = type("array")
            object["items"] = SchemaObject(element).json
            object["minItems"] = .integer(Int64(count.lowerBound))
            object["maxItems"] = .integer(Int64(count.upperBound))
        case .object(let properties): describe(properties, in: &object)
        case .map(let element, let count):
            object["type"] = type("object")
            object["additionalProperties"] = SchemaObject(element).json
            object["minProperties"] = .integer(Int64(count.lowerBound))
            object["maxProperties"] = .integer(Int64(count.upperBound))
        case .any: break
        }
        if let note = schema.note { object["description"] = .string(note) }
        return .object(object)
    }

    private func describe(_ format: TextFormat, _ length: ClosedRange<Int>, in object: inout JSONObject) {
        object["type"] = type("string")
        object["minLength"] = .integer(Int64(length.lowerBound))
        object["maxLength"] = .integer(Int64(length.upperBound))
        object["pattern"] = .string(format.pattern)
        object["format"] = format.registeredName.map { .string($0) }
        object["examples"] = (schema.example ?? format.example).map { [.string($0)] }
    }

    private func describe(_ properties: [Schema.Property], in object: inout JSONObject) {
        object["type"] = type("object")
        var members = JSONObject()
        for property in properties { members[property.name] = SchemaObject(property.schema).json }
        object["properties"] = .object(members)
        let required = properties.filter(\.isRequired).map { JSONValue.string($0.name) }
        if !required.isEmpty { object["required"] = .array(required) }
        object["additionalProperties"] = false
    }

    private func type(_ name: String) -> JSONValue {
        schema.isNullable ? [.string(name), "null"] : .string(name)
    }
}

/// The schema of a problem document (RFC 9457) with our extensions.
enum ProblemSchema {
    static let json: JSONValue = [
        "type": "object",
        "properties": [
            "type": ["type": "string"], "title": ["type": "string"], "status": ["type": "integer"],
            "code": ["type": "string", "description": "Stable; docs/reference/errors.md lists them."],
            "detail": ["type": "string"], "request": ["type": "string"],
            "errors": [
                "type": "array",
                "items": [
                    "type": "object",
                    "properties": [
                        "pointer": ["type": "string", "description": "Into the body (RFC 6901)."],
                        "field": ["type": "string"], "code": ["type": "string"], "detail": ["type": "string"],
                        "cure": ["type": "string"],
                    ],
                    "required": ["code", "detail"],
                ],
            ],
        ],
        "required": ["type", "title", "status", "code"],
    ]
}
