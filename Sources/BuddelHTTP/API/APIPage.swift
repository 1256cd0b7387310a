import Buddelverein

/// The page of the API for people: every endpoint with its parameters, its body and its answers, as plain HTML without
/// a script, from the same values as the document.
struct APIPage {
    let endpoints: [Endpoint]
    let language: Language

    var html: String {
        let sections = Endpoint.Area.allCases.compactMap { area -> String? in
            let group = endpoints.filter { $0.tag == area }
            guard !group.isEmpty else { return nil }
            return "<section><h2 id=\"\(area.rawValue)\">\(area.rawValue)</h2>"
                + group.sorted { ($0.path, $0.method.rawValue) < ($1.path, $1.method.rawValue) }.map(article).joined()
                + "</section>"
        }
        return """
            <!doctype html><html lang="\(language.rawValue)"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1"><title>\(words("API of Buddel", "API von Buddel"))</title>
            <link rel="icon" href="../map/icon.svg" type="image/svg+xml"><link rel="stylesheet" href="../map/map.css"></head>
            <body><main><h1>\(words("API of Buddel", "API von Buddel"))</h1>
            <p>\(words("The same as a document for programs:", "Dasselbe als Dokument für Programme:"))
            <a href="v1/openapi.json">openapi.json</a> (OpenAPI 3.1)</p>
            <p><a href="?lang=de" hreflang="de" lang="de">Deutsch</a> · <a href="?lang=en" hreflang="en" lang="en">English</a></p>
            \(sections.joined())</main></body></html>
            """
    }

    private func words(_ english: String, _ german: String) -> String { language == .german ? german : english }

    private func article(_ endpoint: Endpoint) -> String {
        var text = "<article id=\"\(endpoint.id)\"><h3><code>\(endpoint.method.rawValue) "
        text += Self.escaped(EndpointRouter.root + endpoint.path) + "</code></h3>"
        text += "<p>\(Self.escaped(endpoint.summary[language]))</p>"
        if let operation = endpoint.operation {
            let roles = Role.allCases.filter(operation.roles.contains).map { $0.name[language] }
            text += "<p>\(words("For:", "Für:")) \(Self.escaped(roles.joined(separator: ", ")))</p>"
        }
        let parameters = endpoint.query + QueryParameter.standard(endpoint)
        if !parameters.isEmpty {
            let items = parameters.map { parameter in
                "<dt><code>\(parameter.name)</code></dt><dd>\(Self.escaped(parameter.note[language]))</dd>"
            }
            text += "<dl>\(items.joined())</dl>"
        }
        if endpoint.isOnce { text += "<p><code>Idempotency-Key</code></p>" }
        if endpoint.isVersioned { text += "<p><code>If-Match</code></p>" }
        if case .json(let schema) = endpoint.body { text += details(words("Body", "Inhalt"), schema) }
        switch endpoint.outcome {
        case .ok(let schema), .created(let schema): text += details(words("Answer", "Antwort"), schema)
        case .page(let schema): text += details(words("Items of the page", "Einträge der Seite"), schema)
        case .file(let type): text += "<p>\(words("Answer", "Antwort")): \(Self.escaped(type))</p>"
        case .noContent, .elsewhere: break
        }
        return text + "</article>"
    }

    private func details(_ title: String, _ schema: Schema) -> String {
        let json = JSONWriter(layout: .indented).text(SchemaObject(schema).definition)
        return "<details><summary>\(title)</summary><pre>\(Self.escaped(json))</pre></details>"
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
