import BuddelOperations
import Buddelverein
import DatabaseFixture
import Foundation
import IssuerFixture
import Postgres

/// A town whose server trusts a local issuer; the treasurer is `person-1` there and has no password.
struct OpenIDTown: Sendable {
    let town: APITown
    let issuer: LocalIssuer

    /// The moment at which `APITown` stands still.
    static let now = Int64(Day(year: 2026, month: 9, day: 30)!.number) * 86_400 + 43_200
    static let redirect = "http://127.0.0.1/api/v1/sessions/openid/callback"

    static func with(
        secondFactor: String = "no", requestLimit: Duration = .seconds(60), isLinked: Bool = true,
        _ body: @Sendable (OpenIDTown) async throws -> Void
    ) async throws {
        try await LocalIssuer.with(now: { now }) { issuer async throws in
            let configuration = try OpenIDConfiguration(
                issuer: issuer.address, clientID: LocalIssuer.client, clientSecret: LocalIssuer.secret,
                redirectAddress: redirect, name: "Stadt Westheim",
                secondFactor: IssuerSecondFactor(parsing: secondFactor))
            let trusted = OpenIDIssuer(configuration, requestLimit: requestLimit)
            try await APITown.with(issuer: trusted) { town async throws in
                if isLinked {
                    _ = try await town.app.trusting(trusted).linkIdentity("treasurer", subject: "person-1")
                }
                try await body(OpenIDTown(town: town, issuer: issuer))
            }
        }
    }

    /// A browser that was sent to the issuer.
    struct Browser: Sendable {
        let address: String
        let cookie: String
    }

    /// Begins a log-in; the browser has the address of the issuer's page and a cookie.
    func begin() async throws -> Browser {
        let answer = try await town.send("GET", "/sessions/openid", as: nil, headers: ["Accept": "text/html"])
        guard answer.status == 303, let address = answer["location"], let cookie = answer["set-cookie"] else {
            throw RawClient.Fault(what: "no redirect", number: Int32(answer.status))
        }
        return Browser(address: address, cookie: String(cookie.prefix { $0 != ";" }))
    }

    /// What the issuer sends the browser back to: the path with its query.
    func visit(_ browser: Browser) async throws -> String {
        let answer = try await RawClient(port: issuer.port).get(Self.path(browser.address))
        guard answer.status == 302, let back = answer["location"] else {
            throw RawClient.Fault(what: "not sent back", number: Int32(answer.status))
        }
        return Self.path(back)
    }

    func finish(_ path: String, _ browser: Browser?) async throws -> RawResponse {
        try await town.client.get(path, browser.map { ["Cookie": "other=1; \($0.cookie)"] } ?? [:])
    }

    /// The whole way.
    func logIn() async throws -> RawResponse {
        let browser = try await begin()
        return try await finish(try await visit(browser), browser)
    }

    private static func path(_ address: String) -> String {
        "/" + address.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true)[2]
    }

    /// Action and detail of the audit trail's events of logging in at the issuer.
    func audited() async throws -> [String] {
        try await read(
            """
            select coalesce(u.login, '-') || ' ' || e.action || ' ' || coalesce(e.detail ->> 'reason', e.detail ->> 'label')
            from buddel.audit_events e left join buddel.users u on u.id = e.user_id
            where e.action = 'user.openid_refused' or e.action = 'user.login' and e.detail ->> 'label' = 'openid'
            order by e.id
            """)
    }

    /// How many sessions of the issuer and pending log-ins there are.
    func kept() async throws -> [String] {
        try await read(
            """
            select (select count(*) from buddel.access_tokens where label = 'openid') || ' sessions, '
                || (select count(*) from buddel.pending_logins) || ' pending'
            """)
    }

    func run(_ statement: String) async throws {
        try await PostgresConnection.withConnection(try await superuser()) { connection async throws in
            try await connection.executeScript(statement, name: "statement")
        }
    }

    private func read(_ query: String) async throws -> [String] {
        try await PostgresConnection.withConnection(try await superuser()) { connection async throws in
            try await connection.query(SQL(trustedText: query)).map { try $0.decode(0, as: String.self) }
        }
    }

    private func superuser() async throws -> PostgresConfiguration {
        try await TestCluster.shared.configuration(database: town.app.pool.configuration.database!)
    }
}
