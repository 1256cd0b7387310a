import BuddelOperations
import Buddelverein
import DatabaseFixture
import Postgres
import Testing

@Suite("Access: logging in and out")
struct LogInTests {
    /// Lends a town with a user `anna` who has a password, her id, nobody's application, and the clock.
    private func withAnna(_ body: (TownApp, Int64, BuddelApp, HandClock) async throws -> Void) async throws {
        try await TownApp.with { town async throws in
            let clock = HandClock()
            try await town.owner.addUser(login: "anna", displayName: "Anna", password: TownApp.password)
            try await body(town, try await town.userID("anna"), town.app(-1, clock), clock)
        }
    }

    private func guess(_ app: BuddelApp) async throws -> RefusalCode? {
        try await code { _ = try await app.logIn("anna", password: "wrong horse battery") }
    }

    @Test("A token stands for its user until it ends after twelve hours")
    func session() async throws {
        try await withAnna { _, anna, nobody, clock async throws in
            let token = try await nobody.logIn("Anna", password: TownApp.password)
            #expect(try await nobody.authenticate(token).userID == anna)
            clock.advance(seconds: 12 * 3600 - 1)
            #expect(try await nobody.authenticate(token).userID == anna)
            clock.advance(seconds: 1)
            #expect(try await code { _ = try await nobody.authenticate(token) } == .notLoggedIn)
        }
    }

    @Test("A token for scripts lasts as many days as were asked for, 1 to 400")
    func scripts() async throws {
        try await withAnna { _, anna, nobody, clock async throws in
            let token = try await nobody.makeToken("anna", password: TownApp.password, label: "export", validDays: 30)
            clock.advance(seconds: 30 * 86_400 - 1)
            #expect(try await nobody.authenticate(token).userID == anna)
            clock.advance(seconds: 1)
            #expect(try await code { _ = try await nobody.authenticate(token) } == .notLoggedIn)
            for days in [0, 401] {
                let refused = try await code {
                    _ = try await nobody.makeToken("anna", password: TownApp.password, label: "", validDays: days)
                }
                #expect(refused == .invalidValue)
            }
        }
    }

    @Test("Logging out ends the session at once, and only that one; a second time there is nothing to end")
    func logOut() async throws {
        try await withAnna { town, anna, nobody, _ async throws in
            let first = try await nobody.logIn("anna", password: TownApp.password)
            let second = try await nobody.logIn("anna", password: TownApp.password)
            #expect(try await town.owner.logOut(token: first))
            #expect(try await code { _ = try await nobody.authenticate(first) } == .notLoggedIn)
            #expect(try await nobody.authenticate(second).userID == anna)
            #expect(try await town.owner.logOut(token: first) == false)
            #expect(try await nobody.logOut(token: "bdl_unknown") == false)
            #expect(try await town.audited(by: anna) == ["user.login", "user.login", "user.logout"])
        }
    }

    @Test("An unknown name, a wrong password, no password and a disabled user are refused word for word alike")
    func alike() async throws {
        try await withAnna { town, _, nobody, _ async throws in
            try await town.owner.addUser(login: "berta", displayName: "Berta", password: TownApp.password)
            try await town.owner.addUser(login: "carl", displayName: "Carl", password: nil)
            try await town.pool.transact { transaction async throws in
                _ = try await transaction.execute("update buddel.users set disabled_at = now() where login = 'berta'")
            }
            var refusals: [Refusal] = []
            for (login, password) in [
                ("nobody", TownApp.password), ("anna", "wrong horse battery"), ("carl", ""),
                ("berta", TownApp.password),
                ("local", ""),
            ] {
                do {
                    _ = try await nobody.logIn(login, password: password)
                    Issue.record("\(login) is let in")
                } catch let refusal as Refusal { refusals.append(refusal) }
            }
            #expect(Set(refusals).count == 1)
            #expect(refusals.first?.code == .wrongLogin)
            #expect(try await town.audited(by: nil) == ["user.login_failed"])
        }
    }

