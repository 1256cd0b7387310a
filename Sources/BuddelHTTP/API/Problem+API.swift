import Buddelverein
import Hummingbird

extension Problem {
    /// The answer to what the domain or a check refused: the first refusal's words, and every one with its place.
    ///
    /// `status` is that of the first one's kind where none is given.
    init(_ refusals: [Refusal], status: HTTPResponse.Status? = nil) {
        precondition(!refusals.isEmpty, "a problem says what is wrong")
        let first = refusals[0]
        self.init(status: status ?? Self.status(of: first), code: first.code.rawValue, title: first.message)
        detail = first.cure
        errors = refusals
        switch self.status {
        case .unauthorized: headers[.wwwAuthenticate] = "Bearer realm=\"buddel\""
        case .tooManyRequests: headers[.retryAfter] = "30"
        case .serviceUnavailable: headers[.retryAfter] = "5"
        default: break
        }
    }

    /// Which status a refusal has in the API.
    static func status(of refusal: Refusal) -> HTTPResponse.Status {
        switch refusal.code {
        case .notLoggedIn, .wrongLogin, .secondFactorCodeNeeded, .openIDRefused: return .unauthorized
        case .loginSlowed: return .tooManyRequests
        case .keyReused: return .unprocessableContent
        case .documentTooLarge: return .contentTooLarge
        case .busy, .openIDUnavailable: return .serviceUnavailable
        default: break
        }
        switch refusal.code.kind {
        // Faults of the request's form are found before anything is done, and answered with 400 there; what an operation
        // calls malformed is a value in a body that could be read.
        case .rule, .usage: return .unprocessableContent
        case .forbidden: return .forbidden
        case .notFound: return .notFound
        case .conflict: return .conflict
        case .database: return .serviceUnavailable
        }
    }

    static let unauthenticated = Problem(
        status: .unauthorized, code: RefusalCode.notLoggedIn.rawValue,
        title: LocalizedText(en: "Nobody is logged in.", de: "Niemand ist angemeldet."),
        detail: LocalizedText(
            en: "Send “Authorization: Bearer” with the token of a session.",
            de: "Senden Sie „Authorization: Bearer“ mit dem Token einer Sitzung."),
        headers: [.wwwAuthenticate: "Bearer realm=\"buddel\""])

    static let unsupportedType = Problem(
        status: .unsupportedMediaType, code: "unsupported_type",
        title: LocalizedText(en: "The body must be JSON.", de: "Der Inhalt muss JSON sein."),
        detail: LocalizedText(en: "Content-Type: application/json", de: "Content-Type: application/json"))

    static func otherTypeNeeded(_ type: String) -> Problem {
        Problem(
            status: .unsupportedMediaType, code: "unsupported_type",
            title: LocalizedText(
                en: "The body is of another media type.", de: "Der Inhalt hat einen anderen Medientyp."),
            detail: LocalizedText(
                en: "Content-Type: \(type), or application/octet-stream",
                de: "Content-Type: \(type) oder application/octet-stream"))
    }

    static func otherTypeWanted(_ type: String) -> Problem {
        Problem(
            status: .notAcceptable, code: "not_acceptable",
            title: LocalizedText(
                en: "The answer exists in none of the media types asked for.",
                de: "Die Antwort gibt es in keinem der verlangten Formate."),
            detail: LocalizedText(en: "There is \(type).", de: "Es gibt \(type)."))
    }

    static let keyNeeded = Problem(
        status: .badRequest, code: "idempotency_key_needed",
        title: LocalizedText(
            en: "This writes money, hours or decisions and needs an idempotency key.",
            de: "Das schreibt Geld, Stunden oder Entscheidungen und braucht einen Wiederholungsschlüssel."),
        detail: LocalizedText(
            en: "Send Idempotency-Key with a string of your own in quotes, such as a UUID, the same one at each try.",
            de: "Senden Sie Idempotency-Key mit einem eigenen Text in Anführungszeichen, etwa einer UUID, bei jedem "
                + "Versuch denselben."))

    static let versionNeeded = Problem(
        status: .preconditionRequired, code: "version_needed",
        title: LocalizedText(
            en: "Say which version you change.", de: "Sagen Sie, welche Fassung Sie ändern."),
        detail: LocalizedText(
            en: "Send If-Match with the ETag you have read.",
            de: "Senden Sie If-Match mit dem ETag, den Sie gelesen haben."))

    static let versionStale = Problem(
        status: .preconditionFailed, code: RefusalCode.contentChanged.rawValue,
        title: LocalizedText(
            en: "This was changed meanwhile.", de: "Das wurde inzwischen geändert."),
        detail: LocalizedText(
            en: "Read it again and send the ETag you get.", de: "Lesen Sie es neu und senden Sie den neuen ETag."))
}
