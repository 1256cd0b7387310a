import BuddelOperations
import Buddelverein
import DatabaseFixture
import Logging
import Postgres
import ServiceLifecycle
import Testing

@testable import BuddelHTTP

@Suite("Server: the end, and two of them")
struct ShutdownTests {
    /// A server over a fresh database whose end the test triggers itself, and a lock that makes requests wait.
    private func withLockedTown(
        shutdownSeconds: Int,
        _ body:
            @escaping @Sendable (
                _ client: RawClient, _ token: String, _ end: @Sendable () async -> Void,
                _ unlock: @Sendable () async throws -> Void
            ) async throws -> Void
    ) async throws {
        try await TestCluster.shared.withBuddel { pool async throws in
            let app = Self.app(pool)
            try await APITown.loadAssociations(app)
            try await app.addUser(login: "chair", displayName: "Chair", password: APITown.password)
            _ = try await app.grantRole(.chair, to: "chair", scope: .association("a"), from: Day(parsing: "2026-01-01"))
            let token = try await app.logIn("chair", password: APITown.password)
            let database: String = try await pool.transact { transaction in
                try await transaction.query("select current_database()::text as name").one().decode("name")
            }
            var configuration = ServeConfiguration(port: 0)
            configuration.bounds.shutdownSeconds = shutdownSeconds
            let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            let (ports, continuation) = AsyncStream<Int>.makeStream()
            let server = try BuddelServer(
                configuration: configuration, source: FakeSource(.sample()), app: app, logger: quiet
            ) { port in continuation.yield(port) }
            var groupConfiguration = ServiceGroupConfiguration(services: [server], logger: quiet)
            groupConfiguration.maximumGracefulShutdownDuration = .seconds(shutdownSeconds + 1)
            let group = ServiceGroup(configuration: groupConfiguration)
            let running = Task { try await group.run() }
            var iterator = ports.makeAsyncIterator()
            let client = RawClient(port: try #require(await iterator.next()))
            let superuser = try await TestCluster.shared.configuration(database: database)
            try await PostgresConnection.withConnection(superuser) { connection async throws in
                try await connection.execute("begin")
                try await connection.execute("lock table buddel.members in access exclusive mode")
                try await body(client, token) {
                    await group.triggerGracefulShutdown()
                } _: {
                    try await connection.execute("rollback")
                }
                try await running.value
            }
        }
    }

    private static func app(_ pool: Pool) -> BuddelApp {
        BuddelApp(
            pool: pool, userID: 0,
            surroundings: .standing(
                on: Day(year: 2026, month: 9, day: 30)!,
                randomBytes: { count in (0..<count).map { _ in UInt8.random(in: .min ... .max) } },
                passwordCost: PasswordCost(logRounds: 4, blockSize: 8, parallelism: 1)))
    }

    private func waitForLock(_ client: RawClient) async throws {
        try await waitUntil { try await client.get("/metrics").text.contains("buddel_http_requests_working 1") }
    }

    @Test("a request that runs is answered before the server ends, and no new one is taken")
    func finishing() async throws {
        try await withLockedTown(shutdownSeconds: 60) { client, token, end, unlock async throws in
            let answer = Task {
                try await client.get("/api/v1/associations/a/members", ["Authorization": "Bearer \(token)"])
            }
            try await waitForLock(client)
            await end()
            try await waitUntil { (try? await client.get("/health")) == nil }
            try await unlock()
            #expect(try await answer.value.status == 200)
        }
    }

    @Test("what does not end in time is cut, and the server ends")
    func bounded() async throws {
        try await withLockedTown(shutdownSeconds: 1) { client, token, end, _ async throws in
            let answer = Task {
                try? await client.get("/api/v1/associations/a/members", ["Authorization": "Bearer \(token)"])
            }
            try await waitForLock(client)
            await end()
            #expect(await answer.value?.status != 200)
        }
    }

    @Test("a session opened at one instance is valid at another, and over at both at once")
    func sessions() async throws {
        try await TestCluster.shared.withBuddel { pool async throws in
            let app = Self.app(pool)
            try await APITown.loadAssociations(app)
            try await app.addUser(login: "chair", displayName: "Chair", password: APITown.password)
            _ = try await app.grantRole(.chair, to: "chair", scope: .association("a"), from: Day(parsing: "2026-01-01"))
            let other = Self.app(Pool(pool.configuration))
            try await withServer(FakeSource(nil), app: app) { @Sendable (first: RawClient) async throws in
                try await withServer(FakeSource(nil), app: other) { @Sendable (second: RawClient) async throws in
                    let body = "{\"login\":\"chair\",\"password\":\"\(APITown.password)\"}"
                    let opened = try await first.send(
                        "POST", "/api/v1/sessions",
                        ["Content-Type": "application/json", "Content-Length": String(body.utf8.count)], body: body)
                    let token = try #require(opened.json["token"] as? String)
                    let headers = ["Authorization": "Bearer \(token)"]
                    for client in [first, second] {
                        #expect(try await client.get("/api/v1/me", headers).status == 200)
                    }
                    #expect(try await second.send("DELETE", "/api/v1/sessions/current", headers).status == 204)
                    for client in [first, second] {
                        #expect(try await client.get("/api/v1/me", headers).status == 401)
                    }
                }
            }
            await other.close()
        }
    }
}
