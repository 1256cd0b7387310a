import Buddelverein

/// The OpenAPI 3.1 document of some endpoints; all references stay within it.
struct OpenAPIDocument {
    let endpoints: [Endpoint]
    let publicURL: String?

    /// The whole document; the same endpoints give the same bytes.
    var json: JSONValue {
        var paths = JSONObject()
        for (path, group) in Dictionary(grouping: endpoints, by: \.path).sorted(by: { $0.key < $1.key }) {
            var operations = JSONObject()
            for endpoint in group.sorted(by: { $0.method.rawValue < $1.method.rawValue }) {
                operations[endpoint.method.rawValue.lowercased()] = OperationObject(endpoint, among: endpoints).json
            }
            paths[path] = .object(operations)
        }
        return [
            "openapi": "3.1.0",
            "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
            "info": [
                "title": "Buddel", "version": "1",
                "summary": "The system of record of citizen fibre digging.",
                "description": .string(Self.introduction),
                "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": .string(serverURL)]],
            "security": [["session": []]],
            "tags": .array(Endpoint.Area.allCases.map { ["name": .string($0.rawValue)] }),
            "paths": .object(paths),
            "components": [
                "securitySchemes": ["session": ["type": "http", "scheme": "bearer"]],
                "schemas": .object(schemas),
            ],
        ]
    }

    private var serverURL: String {
        let root = (publicURL ?? "").reversed().drop { $0 == "/" }.reversed()
        return String(root) + EndpointRouter.root
    }

    /// Every named schema once, by name.
    private var schemas: JSONObject {
        var found: [String: Schema] = [:]
        for endpoint in endpoints {
            for schema in endpoint.schemas { Self.collect(schema, into: &found) }
        }
        var object = JSONObject()
        object["Problem"] = ProblemSchema.json
        for name in found.keys.sorted() { object[name] = found[name].map { SchemaObject($0).definition } }
        return object
    }

    private static func collect(_ schema: Schema, into found: inout [String: Schema]) {
        if let name = schema.component {
            var plain = schema
            plain.isNullable = false
            if let other = found[name] {
                precondition(other == plain, "two schemas have the name \(name)")
                return
            }
            found[name] = plain
        }
        switch schema.form {
        case .list(let element, _), .map(let element, _): collect(element, into: &found)
        case .object(let properties): for property in properties { collect(property.schema, into: &found) }
        default: break
        }
    }

    private static let introduction = """
        Money is a text of euro with two decimals, hours are a text of hours and minutes, lengths are a text of metres \
        with two decimals; nothing passes through floating point. Lists come page by page: follow `next`. What writes \
        money, hours or decisions needs an Idempotency-Key, what changes a thing with a version needs If-Match. \
        `dry_run=true` makes every check and keeps nothing. Refusals are problem documents (RFC 9457) with stable \
        codes, in German or English by Accept-Language.
        """
}

extension Endpoint {
    /// The schemas of what goes in and comes out.
    var schemas: [Schema] {
        var schemas: [Schema] = []
        if case .json(let schema) = body { schemas.append(schema) }
        switch outcome {
        case .ok(let schema), .created(let schema), .page(let schema): schemas.append(schema)
        case .noContent, .file, .elsewhere: break
        }
        return schemas
    }
}
