import Buddelverein

/// An endpoint as the document writes it: parameters, body, every answer it can give.
struct OperationObject {
    let endpoint: Endpoint

    init(_ endpoint: Endpoint) { self.endpoint = endpoint }

    var json: JSONValue {
        var object: JSONObject = [
            "operationId": .string(endpoint.id), "tags": [.string(endpoint.tag.rawValue)],
            "summary": .string(endpoint.summary.english),
        ]
        object["description"] = .string(description)
        if endpoint.operation == nil { object["security"] = [] }
        let parameters = pathParameters + queryParameters + headerParameters
        if !parameters.isEmpty { object["parameters"] = .array(parameters) }
        object["requestBody"] = requestBody
        object["responses"] = .object(responses)
        return .object(object)
    }

    /// The note, and who may.
    private var description: String {
        let roles = endpoint.operation.map { operation in
            let names = Role.allCases.filter(operation.roles.contains).map(\.rawValue)
            return "Takes one of the roles " + names.joined(separator: ", ") + "."
        }
        return [endpoint.note, roles ?? "Open to everyone."].compactMap { $0 }.joined(separator: " ")
    }

    private var pathParameters: [JSONValue] {
        endpoint.pathNames.map { name in
            [
                "name": .string(name), "in": "path", "required": true, "schema": SchemaObject(.pathName).json,
            ]
        }
    }

    private var queryParameters: [JSONValue] {
        (endpoint.query + QueryParameter.standard(endpoint)).map { parameter in
            [
                "name": .string(parameter.name), "in": "query", "required": .bool(parameter.isRequired),
                "description": .string(parameter.note.english), "schema": SchemaObject(parameter.schema).json,
            ]
        }
    }

    private var headerParameters: [JSONValue] {
        var parameters: [JSONValue] = []
        if endpoint.isOnce {
            parameters.append([
                "name": "Idempotency-Key", "in": "header", "required": true,
                "description": "A text of your own in quotes; the same one at each try of the same request.",
                "schema": ["type": "string", "pattern": "^\"[ !#-\\[\\]-~]{1,126}\"$", "examples": ["\"7f3c…\""]],
            ])
        }
        if endpoint.isVersioned {
            parameters.append([
                "name": "If-Match", "in": "header", "required": true,
                "description": "The ETag that was read; `*` for whatever is there.",
                "schema": ["type": "string", "pattern": "^(\\*|\"v[0-9]{1,9}\")$", "examples": ["\"v1\""]],
            ])
        }
        return parameters
    }

    private var requestBody: JSONValue? {
        switch endpoint.body {
        case .none: nil
        case .json(let schema):
            ["required": true, "content": ["application/json": ["schema": SchemaObject(schema).json]]]
        case .file:
            [
                "required": true,
                "content": ["application/octet-stream": ["schema": ["type": "string", "format": "binary"]]],
            ]
        }
    }

    private var responses: JSONObject {
        var responses = JSONObject()
        let (status, good) = goodAnswer
        responses[status] = good
        for status in problemStatuses {
            responses[String(status)] = [
                "description": .string(Self.words[status] ?? "Refused."),
                "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
            ]
        }
        return responses
    }

    private var goodAnswer: (String, JSONValue) {
        switch endpoint.outcome {
        case .ok(let schema): ("200", content("Done.", SchemaObject(schema).json))
        case .created(let schema): ("201", content("Made.", SchemaObject(schema).json))
        case .noContent: ("204", ["description": "Done."])
        case .file(let type):
            (
                "200",
                [
                    "description": "The bytes.",
                    "content": .object([type: ["schema": ["type": "string", "format": "binary"]]]),
                ]
            )
        case .page(let schema):
            (
                "200",
                content(
                    "A page.",
                    [
                        "type": "object",
                        "properties": [
                            "items": ["type": "array", "items": SchemaObject(schema).json],
                            "next": ["type": ["string", "null"], "description": "Address of the next page."],
                        ],
                        "required": ["items", "next"],
                    ])
            )
        }
    }

    private func content(_ description: String, _ schema: JSONValue) -> JSONValue {
        ["description": .string(description), "content": ["application/json": ["schema": schema]]]
    }

    /// What every endpoint of its kind may answer, and what its own refusals do.
    private var problemStatuses: [Int] {
        var statuses: Set<Int> = [400, 404, 406, 429, 503]
        if endpoint.operation != nil { statuses.formUnion([401, 403]) }
        if !endpoint.isSafe { statuses.formUnion([409, 413, 422]) }
        if case .json = endpoint.body { statuses.insert(415) }
        if endpoint.isVersioned { statuses.formUnion([412, 428]) }
        for code in endpoint.refusals {
            statuses.insert(Problem.status(of: Refusal(code, LocalizedText(en: "", de: ""))).code)
        }
        // Whatever is asked about a day or a name may be refused by a rule.
        if endpoint.isSafe, !endpoint.query.isEmpty || !endpoint.pathNames.isEmpty { statuses.insert(422) }
        return statuses.sorted()
    }

    private static let words: [Int: String] = [
        400: "The request can't be read.", 401: "Nobody is logged in.", 403: "The caller may not.",
        404: "There is nothing of that name, or not for the caller.", 406: "Another media type is wanted.",
        409: "Somebody else was faster, or the thing is in another state.", 412: "It was changed meanwhile.",
        413: "The request is too large.", 415: "The body must be JSON.", 422: "A rule refuses it.",
        428: "If-Match is missing.", 429: "Too many requests; Retry-After says when.",
        503: "The database is busy or gone; Retry-After says when.",
    ]
}
