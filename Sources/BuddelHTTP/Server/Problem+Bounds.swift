import Buddelverein
import Hummingbird

/// Answers to requests that lie beyond what the server takes.
extension Problem {
    static func tooManyRequests(seconds: Int) -> Problem {
        Problem(
            status: .tooManyRequests, code: "too_many_requests",
            title: LocalizedText(en: "Too many requests in a short time.", de: "Zu viele Anfragen in kurzer Zeit."),
            detail: LocalizedText(
                en: "Ask again in \(seconds) s.", de: "Fragen Sie in \(seconds) s noch einmal."),
            headers: [.retryAfter: String(seconds)])
    }

    static let busy = Problem(
        status: .serviceUnavailable, code: RefusalCode.busy.rawValue,
        title: LocalizedText(
            en: "So many requests are waiting that yours would wait too long.",
            de: "Es warten so viele Anfragen, dass Ihre zu lange warten würde."),
        detail: LocalizedText(en: "Ask again in a moment.", de: "Fragen Sie gleich noch einmal."),
        headers: [.retryAfter: "2"])

    static let serverSlow = Problem(
        status: .serviceUnavailable, code: "server_slow",
        title: LocalizedText(
            en: "The server took too long and gave up; nothing was stored.",
            de: "Der Server hat zu lange gebraucht und aufgegeben; nichts wurde gespeichert."),
        detail: LocalizedText(
            en: "Ask again in a moment, or for less at once.",
            de: "Fragen Sie gleich noch einmal, oder nach weniger auf einmal."),
        headers: [.retryAfter: "10"])

    static let ending = Problem(
        status: .serviceUnavailable, code: "ending",
        title: LocalizedText(en: "The server is being ended.", de: "Der Server wird gerade beendet."),
        headers: [.retryAfter: "5"], closesConnection: true)

    static let requestTimeout = Problem(
        status: .requestTimeout, code: "request_timeout",
        title: LocalizedText(
            en: "The request did not arrive in time.", de: "Die Anfrage kam nicht rechtzeitig an."),
        closesConnection: true)

    static let malformed = Problem(
        status: .badRequest, code: "malformed_request",
        title: LocalizedText(en: "This is no valid HTTP request.", de: "Das ist keine gültige HTTP-Anfrage."),
        closesConnection: true)

    static let headersTooLarge = Problem(
        status: .requestHeaderFieldsTooLarge, code: "headers_too_large",
        title: LocalizedText(
            en: "The headers of the request are too large or too many.",
            de: "Die Kopfzeilen der Anfrage sind zu groß oder zu viele."),
        closesConnection: true)

    static func addressTooLong(limit: Int) -> Problem {
        Problem(
            status: .uriTooLong, code: "address_too_long",
            title: LocalizedText(en: "The address is too long.", de: "Die Adresse ist zu lang."),
            detail: LocalizedText(en: "At most \(limit) bytes.", de: "Höchstens \(limit) Bytes."),
            closesConnection: true)
    }

    static let expectationFailed = Problem(
        status: .expectationFailed, code: "expectation_failed",
        title: LocalizedText(
            en: "The server fulfils no expectation but 100-continue.",
            de: "Der Server erfüllt keine Erwartung außer 100-continue."),
        closesConnection: true)

    static let migrationsPending = Problem(
        status: .serviceUnavailable, code: "migrations_pending",
        title: LocalizedText(
            en: "The database lacks migrations of this program.",
            de: "Der Datenbank fehlen Migrationen dieses Programms."),
        detail: LocalizedText(en: "buddel db migrate", de: "buddel db migrate"), headers: [.retryAfter: "30"])

    static let schemaNewer = Problem(
        status: .serviceUnavailable, code: "schema_newer",
        title: LocalizedText(
            en: "The database belongs to another version of the program.",
            de: "Die Datenbank gehört zu einer anderen Fassung des Programms."),
        detail: LocalizedText(
            en: "Run the version that migrated it, or a newer one.",
            de: "Die Fassung betreiben, die sie migriert hat, oder eine neuere."),
        headers: [.retryAfter: "30"])
}
