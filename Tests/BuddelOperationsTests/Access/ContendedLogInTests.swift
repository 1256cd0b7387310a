import BuddelOperations
import BuddelStore
import Buddelverein
import DatabaseFixture
import Postgres
import Testing

/// What an attacker tries: many at once, somebody else's password, the moment of a reset, making others wait.
@Suite("Access: logging in at the same moment as others")
struct ContendedLogInTests {
    private static let logins = ["anna", "berta", "clara"]

    private static func password(_ login: String) -> String { "correct horse of \(login)" }

    /// Lends a town with three users, nobody's application, and the clock.
    private func withUsers(_ body: (TownApp, BuddelApp, HandClock) async throws -> Void) async throws {
        try await TownApp.with { town async throws in
            for login in Self.logins {
                try await town.owner.addUser(login: login, displayName: "", password: Self.password(login))
            }
            let clock = HandClock()
            try await body(town, town.app(-1, clock), clock)
        }
    }

    /// The token that an attempt got, or the code of its refusal.
    private static func attempt(
        _ app: BuddelApp, _ login: String, _ password: String
    ) async throws -> (login: String, token: String?, refused: RefusalCode?) {
        do {
            return (login, try await app.logIn(login, password: password), nil)
        } catch let refusal as Refusal {
            return (login, nil, refusal.code)
        }
    }

    @Test(
        "Of right and wrong passwords of several users at once no wrong one ever gets a token, no right one another's")
    func storm() async throws {
        try await withUsers { town, nobody, clock async throws in
            var ids: [String: Int64] = [:]
            for login in Self.logins { ids[login] = try await town.userID(login) }
            for _ in 1...6 {
                clock.advance(seconds: 31)
                var tries: [(login: String, password: String)] = []
                for login in Self.logins {
                    tries.append((login, Self.password(login)))
                    for other in Self.logins where other != login { tries.append((login, Self.password(other))) }
                    tries.append((login, Self.password(login) + " "))
                    tries.append((login, Self.password(login).uppercased()))
                    tries.append((login, ""))
                    tries.append(("nobody", Self.password(login)))
                }
                let wrong = try await withThrowingTaskGroup(
                    of: (isRight: Bool, login: String, token: String?, refused: RefusalCode?).self
                ) { group in
                    for (login, password) in tries.shuffled() {
                        group.addTask {
                            let outcome = try await Self.attempt(nobody, login, password)
                            let isRight = login != "nobody" && password == Self.password(login)
                            return (isRight, outcome.login, outcome.token, outcome.refused)
                        }
                    }
                    var wrong = 0
                    for try await outcome in group {
                        if let token = outcome.token {
                            #expect(outcome.isRight, "\(outcome.login) was let in")
                            #expect(try await nobody.authenticate(token).userID == ids[outcome.login])
                        } else {
                            #expect(outcome.refused == .wrongLogin || outcome.refused == .loginSlowed)
                            #expect(!outcome.isRight || outcome.refused == .loginSlowed)
                        }
                        if !outcome.isRight { wrong += 1 }
                    }
                    return wrong
                }
                #expect(wrong == tries.count - Self.logins.count)
            }
        }
    }

