import BuddelOperations
import BuddelStore
import Buddelverein
import DatabaseFixture
import IssuerFixture
import Postgres
import Synchronization
import Testing

@Suite("Access: logging in at an issuer from a command line, and log-ins under way")
struct DeviceLogInTests {
    /// Lends nobody's application that trusts a local issuer, at which `anna` is `person-1`, and the pauses it made.
    private func withIssuer(
        _ body: (TownApp, BuddelApp, LocalIssuer, HandClock, Pauses) async throws -> Void
    ) async throws {
        let clock = HandClock()
        try await LocalIssuer.with(now: { clock.now }) { issuer async throws in
            try await TownApp.with { town async throws in
                let pauses = Pauses()
                let configuration = try OpenIDConfiguration(
                    issuer: issuer.address, clientID: LocalIssuer.client, clientSecret: LocalIssuer.secret,
                    redirectAddress: "http://localhost/back")
                let trusted = OpenIDIssuer(configuration, requestLimit: .seconds(60), pause: { pauses.add($0) })
                try await town.owner.addUser(login: "anna", displayName: "Anna", password: nil)
                try await town.owner.linkIdentity("anna", subject: "person-1", issuer: issuer.address)
                try await body(town, town.app(-1, clock).trusting(trusted), issuer, clock, pauses)
            }
        }
    }

    private final class Pauses: Sendable {
        private let made = Mutex<[Duration]>([])
        var all: [Duration] { made.withLock { $0 } }
        func add(_ pause: Duration) { made.withLock { $0.append(pause) } }
    }

    @Test("Who agrees in a browser is logged in; the issuer is asked no more often than it allows")
    func good() async throws {
        try await withIssuer { town, nobody, issuer, _, pauses async throws in
            issuer.answerDevice(["authorization_pending", "slow_down", "authorization_pending"])
            let begun = try await nobody.beginDeviceLogIn()
            #expect(begun.userCode == "WDJB-MJHT")
            #expect(begun.address == issuer.address + "/enter")
            #expect(begun.completeAddress == issuer.address + "/enter?user_code=WDJB-MJHT")
            let session = try await nobody.awaitDeviceLogIn(begun)
            #expect(session.login == "anna")
            #expect(pauses.all == [.seconds(1), .seconds(1), .seconds(6), .seconds(6)])
            let caller = try await BuddelApp.known(by: session.token, nobody).whoAmI()
            #expect(caller.login == "anna")
            let anna = try await town.userID("anna")
            #expect(try await town.audited(by: anna) == ["user.login"])
        }
    }

    @Test("Who says no, or waits too long, is not logged in", arguments: ["access_denied", "expired_token"])
    func refused(error: String) async throws {
        try await withIssuer { town, nobody, issuer, _, _ async throws in
            issuer.answerDevice([error])
            let begun = try await nobody.beginDeviceLogIn()
            #expect(try await code { _ = try await nobody.awaitDeviceLogIn(begun) } == .openIDRefused)
            #expect(try await town.audited(by: nil) == ["user.openid_refused"])
        }
    }

    @Test("It ends by itself when the code has run out")
    func endless() async throws {
        try await withIssuer { _, nobody, issuer, _, pauses async throws in
            issuer.answerDevice(Array(repeating: "authorization_pending", count: 100))
            let begun = try await nobody.beginDeviceLogIn()
            #expect(try await code { _ = try await nobody.awaitDeviceLogIn(begun) } == .openIDRefused)
            #expect(pauses.all.count == 60)
        }
    }

    @Test("An issuer without the grant, and an installation without an issuer, say so")
    func missing() async throws {
        try await withIssuer { town, nobody, issuer, clock, _ async throws in
            issuer.misbehave(.noDevice)
            #expect(try await code { _ = try await nobody.beginDeviceLogIn() } == .openIDUnavailable)
            #expect(try await code { _ = try await town.app(-1, clock).beginDeviceLogIn() } == .notFound)
        }
    }

    @Test("A token for a device is checked like any other")
    func forged() async throws {
        try await withIssuer { town, nobody, issuer, _, _ async throws in
            issuer.bake { $0.signer = .stranger }
            let begun = try await nobody.beginDeviceLogIn()
            #expect(try await code { _ = try await nobody.awaitDeviceLogIn(begun) } == .openIDRefused)
            issuer.bake { _ in }
            issuer.letIn("person-2")
            let other = try await nobody.beginDeviceLogIn()
            #expect(try await code { _ = try await nobody.awaitDeviceLogIn(other) } == .openIDUnknownUser)
        }
    }

