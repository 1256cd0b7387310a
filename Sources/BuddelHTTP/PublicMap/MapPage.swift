import BuddelOperations
import Buddelverein
import Hummingbird
import Mustache

/// The map page in both languages, rendered once; what it shows comes from the feed.
struct MapPage {
    private let pages: [Language: Representation]

    init(_ configuration: ServeConfiguration) {
        pages = Dictionary(
            uniqueKeysWithValues: Language.allCases.map { language in
                let bytes = Array(Self.html(configuration, language).utf8)
                return (
                    language,
                    Representation(
                        bytes: bytes, mediaType: "text/html; charset=utf-8", sha256: sha256Hex(bytes),
                        vary: ["Accept-Language"], language: language)
                )
            })
    }

    func add(to router: Router<ServerContext>) {
        router.resource(
            "/",
            [
                .get: { request, _ in
                    guard let page = pages[Language.negotiated(request)] else { throw Problem.notFound }
                    return try page.response(to: request)
                }
            ])
    }

    private static func html(_ configuration: ServeConfiguration, _ language: Language) -> String {
        let source = String(decoding: PackageResources.index_html, as: UTF8.self)
        guard let template = try? MustacheTemplate(string: source) else {
            preconditionFailure("the page's template is part of the program and parses")
        }
        var values: [String: Any] = [
            "lang": language.rawValue, "german": language == .german, "english": language == .english,
            "t": MapTexts.texts(in: language), "settings": settings(configuration, language),
        ]
        values["canonical"] = configuration.publicURL
        values["operator"] = configuration.operatorName
        values["imprint"] = configuration.imprintURL
        values["privacy"] = configuration.privacyURL
        return template.render(values)
    }

    /// The page's words and base map as JSON inside a script element: `<` is escaped, so that nothing can end it.
    private static func settings(_ configuration: ServeConfiguration, _ language: Language) -> String {
        let texts = MapTexts.texts(in: language).sorted { $0.key < $1.key }.map { ($0.key, JSONValue.string($0.value)) }
        var document: JSONObject = ["texts": .object(JSONObject(texts))]
        document["basemap"] =
            configuration.basemap.map {
                [
                    "template": .string($0.template), "credit": .string($0.credit),
                    "maximumZoom": .integer(Int64($0.maximumZoom)),
                ]
            } ?? .null
        return JSONWriter().text(.object(document)).split(separator: "<", omittingEmptySubsequences: false)
            .joined(separator: "\\u003c")
    }
}