    @Test("A user who is disabled loses his sessions at once")
    func disabled() async throws {
        try await withAnna { town, anna, nobody, clock async throws in
            let token = try await nobody.logIn("anna", password: TownApp.password)
            try await town.pool.transact { transaction async throws in
                _ = try await transaction.execute("update buddel.users set disabled_at = now() where login = 'anna'")
            }
            #expect(try await code { _ = try await nobody.authenticate(token) } == .notLoggedIn)
            #expect(try await code { _ = try await town.app(anna, clock).whoAmI() } == .notLoggedIn)
        }
    }

    @Test("From the fourth failure on attempts wait 1, 2, 4, 8, 16 and then never more than 30 seconds")
    func slowed() async throws {
        try await withAnna { town, anna, nobody, clock async throws in
            for _ in 1...3 { #expect(try await guess(nobody) == .wrongLogin) }
            for wait: Int64 in [1, 2, 4, 8, 16, 30, 30, 30] {
                #expect(try await guess(nobody) == .wrongLogin)
                clock.advance(seconds: wait - 1)
                // Even the right password is not looked at while attempts wait.
                #expect(
                    try await code { _ = try await nobody.logIn("anna", password: TownApp.password) } == .loginSlowed)
                clock.advance(seconds: 1)
            }
            #expect(try await town.audited(by: anna).count == 11)
        }
    }

    @Test("One user's failures slow nobody else down, and a success forgets them")
    func perUser() async throws {
        try await withAnna { town, anna, nobody, clock async throws in
            try await town.owner.addUser(login: "berta", displayName: "Berta", password: TownApp.password)
            for _ in 1...4 {
                _ = try await code { _ = try await nobody.logIn("anna", password: "wrong horse battery") }
            }
            #expect(try await code { _ = try await nobody.logIn("anna", password: TownApp.password) } == .loginSlowed)
            _ = try await nobody.logIn("berta", password: TownApp.password)
            clock.advance(seconds: 1)
            _ = try await nobody.logIn("anna", password: TownApp.password)
            for _ in 1...3 {
                #expect(try await guess(nobody) == .wrongLogin)
            }
            let token = try await nobody.logIn("anna", password: TownApp.password)
            #expect(try await nobody.authenticate(token).userID == anna)
        }
    }

    @Test("Of many guesses at the same moment ten are looked at, and the one that makes the next wait")
    func guesses() async throws {
        try await withAnna { _, _, nobody, _ async throws in
            let looked = try await withThrowingTaskGroup(of: RefusalCode?.self) { group in
                for _ in 1...40 {
                    group.addTask { try await code { _ = try await nobody.logIn("anna", password: "wrong horse") } }
                }
                return try await group.reduce(into: 0) { count, refused in
                    if refused == .wrongLogin { count += 1 }
                }
            }
            // How many depends on how many have failed before the next begins.
            #expect((4...11).contains(looked))
        }
    }

    @Test("Nothing of a password or a token can be read back, not even by the owner of the database as the program")
    func hashes() async throws {
        try await withAnna { town, _, nobody, _ async throws in
            let token = try await nobody.logIn("anna", password: TownApp.password)
            for column in ["password_hash from buddel.users", "token_hash from buddel.access_tokens"] {
                await #expect {
                    try await town.pool.transact { transaction async throws in
                        _ = try await transaction.query(SQL(trustedText: "select \(column)"))
                    }
                } throws: { PostgresError(from: $0)?.sqlState.rawValue == "42501" }
            }
            // Asked by somebody who is logged in, the log-in itself gives nothing away either.
            await #expect {
                try await town.pool.transact { transaction async throws in
                    _ = try await transaction.query("select * from buddel.begin_login('anna', now(), null)")
                }
            } throws: { PostgresError(from: $0)?.sqlState.rawValue == "42501" }
            let server = try await TestCluster.shared.configuration(database: town.pool.configuration.database!)
            let stored = try await PostgresConnection.withConnection(server) { connection async throws in
                try await connection.query(
                    """
                    select password_hash || encode(token_hash, 'escape') as text
                    from buddel.users u join buddel.access_tokens t on t.user_id = u.id
                    """
                ).map { try $0.decode("text", as: String.self) }
            }
            #expect(stored.count == 1)
            #expect(stored.allSatisfy { $0.hasPrefix("scrypt$") && !$0.contains(token) && !$0.contains("horse") })
        }
    }
}