    @Test("A session that the issuer opened passes the second factor afterwards, by a code that counts once")
    func codeAfterwards() async throws {
        try await withIssuer { town, nobody, _, clock, _ async throws in
            let anna = town.app(try await town.userID("anna"), clock)
            let (phone, recovery) = try await anna.enrol(clock)
            func session() async throws -> BuddelApp {
                let opened = try await nobody.awaitDeviceLogIn(try await nobody.beginDeviceLogIn())
                let app = nobody.acting(as: try await nobody.authenticate(opened.token))
                #expect(!app.bearer.passedSecondFactor)
                return app
            }
            func passed(_ app: BuddelApp) async throws -> Bool {
                try await app.listTokens().filter(\.passedSecondFactor).map(\.id).contains(app.bearer.tokenID!)
            }
            clock.advance(seconds: 30)
            let (first, second) = (try await session(), try await session())
            let shown = phone.now(clock)
            try await first.passSecondFactor(code: shown)
            #expect(try await passed(first))
            #expect(try await passed(second) == false)
            #expect(try await code { try await second.passSecondFactor(code: shown) } == .wrongCode)
            try await second.passSecondFactor(code: recovery[0])
            #expect(try await passed(second))

            // Tries count by the user, whatever session they come from, and rehearsed ones, too.
            let wrong = phone.now(clock) == "000000" ? "111111" : "000000"
            for number in 1...4 {
                let app = number == 1 ? try await session().rehearsing() : try await session()
                #expect(try await code { try await app.passSecondFactor(code: wrong) } == .wrongCode)
            }
            let last = try await session()
            #expect(try await code { try await last.passSecondFactor(code: recovery[1]) } == .loginSlowed)
            clock.advance(seconds: 1)
            try await last.passSecondFactor(code: recovery[1])
            #expect(try await code { try await anna.passSecondFactor(code: recovery[2]) } == .notLoggedIn)
        }
    }

    @Test("Without a second factor there is none to pass")
    func nothingToPass() async throws {
        try await withIssuer { _, nobody, _, _, _ async throws in
            let opened = try await nobody.awaitDeviceLogIn(try await nobody.beginDeviceLogIn())
            let app = nobody.acting(as: try await nobody.authenticate(opened.token))
            #expect(try await code { try await app.passSecondFactor(code: "000000") } == .notFound)
        }
    }

    @Test("A log-in in a browser is worth nothing after ten minutes, and goes with the next one that begins")
    func late() async throws {
        try await withIssuer { town, nobody, _, clock, _ async throws in
            let begun = try await nobody.beginIssuerLogIn()
            let state = try #require(begun.address.firstMatch(of: /state=([^&]+)/)?.output.1)
            clock.advance(seconds: 600)
            let answer = BuddelApp.IssuerAnswer(state: String(state), code: "code-1")
            let refused = try await code {
                _ = try await nobody.finishIssuerLogIn(answer, browserSecret: begun.browserSecret)
            }
            #expect(refused == .openIDRefused)
            _ = try await nobody.beginIssuerLogIn()
            clock.advance(seconds: 600)
            _ = try await nobody.beginIssuerLogIn()
            #expect(try await town.countAsOwner("buddel.pending_logins") == 1)
        }
    }

    @Test("No more than 10,000 log-ins are under way at once")
    func bounded() async throws {
        try await withIssuer { town, nobody, issuer, clock, _ async throws in
            try await town.asOwner(
                """
                insert into buddel.pending_logins (state_hash, browser_hash, issuer, nonce, verifier, begun_at, expires_at)
                select sha256(convert_to(i::text, 'UTF8')), sha256('b'), 'https://issuer.example', repeat('n', 43),
                    repeat('v', 43), to_timestamp(\(clock.now)), to_timestamp(\(clock.now) + 600)
                from generate_series(1, 10000) as i
                """)
            #expect(try await code { _ = try await nobody.beginIssuerLogIn() } == .busy)
            clock.advance(seconds: 601)
            _ = try await nobody.beginIssuerLogIn()
        }
    }

    @Test("Unlinking ends the user's sessions at once; linking and unlinking are audited")
    func audited() async throws {
        try await withIssuer { town, nobody, issuer, _, _ async throws in
            let begun = try await nobody.beginDeviceLogIn()
            let session = try await nobody.awaitDeviceLogIn(begun)
            let gone = try await town.owner.unlinkIdentity("anna", issuer: issuer.address)
            #expect(gone.tokens == 1)
            #expect(try await code { _ = try await nobody.authenticate(session.token) } == .notLoggedIn)
            #expect(
                try await code { _ = try await town.owner.unlinkIdentity("anna", issuer: issuer.address) } == .notFound)
            let acts = try await town.audited(by: 0).filter { $0.contains("openid") }
            #expect(acts == ["user.link_openid anna", "user.unlink_openid anna"])
            let other = try await nobody.beginDeviceLogIn()
            #expect(try await code { _ = try await nobody.awaitDeviceLogIn(other) } == .openIDUnknownUser)
        }
    }
}

extension BuddelApp {
    /// The application of whoever a token stands for.
    fileprivate static func known(by token: String, _ app: BuddelApp) async throws -> BuddelApp {
        app.acting(as: try await app.authenticate(token))
    }
}

extension TownApp {
    fileprivate func asOwner(_ statement: String) async throws {
        let server = try await TestCluster.shared.configuration(
            database: pool.configuration.database!, user: Schema.ownerRole)
        try await PostgresConnection.withConnection(server) { connection async throws in
            try await connection.executeScript(statement, name: "statement")
        }
    }

    /// Rows of a table that nobody else may count.
    fileprivate func countAsOwner(_ table: String) async throws -> Int {
        let server = try await TestCluster.shared.configuration(
            database: pool.configuration.database!, user: Schema.ownerRole)
        return try await PostgresConnection.withConnection(server) { connection async throws in
            try await connection.query(SQL(trustedText: "select count(*)::integer from \(table)")).one().decode(0)
        }
    }
}
