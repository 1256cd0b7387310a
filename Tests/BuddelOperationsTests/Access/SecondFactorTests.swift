import BuddelOperations
import BuddelStore
import Buddelverein
import DatabaseFixture
import Postgres
import Testing

@Suite("Access: the second factor of a log-in")
struct SecondFactorTests {
    /// Lends a town with `anna`, who has a password, her application, nobody's, and the clock.
    private func withAnna(_ body: (TownApp, BuddelApp, BuddelApp, HandClock) async throws -> Void) async throws {
        try await TownApp.with { town async throws in
            let clock = HandClock()
            _ = try await town.user("anna", .treasurer)
            try await town.owner.setPassword(of: "anna", to: TownApp.password)
            try await body(town, town.app(try await town.userID("anna"), clock), town.app(-1, clock), clock)
        }
    }

    private func logIn(_ nobody: BuddelApp, _ given: String?, known: String? = nil) async throws -> String {
        try await nobody.logIn("anna", password: TownApp.password, code: given, known: known)
    }

    /// Anna in a session that was opened with that code.
    private func session(_ nobody: BuddelApp, _ given: String?) async throws -> BuddelApp {
        let token = try await logIn(nobody, given)
        return nobody.acting(as: try await nobody.authenticate(token))
    }

    private func guess(_ nobody: BuddelApp, _ given: String?, known: String? = nil) async throws -> RefusalCode? {
        try await code { _ = try await logIn(nobody, given, known: known) }
    }