    @Test("Behind every success wrong passwords fail, user by user on the same connections, again and again")
    func afterSuccess() async throws {
        try await withUsers { _, nobody, _ async throws in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for login in Self.logins {
                    group.addTask {
                        for round in 1...25 {
                            let right = try await Self.attempt(nobody, login, Self.password(login))
                            #expect(right.token != nil, "\(login), round \(round)")
                            for _ in 1...3 {
                                let wrong = try await Self.attempt(nobody, login, "wrong horse battery")
                                #expect(wrong.refused == .wrongLogin, "\(login), round \(round)")
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test(
        "A password that is reset, and a user who is disabled, while a log-in compares the old one: no token comes of it"
    )
    func meanwhile() async throws {
        try await withUsers { town, _, _ async throws in
            for (login, change) in [("anna", "reset"), ("berta", "disabled"), ("clara", "none")] {
                let id = try await town.userID(login)
                let now = PostgresTimestamp(secondsSince1970: HandClock().now)
                let begun = try await town.pool.withTransaction { transaction async throws in
                    try await UserStore(transaction).beginLogin(login, known: nil, at: now)
                }
                let hash = try #require(begun?.passwordHash)
                if change == "reset" { try await town.owner.setPassword(of: login, to: "another password") }
                if change == "disabled" { try await town.owner.disableUser(login) }
                let isCurrent = try await town.pool.transact(as: id) { transaction async throws in
                    try await UserStore(transaction).finishLogin(passwordHash: hash, known: nil)
                }
                #expect(isCurrent == (change == "none"), "\(change)")
            }
        }
    }

    @Test("Whatever the moment of a reset, no session of the old password lives on behind it")
    func resetRace() async throws {
        try await withUsers { town, nobody, clock async throws in
            for round in 1...8 {
                clock.advance(seconds: 31)
                let old = "password number \(round)"
                try await town.owner.setPassword(of: "anna", to: old)
                let tokens = try await withThrowingTaskGroup(of: String?.self) { group in
                    for _ in 1...3 {
                        group.addTask { try await Self.attempt(nobody, "anna", old).token }
                    }
                    group.addTask {
                        try await town.owner.setPassword(of: "anna", to: "password number \(round + 1)")
                        return nil
                    }
                    return try await group.reduce(into: [String]()) { tokens, token in
                        if let token { tokens.append(token) }
                    }
                }
                for token in tokens {
                    #expect(try await code { _ = try await nobody.authenticate(token) } == .notLoggedIn)
                }
            }
        }
    }

    @Test("Ten log-ins of one user at the same moment all succeed, round by round, with and without a token of his own")
    func rightAtOnce() async throws {
        try await withUsers { _, nobody, _ async throws in
            let token = try await nobody.logIn("anna", password: Self.password("anna"))
            for known in [nil, token] {
                for _ in 1...3 {
                    let tokens = try await withThrowingTaskGroup(of: String.self) { group in
                        for _ in 1...10 {
                            group.addTask {
                                try await nobody.logIn("anna", password: Self.password("anna"), known: known)
                            }
                        }
                        return try await group.reduce(into: Set<String>()) { $0.insert($1) }
                    }
                    #expect(tokens.count == 10)
                }
            }
        }
    }

    @Test("Of a thousand begun at the same moment eleven are looked at, and the next waits as after as many failures")
    func thousandAtOnce() async throws {
        try await withUsers { town, nobody, clock async throws in
            let id = try await town.userID("anna")
            func begin() async throws -> Bool {
                let now = PostgresTimestamp(secondsSince1970: clock.now)
                let begun = try await town.pool.withTransaction { transaction async throws in
                    try await UserStore(transaction).beginLogin("anna", known: nil, at: now)
                }
                return try #require(begun).isSlowed == false
            }
            func fail() async throws {
                try await town.pool.withTransaction { transaction async throws in
                    try await UserStore(transaction).failLogin(userID: id, why: .password, known: nil)
                }
            }
            var lookedAt = 0
            for _ in 1...1000 where try await begin() { lookedAt += 1 }
            #expect(lookedAt == 11)
            // Whether they have failed or are still being compared, what comes next comes one by one and ever later.
            clock.advance(seconds: 1)
            #expect(try await begin())
            clock.advance(seconds: 1)
            #expect(try await begin() == false)
            clock.advance(seconds: 1)
            for _ in 1...12 { try await fail() }
            #expect(try await begin())
            clock.advance(seconds: 29)
            #expect(try await begin() == false)
            clock.advance(seconds: 1)
            _ = try await nobody.logIn("anna", password: Self.password("anna"))
            #expect(try await begin())
        }
    }

    @Test("Who may make no user and set no password is refused before anything is derived")
    func authorisedFirst() async throws {
        try await withUsers { town, _, clock async throws in
            let hand = clock.surroundings
            let anna = BuddelApp(
                pool: town.pool, userID: try await town.userID("anna"),
                surroundings: Surroundings(
                    now: hand.now, dayOfMoment: hand.dayOfMoment,
                    randomBytes: { count in
                        Issue.record("a salt was drawn")
                        return [UInt8](repeating: 0, count: count)
                    }, passwordCost: hand.passwordCost))
            let refused = [
                await refusal { try await anna.addUser(login: "dora", displayName: "", password: TownApp.password) },
                await refusal { try await anna.setPassword(of: "berta", to: TownApp.password) },
                await refusal { try await anna.setPassword(of: "zoe", to: TownApp.password) },
            ]
            #expect(refused == [.notAllowed, .notAllowed, .notFound])
        }
    }

    @Test("Who guesses on and on makes nobody wait who shows a token of his own, even one that is over")
    func lockingOut() async throws {
        try await withUsers { _, nobody, clock async throws in
            let token = try await nobody.logIn("anna", password: Self.password("anna"))
            let bertas = try await nobody.logIn("berta", password: Self.password("berta"))
            clock.advance(seconds: 13 * 3600)
            for _ in 1...12 {
                _ = try await Self.attempt(nobody, "anna", "wrong horse battery")
                clock.advance(seconds: 31)
            }
            _ = try await Self.attempt(nobody, "anna", "wrong horse battery")
            let strange = try await code { _ = try await nobody.logIn("anna", password: Self.password("anna")) }
            #expect(strange == .loginSlowed)
            // Another's token, or none that was ever given, opens no second door.
            for shown in [bertas, "bdl_made_up"] {
                let refused = try await code {
                    _ = try await nobody.logIn("anna", password: Self.password("anna"), known: shown)
                }
                #expect(refused == .loginSlowed)
            }
            let fresh = try await nobody.logIn("anna", password: Self.password("anna"), known: token)
            _ = try await nobody.authenticate(fresh)
            // It is no way around the slowing down either.
            for _ in 1...4 {
                let wrong = try await code {
                    _ = try await nobody.logIn("anna", password: "wrong horse battery", known: token)
                }
                #expect(wrong == .wrongLogin)
            }
            let slowed = try await code {
                _ = try await nobody.logIn("anna", password: Self.password("anna"), known: token)
            }
            #expect(slowed == .loginSlowed)
            clock.advance(seconds: 1)
            _ = try await nobody.logIn("anna", password: Self.password("anna"), known: token)
        }
    }
}
