import BuddelOperations
import BuddelStore
import Buddelverein
import DatabaseFixture
import Postgres
import Testing

@Suite("Access: roles that end, users who are let in no more, tokens that are taken back")
struct EndingUserTests {
    @Test("A role ends on a day; what had not begun is taken back; what nobody holds can't end")
    func revokeRole() async throws {
        try await TownApp.with { town async throws in
            let anna = try await town.user("anna", .treasurer)
            let here = BuddelApp.RoleScope.association("a")
            _ = try await anna.listMembers(in: nil)
            try await town.owner.revokeRole(.treasurer, from: "ANNA", scope: here, on: TownApp.day(1))
            _ = try await anna.listMembers(in: nil)
            try await town.owner.revokeRole(.treasurer, from: "anna", scope: here)
            let afterwards = await refusal { _ = try await anna.listMembers(in: nil) }
            #expect(afterwards == .notAllowed)
            let ended = try await town.owner.listUsers()
            #expect(ended.map(\.until) == [TownApp.today])

            let refused = [
                await refusal { try await town.owner.revokeRole(.treasurer, from: "anna", scope: here) },
                await refusal { try await town.owner.revokeRole(.chair, from: "anna", scope: here) },
                await refusal { try await town.owner.revokeRole(.chair, from: "zoe", scope: here) },
                await refusal { try await town.owner.revokeRole(.chair, from: "anna", scope: .system) },
                await refusal { try await anna.revokeRole(.chair, from: "anna", scope: here) },
            ]
            #expect(refused == [.notFound, .notFound, .notFound, .roleScope, .notAllowed])

            // Given by mistake today, or for later: nothing of it stays but the audit trail.
            try await town.owner.grantRole(.chair, to: "anna", scope: here)
            try await town.owner.grantRole(
                .clerk, to: "anna", scope: .municipality(TownApp.ags), from: TownApp.day(5), until: TownApp.day(9))
            try await town.owner.revokeRole(.chair, from: "anna", scope: here)
            try await town.owner.revokeRole(.clerk, from: "anna", scope: .municipality(TownApp.ags))
            #expect(try await town.owner.listUsers().compactMap(\.role) == [.treasurer])
            let audited = try await town.audited(by: 0).filter { $0.hasPrefix("user.revoke") }
            #expect(audited == Array(repeating: "user.revoke anna", count: 4))
        }
    }

    @Test("A disabled user is out at once, in no list of the living, and back by his old password")
    func disable() async throws {
        try await TownApp.with { town async throws in
            let clock = HandClock()
            let nobody = town.app(-1, clock)
            let anna = try await town.user("anna", .treasurer)
            try await town.owner.setPassword(of: "anna", to: TownApp.password)
            let token = try await nobody.logIn("anna", password: TownApp.password)
            _ = try await nobody.makeToken("anna", password: TownApp.password, label: "export", validDays: 30)
            #expect(try await town.owner.disableUser("anna").tokens == 2)
            #expect(try await town.owner.disableUser("anna").tokens == 0)
            let shut = [
                try await code { _ = try await nobody.authenticate(token) },
                try await code { _ = try await anna.whoAmI() },
                try await code { _ = try await nobody.logIn("anna", password: TownApp.password) },
            ]
            #expect(shut == [.notLoggedIn, .notLoggedIn, .wrongLogin])
            #expect(try await town.owner.listUsers().map(\.isDisabled) == [true])
            #expect(try await town.owner.fetchUser("Anna").isDisabled)
            // Not even with the database alone: a disabled user has no rows.
            let seen = try await town.pool.transact(as: anna.userID) { transaction async throws in
                try await transaction.query("select from buddel.members").count
            }
            #expect(seen == 0)

            try await town.owner.enableUser("anna")
            try await town.owner.enableUser("anna")
            let over = try await code { _ = try await nobody.authenticate(token) }
            #expect(over == .notLoggedIn)
            _ = try await nobody.logIn("anna", password: TownApp.password)
            #expect(try await anna.whoAmI().roleWords == ["treasurer a"])
            let audited = try await town.audited(by: 0).filter { $0.hasPrefix("user.") && $0.contains("able") }
            #expect(audited == ["user.disable anna", "user.disable anna", "user.enable anna"])

            let admin = try await town.administrator("ada")
            let refused = [
                await refusal { try await admin.disableUser("ada") },
                await refusal { try await town.owner.disableUser("local") },
                await refusal { try await town.owner.disableUser("zoe") },
                await refusal { try await anna.disableUser("ada") },
                await refusal { try await anna.enableUser("ada") },
                await refusal { try await town.owner.enableUser("zoe") },
            ]
            #expect(refused == [.notAllowed, .notAllowed, .notFound, .notAllowed, .notAllowed, .notFound])
        }
    }

