import Buddelverein

/// An endpoint as the document writes it: parameters, body, every answer it can give.
struct OperationObject {
    let endpoint: Endpoint
    private let links: JSONObject

    /// `endpoints` are those of the document, to which the answer may lead.
    init(_ endpoint: Endpoint, among endpoints: [Endpoint]) {
        self.endpoint = endpoint
        links = EndpointLinks(endpoints: endpoints).json(from: endpoint)
    }

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
            return "Takes one of the roles " + names.joined(separator: ", ")
                + "; a token for scripts needs the access \(operation.level.rawValue)."
                + (operation.needsSecondFactor ? " Takes a log-in with a second factor." : "")
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
        case .file(let type):
            [
                "required": true,
                "content": .object([type: ["schema": ["type": "string", "format": "binary"]]]),
            ]
        }
    }

    private var responses: JSONObject {
        var responses = JSONObject()
        let (status, good) = goodAnswer
        responses[status] = .object(completed(good))
        if endpoint.isTagged { responses["304"] = ["description": "Unchanged since the ETag of If-None-Match."] }
        for status in problemStatuses {
            var problem: JSONObject = [
                "description": .string(Self.words[status] ?? "Refused."),
                "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
            ]
            switch status {
            case 401: problem["headers"] = Self.headers(["WWW-Authenticate": "How to log in."])
            case 429, 503: problem["headers"] = Self.headers(["Retry-After": "Seconds to wait."])
            default: break
            }
            responses[String(status)] = .object(problem)
        }
        return responses
    }

    /// A good answer with its headers and with what it leads to.
    private func completed(_ answer: JSONValue) -> JSONObject {
        var answer = answer.objectValue ?? [:]
        var names: JSONObject = [:]
        if endpoint.isTagged { names["ETag"] = "The version that was read." }
        if case .created = endpoint.outcome { names["Location"] = "Where it is, if it has an address of its own." }
        if case .elsewhere = endpoint.outcome { names["Location"] = "Where to go on." }
        if case .page = endpoint.outcome { names["Link"] = "The next page (RFC 8288), if there is one." }
        if !names.members.isEmpty { answer["headers"] = Self.headers(names) }
        if !links.members.isEmpty { answer["links"] = .object(links) }
        return answer
    }

    private static func headers(_ notes: JSONObject) -> JSONValue {
        var headers: JSONObject = [:]
        for note in notes.members {
            headers[note.name] = ["description": note.value, "schema": ["type": "string"]]
        }
        return .object(headers)
    }

    private var goodAnswer: (String, JSONValue) {
        switch endpoint.outcome {
        case .ok(let schema): ("200", content("Done.", SchemaObject(schema).json))
        case .created(let schema): ("201", content("Made.", SchemaObject(schema).json))
        case .noContent: ("204", ["description": "Done."] as JSONValue)
        case .elsewhere: ("303", ["description": "Go on at the address in Location."] as JSONValue)
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
        switch endpoint.body {
        case .json, .file: statuses.insert(415)
        case .none: break
        }
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
        413: "The request is too large.", 415: "The body is of another media type.", 422: "A rule refuses it.",
        428: "If-Match is missing.", 429: "Too many requests; Retry-After says when.",
        503: "The database is busy or gone; Retry-After says when.",
    ]
}
