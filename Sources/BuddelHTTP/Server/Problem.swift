import Buddelverein
import Hummingbird

/// An answer that says what went wrong (RFC 9457), in the reader's language and without anything private.
struct Problem: Error {
    let status: HTTPResponse.Status
    /// A stable word for programs.
    let code: String
    let title: LocalizedText
    var detail: LocalizedText?
    /// What was wrong in particular, each with its place; they go into `errors`.
    var errors: [Refusal] = []
    var headers: HTTPFields = [:]
    /// Whether the connection can't be used any further; it is closed once the answer is out.
    var closesConnection = false

    func response(in language: Language, requestId: String) -> Response {
        let (headers, bytes) = document(in: language, requestId: requestId)
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// The answer's headers and its bytes, which are `application/problem+json`.
    func document(in language: Language, requestId: String) -> (headers: HTTPFields, bytes: [UInt8]) {
        var body: JSONObject = [
            "type": "about:blank", "title": .string(title[language]), "status": .integer(Int64(status.code)),
            "code": .string(code),
        ]
        if let detail { body["detail"] = .string(detail[language]) }
        if !errors.isEmpty { body["errors"] = .array(errors.map { Self.json($0, language) }) }
        body["request"] = .string(requestId)
        var headers = headers
        headers[.contentType] = "application/problem+json"
        headers[.contentLanguage] = language.rawValue
        headers[.cacheControl] = "no-store"
        if closesConnection { headers[.connection] = "close" }
        return (headers, JSONWriter().bytes(.object(body)))
    }
}

extension Problem {
    /// A pointer into the body (RFC 6901), or the name of a parameter or a field; never the value, which may be personal.
    private static func json(_ refusal: Refusal, _ language: Language) -> JSONValue {
        var object: JSONObject = [
            "code": .string(refusal.code.rawValue), "detail": .string(refusal.message[language]),
        ]
        if let field = refusal.place?.field {
            object[field.isEmpty || field.hasPrefix("/") ? "pointer" : "field"] = .string(field)
        }
        if let cure = refusal.cure { object["cure"] = .string(cure[language]) }
        return .object(object)
    }

    static let notFound = Problem(
        status: .notFound, code: "not_found",
        title: LocalizedText(en: "There is nothing at this address.", de: "Unter dieser Adresse gibt es nichts."))

    static func methodNotAllowed(allow: String) -> Problem {
        Problem(
            status: .methodNotAllowed, code: "method_not_allowed",
            title: LocalizedText(
                en: "This address does not know that method.", de: "Diese Adresse kennt diese Methode nicht."),
            detail: LocalizedText(en: "It knows \(allow).", de: "Sie kennt \(allow)."), headers: [.allow: allow])
    }

    static let methodUnknown = Problem(
        status: .notImplemented, code: "method_unknown",
        title: LocalizedText(en: "No address here knows that method.", de: "Keine Adresse hier kennt diese Methode."))

    static let notAcceptable = Problem(
        status: .notAcceptable, code: "not_acceptable",
        title: LocalizedText(
            en: "The answer exists in none of the encodings asked for.",
            de: "Die Antwort gibt es in keiner der verlangten Kodierungen."),
        detail: LocalizedText(en: "There are gzip and identity.", de: "Es gibt gzip und identity."))

    static func tooLarge(limit: Int) -> Problem {
        Problem(
            status: .contentTooLarge, code: "request_too_large",
            title: LocalizedText(en: "The request is too large.", de: "Die Anfrage ist zu groß."),
            detail: LocalizedText(
                en: "This address takes at most \(limit) bytes.",
                de: "Diese Adresse nimmt höchstens \(limit) Bytes an."), closesConnection: true)
    }

    static let nothingPublished = Problem(
        status: .notFound, code: "nothing_published",
        title: LocalizedText(en: "Nothing has been published yet.", de: "Es wurde noch nichts veröffentlicht."))

    static let starting = Problem(
        status: .serviceUnavailable, code: "starting",
        title: LocalizedText(
            en: "The publication is being loaded.", de: "Die Veröffentlichung wird gerade geladen."),
        headers: [.retryAfter: "5"])

    static let databaseGone = Problem(
        status: .serviceUnavailable, code: "database_gone",
        title: LocalizedText(en: "The database does not answer.", de: "Die Datenbank antwortet nicht."),
        headers: [.retryAfter: "30"])

    static let failed = Problem(
        status: .internalServerError, code: "failed",
        title: LocalizedText(
            en: "Something went wrong on our side.", de: "Bei uns ist etwas schiefgegangen."),
        detail: LocalizedText(
            en: "The log has it under the id of this request.",
            de: "Im Protokoll steht es unter der Nummer dieser Anfrage."))
}
