import BuddelOperations
import BuddelStore
import Buddelverein
import DatabaseFixture
import Postgres
import Testing

@Suite("Access: a token gives no more than it says")
struct TokenScopeTests {
    /// Lends the two towns with `treasurer`, who has a password, and is treasurer of `a` and chair of `b`.
    private func withTreasurer(_ body: (SubsidyTown, BuddelApp) async throws -> Void) async throws {
        try await SubsidyTown.with { town in
            try await town.owner.setPassword(of: "treasurer", to: TownApp.password)
            try await town.owner.grantRole(.chair, to: "treasurer", scope: .association("b"))
            try await body(town, town.town.app(-1, HandClock()))
        }
    }

    private func app(
        _ nobody: BuddelApp, _ access: AccessLevel? = nil, at place: BuddelApp.TokenPlace = .everywhere,
        login: String = "treasurer"
    ) async throws -> BuddelApp {
        let token =
            if let access {
                try await nobody.makeToken(
                    login, password: TownApp.password, label: "script", validDays: 1, access: access, at: place)
            } else {
                try await nobody.makeToken(login, password: TownApp.password, label: "script", validDays: 1, at: place)
            }
        return nobody.acting(as: try await nobody.authenticate(token))
    }

    @Test("Reading is the default, recording does not decide, and each level holds those before it")
    func levels() async throws {
        try await withTreasurer { town, nobody async throws in
            let member = try Member(number: "", kind: .household, name: "Zoe", joinedOn: Day(parsing: "2025-05-01"))
            for (access, expected) in [
                (nil, [nil, .tokenScope, .tokenScope, .tokenScope]),
                (.read, [nil, .tokenScope, .tokenScope, .tokenScope]),
                (.record, [nil, nil, .tokenScope, .tokenScope]), (.decide, [nil, nil, nil, nil]),
            ] as [(AccessLevel?, [RefusalCode?])] {
                let script = try await app(nobody, access)
                let found = [
                    await refusal { _ = try await script.listMembers(in: "a") },
                    await refusal { _ = try await script.addMember(member, in: "a") },
                    await refusal {
                        let filed = try await script.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff, in: "a")
                        try await script.withdrawClaim(filed.code, in: "a")
                    },
                    await refusal { _ = try await script.setUpSecondFactor() },
                ]
                #expect(found == expected, "\(access?.rawValue ?? "default")")
            }
        }
    }

    @Test("A token gives its user's roles and no others")
    func never() async throws {
        try await withTreasurer { town, nobody async throws in
            let script = try await app(nobody, .decide)
            let absent = await refusal { try await script.certifyClaim("A-1/1", in: "a") }
            #expect(absent == .notFound)
            _ = try await town.treasurer.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff, in: "a")
            let other = await refusal { try await script.certifyClaim("A-1/1", in: "a") }
            #expect(other == .notAllowed)
            let user = await refusal { try await script.addUser(login: "x", displayName: "x", password: nil) }
            #expect(user == .notAllowed)
            try await town.owner.revokeRole(.treasurer, from: "treasurer", scope: .association("a"))
            let ended = await refusal { _ = try await script.listMembers(in: "a") }
            #expect(ended == .notFound)
        }
    }

    @Test("Of one association everything else is not there, read or written, listed or named")
    func association() async throws {
        try await withTreasurer { town, nobody async throws in
            let here = try await app(nobody, .decide, at: .association("a"))
            #expect(try await here.whoAmI().roleWords == ["treasurer a"])
            _ = try await here.listMembers(in: nil)
            #expect(try await here.listMembers(in: nil).isEmpty == false)
            let member = try Member(number: "", kind: .household, name: "Zoe", joinedOn: Day(parsing: "2025-05-01"))
            let refused = [
                await refusal { _ = try await here.listMembers(in: "b") },
                await refusal { _ = try await here.addMember(member, in: "b") },
                await refusal { _ = try await here.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff, in: "b") },
                await refusal { try await here.setPassword(of: "treasurer", to: TownApp.password) },
                await refusal { _ = try await here.setUpSecondFactor() },
            ]
            #expect(refused == [.notFound, .notFound, .notFound, .tokenScope, .tokenScope])
            #expect(try await here.listAssociations().map(\.code) == ["a"])
            let listed = try await town.treasurer.listTokens()
            #expect(listed.map(\.association) == ["a"] && listed.map(\.access) == [.decide])
        }
    }

    @Test("Of one municipality only its roles count, for a clerk of two towns")
    func municipality() async throws {
        try await withTreasurer { town, nobody async throws in
            try await town.owner.setPassword(of: "clerk", to: TownApp.password)
            try await town.owner.grantRole(.clerk, to: "clerk", scope: .municipality(SubsidyTown.east))
            _ = try await town.treasurer.fileClaim(award: "A-2", cutoffOn: SubsidyTown.cutoff, in: "a")
            let claims = try await town.clerk.listClaims().map(\.claim.code)
            #expect(claims == ["A-2/1"])
            let west = try await app(nobody, .read, at: .municipality(TownApp.ags), login: "clerk")
            let inWest = try await west.listClaims().map(\.claim.code)
            #expect(inWest == [])
            let named = await refusal { _ = try await west.claim("A-2/1") }
            #expect(named == .notFound)
            let east = try await app(nobody, .read, at: .municipality(SubsidyTown.east), login: "clerk")
            let inEast = try await east.listClaims().map(\.claim.code)
            #expect(inEast == ["A-2/1"])
            #expect(try await town.clerk.listTokens().map(\.municipality) == [SubsidyTown.east, TownApp.ags])
        }
    }

    @Test("A token is made for a place where its user has a role; an administrator's role is of none")
    func places() async throws {
        try await withTreasurer { town, nobody async throws in
            _ = try await town.town.administrator("ada")
            try await town.owner.setPassword(of: "ada", to: TownApp.password)
            let refused = [
                await refusal { _ = try await app(nobody, .read, at: .association("zzz")) },
                await refusal { _ = try await app(nobody, .read, at: .municipality(TownApp.ags)) },
                await refusal { _ = try await app(nobody, .read, at: .association("a"), login: "ada") },
                await refusal {
                    _ = try await nobody.makeToken(
                        "treasurer", password: TownApp.password, label: "a\u{7}", validDays: 1)
                },
                await refusal { _ = try await app(nobody, .read, at: .association("a"), login: "other-treasurer") },
            ]
            #expect(refused == [.notFound, .notFound, .notFound, .invalidValue, .wrongLogin])
            // An administrator's script that records does not make users or rights, with which it could make itself more.
            let ada = try await app(nobody, .record, login: "ada")
            let rights = [
                await refusal { try await ada.addUser(login: "x", displayName: "x", password: nil) },
                await refusal { try await ada.grantRole(.clerk, to: "ada", scope: .municipality(TownApp.ags)) },
                await refusal { _ = try await ada.disableUser("clerk") },
                await refusal { _ = try await ada.removeSecondFactor(of: "clerk") },
                await refusal { _ = try await ada.listMembers(in: "b") },
            ]
            #expect(rights == [.tokenScope, .tokenScope, .tokenScope, .tokenScope, nil])
        }
    }

    @Test("Every decision takes the highest level, and what a level gives is never less than the one before it")
    func table() {
        for operation in Operation.allCases where operation.isDecision {
            #expect(operation.level == .decide, "\(operation)")
        }
        for operation in Operation.allCases where operation.isOfAccount {
            #expect(operation.level == .decide, "\(operation)")
        }
        #expect(AccessLevel.allCases == AccessLevel.allCases.sorted())
        #expect(AccessLevel.read < .record && AccessLevel.record < .decide)
    }

    @Test("What a log-in opened stands in the audit trail: its access, its place, its second factor")
    func audited() async throws {
        try await withTreasurer { town, nobody async throws in
            _ = try await app(nobody, .record, at: .association("a"))
            _ = try await nobody.logIn("treasurer", password: TownApp.password)
            let details = try await town.pool.transact { transaction async throws in
                try await transaction.query(
                    "select detail::text as detail from buddel.audit_events where action = 'user.login' order by id"
                ).map { try $0.decode("detail", as: String.self) }
            }
            #expect(
                details == [
                    #"{"label": "script", "place": "a", "access": "record", "second_factor": null}"#,
                    #"{"label": "session", "place": null, "access": "decide", "second_factor": null}"#,
                ])
        }
    }
}
