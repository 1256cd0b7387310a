import BuddelOperations
import Buddelverein
import DatabaseFixture
import Postgres
import Testing

@Suite("Access: users, roles, passwords and ties")
struct UserTests {
    @Test("A login name has a form, a password a length, and a name is given once")
    func addUser() async throws {
        try await TownApp.with { town async throws in
            for login in ["a", ".anna", "an na", "änne", String(repeating: "a", count: 64), ""] {
                let refused = try await code {
                    try await town.owner.addUser(login: login, displayName: "", password: nil)
                }
                #expect(refused == .invalidLogin, "\(login)")
            }
            for password in ["", "ninechars", String(repeating: "a", count: 1025)] {
                let refused = try await code {
                    try await town.owner.addUser(login: "anna", displayName: "", password: password)
                }
                #expect(refused == .weakPassword)
            }
            try await town.owner.addUser(login: "Anna", displayName: "", password: TownApp.password)
            do {
                try await town.owner.addUser(login: "anna", displayName: "Other", password: nil)
                Issue.record("a name is given twice")
            } catch let refusal as Refusal {
                #expect(refusal.code == .alreadyExists)
                #expect(refusal.message.english == "A user with this login name is there already.")
            }
            #expect(try await town.audited(by: 0).filter { $0.hasPrefix("user.") } == ["user.add anna"])
            let anna = try await town.owner.listUsers().filter { $0.login == "anna" }
            #expect(anna.map(\.displayName) == ["anna"])
        }
    }

    @Test("A role fits its scope, its days and its limit")
    func grantRole() async throws {
        try await TownApp.with { town async throws in
            try await town.owner.addUser(login: "anna", displayName: "", password: nil)
            let town1 = BuddelApp.RoleScope.municipality(TownApp.ags)
            let elsewhere = BuddelApp.RoleScope.municipality(Ags(rawValue: "01001000")!)
            let cases: [(Role, String, BuddelApp.RoleScope, Money?, Day?, Day?, RefusalCode?)] = [
                (.administrator, "anna", .association("a"), nil, nil, nil, .roleScope),
                (.treasurer, "anna", town1, nil, nil, nil, .roleScope),
                (.clerk, "anna", .association("a"), nil, nil, nil, .roleScope),
                (.chair, "anna", .system, nil, nil, nil, .roleScope),
                (.clerk, "anna", town1, Money(cents: 1), nil, nil, .roleScope),
                (.approver, "anna", town1, Money(cents: -1), nil, nil, .invalidAmount),
                (.chair, "anna", .association("a"), nil, nil, TownApp.today, .invalidOrder),
                (.chair, "nobody", .association("a"), nil, nil, nil, .notFound),
                (.chair, "anna", .association("zz"), nil, nil, nil, .notFound),
                (.clerk, "anna", elsewhere, nil, nil, nil, .notFound),
                (.chair, "anna", .association(nil), nil, nil, TownApp.day(30), nil),
                (.chair, "anna", .association("a"), nil, TownApp.day(29), nil, .roleOverlap),
                (.chair, "ANNA", .association("a"), nil, TownApp.day(30), nil, nil),
                (.approver, "anna", town1, Money(cents: 500_000), nil, nil, nil),
            ]
            for (role, login, scope, limit, from, until, expected) in cases {
                let refused = try await code {
                    try await town.owner.grantRole(
                        role, to: login, scope: scope, limit: limit, from: from, until: until)
                }
                #expect(refused == expected, "\(role) for \(login) in \(scope)")
            }
            let roles = try await town.owner.listUsers().compactMap(\.role)
            #expect(roles == [.chair, .chair, .approver])
            #expect(try await town.audited(by: 0).filter { $0.hasPrefix("user.grant") }.count == 3)
        }
    }

    @Test("Who audits an association changes nothing in it, on days that are shared")
    func auditorApart() async throws {
        try await TownApp.with { town async throws in
            try await town.owner.addUser(login: "aud", displayName: "", password: nil)
            let scope = BuddelApp.RoleScope.association("a")
            try await town.owner.grantRole(.auditor, to: "aud", scope: scope, until: TownApp.day(30))
            for role in [Role.treasurer, .chair, .areaLead] {
                let refused = try await code {
                    try await town.owner.grantRole(role, to: "aud", scope: scope)
                }
                #expect(refused == .roleConflict)
            }
            try await town.owner.grantRole(.member, to: "aud", scope: scope)
            try await town.owner.grantRole(.treasurer, to: "aud", scope: scope, from: TownApp.day(30))
            let audits = try await code {
                try await town.owner.grantRole(.auditor, to: "aud", scope: scope, from: TownApp.day(40))
            }
            #expect(audits == .roleConflict)
        }
    }

