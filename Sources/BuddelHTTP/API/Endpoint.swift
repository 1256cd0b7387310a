import BuddelFormats
import Buddelverein
import Hummingbird

/// One operation of the API: where it is, who may, what goes in and what comes out.
///
/// The router, the OpenAPI document and its page are all made from these values, so that none can say what another
/// does not do.
struct Endpoint: Sendable {
    /// What a request carries in its body.
    enum Body: Sendable {
        case none
        case json(Schema)
        /// The bytes of a file of a media type; sent as `application/octet-stream` it is taken, too.
        case file(String)
    }

    /// What a good answer is.
    enum Outcome: Sendable {
        case ok(Schema)
        case created(Schema)
        case noContent
        /// Bytes of a media type.
        case file(String)
        /// `items` of that kind, page by page.
        case page(Schema)
        /// Another place to go to.
        case elsewhere
    }

    let method: HTTPRequest.Method
    /// Below `/api/v1`, with names in braces: `/associations/{association}/members/{number}`.
    let path: String
    /// The operationId.
    let id: String
    let tag: Area
    let summary: LocalizedText
    /// What is guaranteed and refused, for the document.
    var note: String?
    /// The right it takes (`Operation.roles`); nil: nobody needs to be logged in.
    let operation: Operation?
    var query: [QueryParameter] = []
    /// Whether parameters that are not listed are passed over: others write the address (RFC 6749 section 4.1.2).
    var ignoresOtherParameters = false
    var body = Body.none
    let outcome: Outcome
    /// Whether money, hours or decisions are written, so that a retried request must be done once: Idempotency-Key.
    var isOnce = false
    /// Whether a thing is changed that has a version: If-Match.
    var isVersioned = false
    /// Refusals beyond those that every operation of its kind can give.
    var refusals: [RefusalCode] = []
    /// Where its answer leads beyond what `EndpointLinks` derives from the addresses.
    var links: [Link] = []
    let handle: @Sendable (Call) async throws -> Answer

    /// From an answer to an operation whose parameters it fills (OpenAPI 3.1, "Link Object").
    struct Link: Sendable {
        let operation: String
        /// Runtime expressions by qualified name, such as `path.code` to `$response.body#/code`.
        let parameters: [String: String]

        init(_ operation: String, _ parameters: [String: String]) {
            self.operation = operation
            self.parameters = parameters
        }
    }

    /// The areas of Buddel (DESIGN.md section 6).
    enum Area: String, Sendable, CaseIterable {
        case access = "Access"
        case association = "Association"
        case network = "Network"
        case ledger = "Ledger"
        case subsidy = "Subsidy"
        case publicMap = "PublicMap"
    }

    /// Whether it only reads.
    var isSafe: Bool { method == .get }

    /// Bytes of a file in the body at most.
    var fileBytes: Int {
        if case .file("application/zip") = body { return ArchiveLimits().archiveBytes / 4 }
        return FileLimits().documentBytes
    }

    /// Whether its answer has an ETag: everything that is read as JSON.
    var isTagged: Bool {
        guard isSafe else { return false }
        return switch outcome {
        case .file, .elsewhere: false
        default: true
        }
    }

    /// The names in the path, in order.
    var pathNames: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }
}

/// A parameter behind the `?`.
struct QueryParameter: Sendable {
    let name: String
    let schema: Schema
    let note: LocalizedText
    var isRequired = false

    init(_ name: String, _ schema: Schema, en: String, de: String, isRequired: Bool = false) {
        self.name = name
        self.schema = schema
        note = LocalizedText(en: en, de: de)
        self.isRequired = isRequired
    }

    /// Makes every check and keeps nothing.
    static let rehearsal = QueryParameter(
        "dry_run", .truth, en: "Make every check, answer as if it were done, and keep nothing.",
        de: "Alles prüfen, antworten, als wäre es getan, und nichts behalten.")
    static let limit = QueryParameter(
        "limit", Schema(.integer(1...500)), en: "How many at most; 100 by default.",
        de: "Wie viele höchstens; 100, wenn nichts angegeben ist.")
    static let cursor = QueryParameter(
        "cursor", Schema(.text(.cursor, length: 2...500)), en: "Where to go on, from `next`.",
        de: "Wo es weitergeht, aus `next`.")
    static let day = QueryParameter(
        "on", .day, en: "The day; today by default.", de: "Der Tag; heute, wenn nichts angegeben ist.")

    static let requiredDay = QueryParameter("on", .day, en: "The day.", de: "Der Tag.", isRequired: true)

    /// Those that an endpoint of that kind takes anyway.
    static func standard(_ endpoint: Endpoint) -> [QueryParameter] {
        if case .page = endpoint.outcome { return [limit, cursor] }
        return endpoint.isSafe || endpoint.operation == nil ? [] : [rehearsal]
    }
}