    @Test("It asks for nothing before a first code confirms it, and for a code at every log-in from then on")
    func setUp() async throws {
        try await withAnna { town, anna, nobody, clock async throws in
            #expect(try await anna.secondFactor().isActive == false)
            let first = try await anna.setUpSecondFactor()
            let made = try await anna.setUpSecondFactor()
            #expect(first.secret != made.secret && made.address.hasPrefix("otpauth://totp/Buddel:anna?secret="))
            _ = try await logIn(nobody, nil)
            let old = TimeCode(secret: [UInt8](base32: first.secret.filter { $0 != "-" })!)
            let phone = TimeCode(secret: [UInt8](base32: made.secret.filter { $0 != "-" })!)
            let wrong = try await code { _ = try await anna.confirmSecondFactor(code: old.now(clock)) }
            #expect(wrong == .wrongCode)
            let shown = phone.now(clock)
            let recovery = try await anna.confirmSecondFactor(code: "\(shown.prefix(3)) \(shown.suffix(3))")
            #expect(Set(recovery).count == 10 && recovery.allSatisfy { $0.count == 19 })
            let standing = try await anna.secondFactor()
            #expect(standing.isActive && standing.since != nil && standing.codesLeft == 10)
            #expect(try await anna.whoAmI().hasSecondFactor)

            let refused = [
                try await code { _ = try await anna.setUpSecondFactor() },
                try await code { _ = try await anna.confirmSecondFactor(code: phone.now(clock)) },
                // The code that confirmed it is used up.
                try await guess(nobody, phone.now(clock)), try await guess(nobody, nil),
            ]
            #expect(refused == [.secondFactorActive, .notFound, .wrongCode, .secondFactorCodeNeeded])
            clock.advance(seconds: 30)
            let opened = try await session(nobody, phone.now(clock))
            #expect(opened.bearer.passedSecondFactor && opened.bearer.scope == .everything)
            let script = try await guess(nobody, phone.now(clock))
            #expect(script == .wrongCode, "a code counts once")
            #expect(
                try await town.audited(by: anna.userID) == [
                    "second_factor.set_up anna", "second_factor.set_up anna", "user.login",
                    "second_factor.confirm anna",
                    "user.login_failed", "user.login_failed", "user.login", "user.login_failed",
                ])
        }
    }

    @Test("A wrong password is answered word for word alike, with a second factor and without, with a code and without")
    func noOracle() async throws {
        try await withAnna { town, anna, nobody, clock async throws in
            try await town.owner.addUser(login: "berta", displayName: "Berta", password: TownApp.password)
            let (phone, recovery) = try await anna.enrol(clock)
            var refusals: Set<Refusal> = []
            for (login, given) in [
                ("anna", nil), ("anna", phone.now(clock)), ("anna", recovery[0]), ("berta", nil), ("berta", "123456"),
                ("zoe", "123456"),
            ] as [(String, String?)] {
                do {
                    _ = try await nobody.logIn(login, password: "wrong horse battery", code: given)
                    Issue.record("\(login) is let in")
                } catch let refusal as Refusal { refusals.insert(refusal) }
                clock.advance(seconds: 30)
            }
            #expect(refusals.map(\.code) == [.wrongLogin])
            // Neither has used anything up.
            #expect(try await anna.secondFactor().codesLeft == 10)
            _ = try await logIn(nobody, phone.now(clock))
            // Who has none may give a code: it is not looked at.
            _ = try await nobody.logIn("berta", password: TownApp.password, code: "123456")
        }
    }

    @Test("A recovery code opens a session once, typed as one likes")
    func recovery() async throws {
        try await withAnna { _, anna, nobody, clock async throws in
            let (_, codes) = try await anna.enrol(clock)
            let typed = codes[3].lowercased().filter { $0 != "-" }
            let opened = try await session(nobody, typed)
            #expect(opened.bearer.passedSecondFactor)
            #expect(try await guess(nobody, codes[3]) == .wrongCode)
            #expect(try await anna.secondFactor().codesLeft == 9)
            let renewed = try await opened.renewRecoveryCodes()
            #expect(Set(renewed).isDisjoint(with: codes))
            #expect(try await guess(nobody, codes[4]) == .wrongCode)
            _ = try await logIn(nobody, renewed[0])
        }
    }

    @Test("Of two log-ins with the same code at the same moment one is let in")
    func sameMoment() async throws {
        try await withAnna { _, anna, nobody, clock async throws in
            let (phone, _) = try await anna.enrol(clock)
            let shown = phone.now(clock)
            let outcomes = try await withThrowingTaskGroup(of: RefusalCode?.self) { group in
                for _ in 1...3 { group.addTask { try await guess(nobody, shown) } }
                return try await group.reduce(into: [RefusalCode?]()) { $0.append($1) }
            }
            #expect(outcomes.filter { $0 == nil }.count == 1)
            #expect(outcomes.filter { $0 == .wrongCode }.count == 2)
        }
    }

    @Test("Wrong codes slow down as wrong passwords do; asking for the code between them resets nothing")
    func slowed() async throws {
        try await withAnna { town, anna, nobody, clock async throws in
            let before = try await logIn(nobody, nil)
            let (phone, _) = try await anna.enrol(clock)
            let wrong = phone.code(at: TimeCode.step(at: clock.now) + 100)
            #expect(try await guess(nobody, wrong) == .wrongCode)
            #expect(try await guess(nobody, nil) == .secondFactorCodeNeeded)
            #expect(try await guess(nobody, wrong) == .wrongCode)
            for wait: Int64 in [1, 2, 4, 8, 16, 30, 30] {
                #expect(try await guess(nobody, wrong) == .wrongCode)
                clock.advance(seconds: wait - 1)
                #expect(try await guess(nobody, phone.now(clock)) == .loginSlowed)
                // Whoever was here before is not kept waiting by a stranger who guesses.
                #expect(try await guess(nobody, "000000000", known: before) == .wrongCode)
                _ = try await logIn(nobody, phone.now(clock), known: before)
                clock.advance(seconds: 31)
            }
            let why = try await town.pool.transact { transaction async throws in
                try await transaction.query(
                    """
                    select distinct detail->>'why' as why from buddel.audit_events
                    where action = 'user.login_failed' order by why
                    """
                ).map { try $0.decode("why", as: String.self) }
            }
            #expect(why == ["code", "code_missing"])
        }
    }

    @Test("Who removes it must have passed it; an administrator removes anybody's, which ends his sessions")
    func removal() async throws {
        try await withAnna { town, anna, nobody, clock async throws in
            let before = try await session(nobody, nil)
            let (phone, _) = try await anna.enrol(clock)
            let own = [
                try await code { _ = try await before.removeSecondFactor() },
                try await code { _ = try await before.renewRecoveryCodes() },
            ]
            #expect(own == [.secondFactorNeeded, .secondFactorNeeded])
            let berta = try await town.user("berta", .chair)
            let others = [
                try await code { _ = try await berta.removeSecondFactor(of: "anna") },
                try await code { _ = try await berta.secondFactor(of: "anna") },
                try await code { _ = try await berta.removeSecondFactor() },
            ]
            #expect(others == [.notAllowed, .notAllowed, .notFound])
            let owners = [
                try await code { _ = try await town.owner.removeSecondFactor(of: "zoe") },
                try await code { _ = try await town.owner.setUpSecondFactor() },
            ]
            #expect(owners == [.notFound, .notLoggedIn])

            let token = try await logIn(nobody, phone.now(clock))
            try await town.owner.removeSecondFactor(of: "Anna")
            let over = try await code { _ = try await nobody.authenticate(token) }
            #expect(over == .notLoggedIn)
            let again = try await session(nobody, nil)
            #expect(again.bearer.passedSecondFactor == false)

            clock.advance(seconds: 60)
            let (other, _) = try await anna.enrol(clock)
            let strong = try await session(nobody, other.now(clock))
            try await strong.removeSecondFactor()
            _ = try await logIn(nobody, nil)
            #expect(try await town.audited(by: 0).filter { $0.hasPrefix("second") } == ["second_factor.remove anna"])
        }
    }

    @Test("A session that confirms a second factor has passed it by that; sessions of before have not")
    func upgrade() async throws {
        try await withAnna { _, _, nobody, clock async throws in
            let tokens = [try await logIn(nobody, nil), try await logIn(nobody, nil)]
            let first = nobody.acting(as: try await nobody.authenticate(tokens[0]))
            _ = try await first.enrol(clock)
            #expect(try await nobody.authenticate(tokens[0]).passedSecondFactor)
            #expect(try await nobody.authenticate(tokens[1]).passedSecondFactor == false)
            #expect(try await first.listTokens().map(\.passedSecondFactor) == [false, true])
        }
    }
}