    @Test("A role of the town for who is tied to an association is a tie, and the receipt says to which")
    func tiesOfTown() async throws {
        try await TownApp.with { town async throws in
            try await town.owner.addUser(login: "tina", displayName: "", password: nil)
            try await town.owner.addUser(login: "cara", displayName: "", password: nil)
            let ags = BuddelApp.RoleScope.municipality(TownApp.ags)
            let association = BuddelApp.RoleScope.association("a")
            let cases: [(Role, String, BuddelApp.RoleScope, [String])] = [
                (.treasurer, "tina", association, []), (.clerk, "tina", ags, ["a"]), (.clerk, "cara", ags, []),
                (.chair, "cara", association, ["a"]),
            ]
            for (role, login, scope, expected) in cases {
                let ties = try await town.owner.grantRole(role, to: login, scope: scope)
                #expect(ties == expected, "\(role) for \(login)")
            }
        }
    }

    @Test("A treasurer lists the people of his association alone, an administrator everybody")
    func listing() async throws {
        try await TownApp.with { town async throws in
            let treasurer = try await town.user("anna", .treasurer)
            try await town.owner.addUser(login: "stranger", displayName: "", password: nil)
            #expect(try await treasurer.listUsers().map(\.login) == ["anna"])
            #expect(try await town.owner.listUsers().map(\.login) == ["anna", "stranger"])
        }
    }

    @Test("A user is one member of an association, once")
    func link() async throws {
        try await TownApp.with { town async throws in
            _ = try await town.user("anna", .member, member: "M-1")
            #expect(
                try await code { try await town.owner.linkUser("anna", toMember: "M-2", of: "a") } == .alreadyExists)
            #expect(
                try await code { try await town.owner.linkUser("anna", toMember: "M-9", of: "a") } == .notFound)
            #expect(try await code { try await town.owner.linkUser("x", toMember: "M-1", of: "a") } == .notFound)
        }
    }

    @Test("A password is set by the user himself or an administrator, and ends every session")
    func setPassword() async throws {
        try await TownApp.with { town async throws in
            let clock = HandClock()
            let nobody = town.app(-1, clock)
            let anna = try await town.user("anna", .treasurer)
            let berta = try await town.user("berta", .chair)
            try await town.owner.setPassword(of: "anna", to: TownApp.password)
            let token = try await nobody.logIn("anna", password: TownApp.password)
            #expect(try await code { try await berta.setPassword(of: "anna", to: "another password") } == .notAllowed)
            #expect(try await code { try await anna.setPassword(of: "anna", to: "short") } == .weakPassword)
            #expect(try await code { try await anna.setPassword(of: "zoe", to: "another password") } == .notFound)
            #expect(try await code { try await town.owner.setPassword(of: "local", to: "another one") } == .notAllowed)
            #expect(try await nobody.authenticate(token).userID == anna.userID)
            try await anna.setPassword(of: "anna", to: "another password")
            #expect(try await code { _ = try await nobody.authenticate(token) } == .notLoggedIn)
            #expect(try await code { _ = try await nobody.logIn("anna", password: TownApp.password) } == .wrongLogin)
            _ = try await nobody.logIn("anna", password: "another password")
            #expect(
                try await town.audited(by: anna.userID)
                    == ["user.login", "user.password anna", "user.login_failed", "user.login"])
            #expect(try await town.audited(by: 0).contains("user.password anna"))
        }
    }

    @Test("The same password in another normal form is the same password")
    func umlauts() async throws {
        try await TownApp.with { town async throws in
            let nobody = town.app(-1, HandClock())
            try await town.owner.addUser(login: "anna", displayName: "", password: "Stra\u{DF}e f\u{FC}nf m")
            _ = try await nobody.logIn("anna", password: "Stra\u{DF}e fu\u{308}nf m")
        }
    }

    @Test("A tie is declared by the user himself or, of another, by an administrator; it stays")
    func ties() async throws {
        try await TownApp.with { town async throws in
            let anna = try await town.user("anna", .member)
            let berta = try await town.user("berta", .chair)
            try await anna.declareTie(to: "a")
            try await anna.declareTie(to: "a")
            try await town.owner.declareTie(to: "a", of: "berta")
            #expect(try await code { try await berta.declareTie(to: "a", of: "anna") } == .notAllowed)
            #expect(try await code { try await town.owner.declareTie(to: "a") } == .notLoggedIn)
            #expect(try await code { try await anna.declareTie(to: "zz") } == .notFound)
            #expect(try await code { try await town.owner.declareTie(to: "a", of: "zoe") } == .notFound)
            let ties = try await town.pool.transact { transaction async throws in
                try await transaction.query("select user_id from buddel.declared_ties order by user_id").map {
                    try $0.decode(0, as: Int64.self)
                }
            }
            #expect(ties == [anna.userID, berta.userID])
            #expect(try await town.audited(by: anna.userID) == ["tie.declare anna", "tie.declare anna"])
        }
    }

    @Test("Who is nobody, or a user that is not there, does nothing")
    func nobody() async throws {
        try await TownApp.with { town async throws in
            for user: Int64 in [-1, 99] {
                let app = town.app(user, HandClock())
                #expect(try await code { _ = try await app.whoAmI() } == .notLoggedIn)
                #expect(try await code { _ = try await app.listUsers() } == .notLoggedIn)
                #expect(try await code { try await app.declareTie(to: "a", of: "anna") } == .notLoggedIn)
                #expect(
                    try await code { try await app.setPassword(of: "anna", to: TownApp.password) } == .notLoggedIn)
            }
        }
    }
}
