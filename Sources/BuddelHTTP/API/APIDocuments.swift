import BuddelOperations
import Buddelverein
import Hummingbird

/// The OpenAPI document and its page, made once from the endpoints.
struct APIDocuments {
    private let document: Representation
    private let pages: [Language: Representation]

    init(endpoints: [Endpoint], _ configuration: ServeConfiguration) {
        let bytes = JSONWriter().bytes(
            OpenAPIDocument(endpoints: endpoints, publicURL: configuration.publicURL).json)
        document = Representation(bytes: bytes, mediaType: "application/json", sha256: sha256Hex(bytes))
        pages = Dictionary(
            uniqueKeysWithValues: Language.allCases.map { language in
                let bytes = Array(APIPage(endpoints: endpoints, language: language).html.utf8)
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
            RouterPath(EndpointRouter.root + "/openapi.json"),
            [.get: { request, _ in try document.response(to: request) }])
        router.resource(
            "/api/docs",
            [
                .get: { request, _ in
                    guard let page = pages[Language.negotiated(request)] else { throw Problem.notFound }
                    return try page.response(to: request)
                }
            ])
    }
}