    @Test("A password reset, and being disabled, void what a user checked on undecided claims; all of it is audited")
    func voided() async throws {
        try await SubsidyTown.with { town in
            let clock = HandClock()
            let nobody = town.town.app(-1, clock)
            _ = try await town.treasurer.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff)
            try await town.owner.setPassword(of: "clerk", to: TownApp.password)
            let token = try await nobody.logIn("clerk", password: TownApp.password)
            try await town.bring("A-1/1", to: .checked)
            try await town.owner.setPassword(of: "clerk", to: "another password")
            #expect(try await town.status("A-1/1") == .certified)
            let over = try await code { _ = try await nobody.authenticate(token) }
            #expect(over == .notLoggedIn)

            // His own change of the password does the same: it may have been somebody else before.
            _ = try await town.clerk.checkClaim("A-1/1", cuts: [], in: "a")
            try await town.clerk.setPassword(of: "clerk", to: TownApp.password)
            #expect(try await town.status("A-1/1") == .certified)

            #expect(try await town.owner.disableUser("chair").voidedSteps == 1)
            #expect(try await town.status("A-1/1") == .submitted)
            let early = await refusal { _ = try await town.clerk.checkClaim("A-1/1", cuts: [], in: "a") }
            #expect(early == .moveNotAllowed)
            let why: [String] = try await town.pool.transact { transaction in
                try await transaction.query("select why from buddel.claim_step_voids order by position").map {
                    try $0.decode("why")
                }
            }
            #expect(why == ["user_disabled", "password_reset", "password_reset"])
            let audited: [String] = try await town.pool.transact { transaction in
                try await transaction.query(
                    """
                    select concat_ws(' ', action, subject, detail ->> 'voided_steps') as line from buddel.audit_events
                    where action in ('user.password', 'user.disable') order by id
                    """
                ).map { try $0.decode("line") }
            }
            #expect(
                audited == [
                    "user.password clerk 0", "user.password clerk 1", "user.password clerk 1", "user.disable chair 1",
                ])

            // A decision stands, whoever made it.
            try await town.owner.enableUser("chair")
            try await town.bring("A-1/1", to: .approved)
            try await town.owner.setPassword(of: "clerk", to: "another password")
            try await town.owner.disableUser("approver")
            #expect(try await town.status("A-1/1") == .approved)
        }
    }

    @Test("One sees and ends one's own sessions and tokens; an administrator anybody's")
    func tokens() async throws {
        try await TownApp.with { town async throws in
            let clock = HandClock()
            let nobody = town.app(-1, clock)
            let anna = town.app(try await town.user("anna", .treasurer).userID, clock)
            let berta = town.app(try await town.user("berta", .chair).userID, clock)
            try await town.owner.setPassword(of: "anna", to: TownApp.password)
            let session = try await nobody.logIn("anna", password: TownApp.password)
            let script = try await nobody.makeToken(
                "anna", password: TownApp.password, label: "export", validDays: 30)
            let listed = try await anna.listTokens()
            #expect(listed.map(\.label) == ["export", "session"])
            #expect(listed.map(\.expiresAt) == ["2026-05-18T12:00:00Z", "2026-04-19T00:00:00Z"])
            #expect(try await anna.revokeTokens(id: listed[1].id) == 1)
            let over = try await code { _ = try await nobody.authenticate(session) }
            #expect(over == .notLoggedIn)
            #expect(try await nobody.authenticate(script).userID == anna.userID)
            #expect(try await anna.listTokens().map(\.label) == ["export"])
            #expect(try await anna.listTokens(all: true).map(\.isAlive) == [true, false])
            #expect(try await town.owner.listTokens(of: "Anna", all: true).count == 2)
            #expect(try await berta.listTokens().isEmpty)
            let refused = [
                await refusal { _ = try await berta.listTokens(of: "anna") },
                await refusal { try await berta.revokeTokens(id: listed[0].id, of: "anna") },
                await refusal { try await berta.revokeTokens(id: listed[0].id) },
                await refusal { try await anna.revokeTokens(id: listed[1].id) },
                await refusal { _ = try await town.owner.listTokens() },
                await refusal { _ = try await town.owner.listTokens(of: "zoe") },
            ]
            #expect(refused == [.notAllowed, .notAllowed, .notFound, .notFound, .notLoggedIn, .notFound])
            #expect(try await town.owner.revokeTokens(id: nil, of: "anna") == 1)
            let ended = try await code { _ = try await nobody.authenticate(script) }
            #expect(ended == .notLoggedIn)
        }
    }

    @Test("A wrong link to a member is taken back; the tie to the association stays")
    func unlink() async throws {
        try await TownApp.with { town async throws in
            let anna = try await town.user("anna", .member, member: "M-1")
            _ = try await anna.fetchStatement(of: "M-1", in: nil)
            try await town.owner.unlinkUser("anna", from: nil)
            #expect(await refusal { _ = try await anna.fetchStatement(of: "M-1", in: nil) } == .notAllowed)
            #expect(try await code { try await town.owner.unlinkUser("anna", from: nil) } == .notFound)
            try await town.owner.linkUser("anna", toMember: "M-2", of: "a")
            let shown = try await town.owner.fetchUser("anna")
            #expect(shown.members.map(\.association) == ["a"])
            #expect(shown.members.map(\.number) == ["M-2"])
            #expect(shown.ties == ["a"])
        }
    }

    @Test("A user's name is changed by an administrator, and only as he saw it")
    func edit() async throws {
        try await TownApp.with { town async throws in
            let anna = try await town.user("anna", .treasurer)
            let seen = try await town.owner.fetchUser("anna").version
            try await town.owner.editUser("anna", displayName: "Anna Feld", version: seen)
            let refused = [
                await refusal { try await town.owner.editUser("anna", displayName: "Anna F.", version: seen) },
                await refusal { try await town.owner.editUser("anna", displayName: " ") },
                await refusal { try await town.owner.editUser("zoe", displayName: "Zoe") },
                await refusal { try await anna.editUser("anna", displayName: "Anna F.") },
                await refusal { _ = try await town.owner.fetchUser("zoe") },
            ]
            #expect(refused == [.contentChanged, .missingValue, .notFound, .notAllowed, .notFound])
            #expect(try await town.owner.fetchUser("anna").displayName == "Anna Feld")
            #expect(try await anna.fetchUser("anna").roles.map(\.role) == [.treasurer])
        }
    }
}
