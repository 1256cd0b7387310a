import BuddelOperations
import Buddelverein
import Hummingbird

/// One request of the API after all that every request is held to: who asks, the names in the path, the parameters,
/// the body as its schema says.
struct Call: Sendable {
    /// Acts as the caller; a rehearsal where one was asked for.
    let app: BuddelApp
    /// The token, where the caller showed one.
    let token: String?
    let language: Language
    private let names: [String: String]
    private let parameters: [String: String]
    let body: Input
    /// The bytes of a file that was sent.
    let file: [UInt8]
    let idempotencyKey: String?
    /// Cookies of the request; none of them says who asks.
    let cookies: Cookies
    /// The version from If-Match.
    let version: Int?

    init(
        app: BuddelApp, token: String?, language: Language, names: [String: String], parameters: [String: String],
        body: Input, file: [UInt8], idempotencyKey: String?, version: Int?, cookies: Cookies
    ) {
        self.app = app
        self.token = token
        self.language = language
        self.names = names
        self.parameters = parameters
        self.body = body
        self.file = file
        self.idempotencyKey = idempotencyKey
        self.version = version
        self.cookies = cookies
    }

    /// A name of the path, decoded. Requires that the endpoint's path has it.
    func name(_ name: String) -> String {
        guard let value = names[name] else { preconditionFailure("the path has no {\(name)}") }
        return value
    }

    /// The code of the association in the path.
    var association: String { name("association") }

    /// A parameter's text; it fits its schema already.
    func parameter(_ name: String) -> String? { parameters[name] }

    func day(_ name: String) throws(Refusal) -> Day? {
        guard let text = parameters[name] else { return nil }
        do { return try Day(parsing: text) } catch { throw error.at(Refusal.Place(field: name, value: text)) }
    }

    /// Requires that the endpoint requires the parameter.
    func requiredDay(_ name: String) throws(Refusal) -> Day {
        guard let day = try day(name) else { preconditionFailure("the query does not require \(name)") }
        return day
    }

    func integer(_ name: String) -> Int? { parameters[name].flatMap(Int.init) }

    func truth(_ name: String) -> Bool { parameters[name] == "true" }

    /// A word of a list.
    func word<Word: RawRepresentable<String>>(_ name: String) -> Word? {
        parameters[name].flatMap(Word.init(rawValue:))
    }
}
