import BuddelHTTP
import BuddelOperations
import Buddelverein
import DatabaseFixture
import Foundation
import Logging
import Postgres

/// A server with the API over a fresh database: two associations of one town, with their people and the town's clerk.
struct APITown: Sendable {
    static let password = "correct horse battery"

    let app: BuddelApp
    let client: RawClient
    /// Tokens by login: `treasurer`, `chair` and `member` of the association `a`, `other` the treasurer of `b`, `clerk`.
    let tokens: [String: String]

    static let ags = Ags(rawValue: "05978032")!

    typealias Person = (login: String, role: Role, scope: BuddelApp.RoleScope, member: String?)

    /// The two associations and their people, unless others are given.
    static func with(
        people: [Person] = people, issuer: OpenIDIssuer? = nil,
        load: @Sendable (BuddelApp) async throws -> Void = loadAssociations,
        change: @Sendable (inout ServeConfiguration) -> Void = { _ in }, logger: Logger? = nil,
        _ body: @Sendable (APITown) async throws -> Void
    ) async throws {
        try await TestCluster.shared.withBuddel { database async throws in
            // On a machine that has much else to do, waiting for a lock must not become a refusal.
            var configuration = database.configuration
            configuration.lockTimeout = .seconds(600)
            configuration.statementTimeout = .seconds(600)
            let pool = Pool(configuration, limits: .init(maximum: 10))
            let app = BuddelApp(
                pool: pool, userID: 0,
                surroundings: .standing(
                    on: Day(year: 2026, month: 9, day: 30)!,
                    randomBytes: { count in (0..<count).map { _ in UInt8.random(in: .min ... .max) } },
                    passwordCost: PasswordCost(logRounds: 4, blockSize: 8, parallelism: 1)))
            try await load(app)
            var tokens: [String: String] = [:]
            for person in people {
                try await app.addUser(login: person.login, displayName: person.login, password: password)
                _ = try await app.grantRole(
                    person.role, to: person.login, scope: person.scope, from: Day(parsing: "2026-01-01"))
                if let member = person.member, case .association(let code) = person.scope {
                    try await app.linkUser(person.login, toMember: member, of: code)
                }
                tokens[person.login] = try await logIn(person, app)
            }
            let known = tokens
            let readiness = DatabaseReadiness(app)
            let logger = logger ?? Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            let trusting = app.trusting(issuer)
            try await withServer(FakeSource(nil), app: trusting, readiness: readiness, logger: logger, change) {
                @Sendable (client: RawClient) async throws in
                try await body(APITown(app: app, client: client, tokens: known))
            }
            await readiness.close()
            await pool.close()
        }
    }

    /// Logs a person in; who is of a town with a second factor, since he decides.
    private static func logIn(_ person: Person, _ app: BuddelApp) async throws -> String {
        let token = try await app.logIn(person.login, password: password)
        guard person.role.isOfTown else { return token }
        let session = app.acting(as: try await app.authenticate(token))
        let secret = try await session.setUpSecondFactor().secret.filter { $0 != "-" }
        let phone = TimeCode(secret: [UInt8](base32: secret) ?? [])
        _ = try await session.confirmSecondFactor(code: phone.code(at: TimeCode.step(at: app.surroundings.now())))
        return token
    }

    static let people: [Person] = [
        ("treasurer", .treasurer, .association("a"), "M-1"), ("chair", .chair, .association("a"), "M-2"),
        ("member", .member, .association("a"), "M-3"), ("other", .treasurer, .association("b"), nil),
        ("clerk", .clerk, .municipality(ags), nil),
    ]

    @Sendable static func loadAssociations(_ app: BuddelApp) async throws {
        let corners = [(7.40, 51.6), (7.45, 51.6), (7.45, 51.7), (7.40, 51.7), (7.40, 51.6)]
        let polygon = Polygon(exterior: corners.map { Position(longitude: $0.0, latitude: $0.1) })
        _ = try await app.loadMunicipalities([Municipality(ags: ags, name: "Westheim", polygons: [polygon])])
        for code in ["a", "b"] {
            try await app.addAssociation(AssociationProfile(code: code, name: "Verein \(code)", seatAgs: ags))
            for name in ["Anna", "Bernd", "Clara"] {
                _ = try await app.addMember(
                    Member(number: "", kind: .household, name: name, joinedOn: Day(parsing: "2025-05-01")), in: code)
            }
        }
    }

    /// Sends a request to the API as somebody; a body goes as JSON.
    func send(
        _ method: String, _ path: String, as login: String? = "treasurer", _ body: String? = nil,
        headers: [String: String] = [:]
    ) async throws -> RawResponse {
        try await send(
            method, path, as: login, bytes: body.map { Array($0.utf8) }, type: "application/json", headers: headers)
    }

    /// Sends a request with a file as its body, or with none.
    func send(
        _ method: String, _ path: String, as login: String? = "treasurer", bytes: [UInt8]?, type: String,
        headers: [String: String] = [:]
    ) async throws -> RawResponse {
        var headers = headers
        if let login, let token = tokens[login] { headers["Authorization"] = "Bearer \(token)" }
        if let bytes {
            headers["Content-Length"] = String(bytes.count)
            if headers["Content-Type"] == nil { headers["Content-Type"] = type }
        }
        return try await client.send(method, "/api/v1" + path, headers, bytes: bytes ?? [])
    }
}

extension RawResponse {
    /// The body as JSON; an empty object where it is none.
    var json: [String: Any] {
        (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] ?? [:]
    }

    /// The stable code of a problem.
    var code: String? { json["code"] as? String }

    /// Pointers of a problem's errors.
    var pointers: [String] { (json["errors"] as? [[String: Any]] ?? []).compactMap { $0["pointer"] as? String } }
}
