import BuddelOperations
import Buddelverein
import Testing

@testable import BuddelStore

/// DESIGN.md 5 as a table, written from the document and not from the program.
@Suite("Access: who may what")
struct AuthorisationTests {
    private static let adm = "administrator", cle = "clerk", app = "approver", cas = "cashier"
    private static let tre = "treasurer", cha = "chair", lea = "area_lead", aud = "auditor", mem = "member"
    private static let all = [adm, cle, app, cas, tre, cha, lea, aud, mem]

    private static let table: [String: [String]] = [
        // Administrator: users, municipalities, import, export; decides nothing.
        "user.add": [adm], "user.grant": [adm], "municipality.load": [adm], "association.add": [adm],
        "history.import": [adm],
        "user.edit": [adm], "user.revoke": [adm], "user.disable": [adm], "user.enable": [adm],
        "user.link_openid": [adm], "user.unlink_openid": [adm], "user.identity_list": all, "second_factor.pass": all,
        "token.list": all, "token.revoke": all, "second_factor.read": all, "second_factor.set_up": all,
        "second_factor.confirm": all, "second_factor.codes": all, "second_factor.remove": all,
        "user.list": [adm, tre, cha, aud], "user.password": all, "tie.declare": all,
        "audit.verify": [adm, tre, cha, aud], "integrity.check": [adm, tre, cha, aud],
        // Treasurer, chair, area lead: books, members, claims / certify / segments. Auditor: reads everything.
        "association.show": all, "association.change": [tre, cha],
        "member.read": [adm, tre, cha, lea, aud], "member.change": [tre, cha],
        "statement.read": [adm, tre, cha, aud, mem],
        "network.read": [adm, tre, cha, lea, aud], "network.change": [tre, cha, lea], "segment.move": [tre, cha, lea],
        "progress.record": [tre, cha, lea],
        "case.import": [adm, tre], "case.export": [adm, tre, aud],
        "voucher.read": [adm, tre, cha, lea, aud], "voucher.record": [tre, cha], "voucher.decide": [tre, cha, lea],
        "voucher.reverse": [tre, cha], "cost.pay": [tre, cha], "period.close": [tre, cha],
        "document.attach": [tre, cha], "document.read": [adm, tre, cha, lea, aud],
        // Member: own hours, own statement.
        "work.record_own": [tre, cha, lea, mem],
        "settlement.preview": [adm, tre, cha, aud], "report.read": [adm, tre, cha, lea, aud],
        // Clerk, approver, cashier: programmes it administers; check, decide, release.
        "programme.add": [adm, cle], "programme.read": all, "award.add": [adm, tre, app],
        "award.grant": [app],
        "award.read": [adm, tre, cha, aud, cle, app, cas], "claim.read": [adm, tre, cha, aud, cle, app, cas],
        "claim.document": [adm, tre, cha, aud, cle, app, cas],
        "claim.assess": [adm, tre, cha, aud],
        "claim.file": [tre], "claim.answer": [tre], "claim.withdraw": [tre], "claim.certify": [cha],
        "claim.check": [cle], "claim.return": [cle, app], "claim.approve": [app], "claim.reject": [app],
        "claim.revoke": [app], "claim.release": [app, cas], "claim.pay": [cas],
        "feed.publish": [adm, tre, cha], "feed.settings": [adm], "feed.settings_read": all,
    ]
    private static let decisions: Set = [
        "voucher.decide", "award.grant", "claim.file", "claim.certify", "claim.check", "claim.return", "claim.answer",
        "claim.approve",
        "claim.reject", "claim.release", "claim.pay", "claim.withdraw", "claim.revoke",
    ]
    private static let here = AssociationKey(id: 1, code: "a")
    private static let elsewhere = AssociationKey(id: 2, code: "b")
    private static let town = Ags(rawValue: "05978032")!
    private static let otherTown = Ags(rawValue: "05558036")!

    private static func caller(_ role: Role) -> StoredCaller {
        StoredCaller(
            userID: 7, login: "x", displayName: "X",
            grants: [
                StoredCaller.Grant(
                    role: role, associationID: role.level == .association ? 1 : nil,
                    associationCode: role.level == .association ? "a" : nil,
                    ags: role.level == .municipality ? town : nil, limit: nil)
            ], members: [:])
    }

    private static func refused(_ body: () throws -> Void) -> RefusalCode? {
        do {
            try body()
            return nil
        } catch { return (error as? Refusal)?.code }
    }

    @Test("Every operation is in the table, and every line of the table is an operation")
    func complete() {
        #expect(Set(Operation.allCases.map(\.rawValue)) == Set(Self.table.keys))
    }

    @Test("Each role may do what its line says, within its scope, and nothing else", arguments: Role.allCases)
    func roles(_ role: Role) {
        let caller = Self.caller(role)
        for operation in Operation.allCases {
            let may = Self.table[operation.rawValue, default: []].contains(role.rawValue)
            let expected: RefusalCode? = may ? nil : .notAllowed
            #expect(Self.refused { try Authorisation.require(operation, of: caller) } == expected, "\(operation)")
            let inside = may && role.level != .municipality
            #expect(
                Self.refused { try Authorisation.require(operation, of: caller, in: Self.here) }
                    == (inside ? nil : .notAllowed), "\(operation) in the association")
            let outside = may && role == .administrator
            #expect(
                Self.refused { try Authorisation.require(operation, of: caller, in: Self.elsewhere) }
                    == (outside ? nil : .notAllowed), "\(operation) in another association")
            let atTown = may && role.level != .association
            #expect(
                Self.refused { try Authorisation.require(operation, of: caller, at: Self.town) }
                    == (atTown ? nil : .notAllowed), "\(operation) at the town")
            #expect(
                Self.refused { try Authorisation.require(operation, of: caller, at: Self.otherTown) }
                    == (outside ? nil : .notAllowed), "\(operation) at another town")
        }
    }

    @Test("The owner of the database records everything and decides nothing")
    func localOwner() {
        let owner = StoredCaller(userID: 0, login: "local", displayName: "", grants: [], members: [:])
        for operation in Operation.allCases {
            let expected: RefusalCode? = Self.decisions.contains(operation.rawValue) ? .notLoggedIn : nil
            #expect(Self.refused { try Authorisation.require(operation, of: owner, in: Self.here) } == expected)
            #expect(Self.refused { try Authorisation.require(operation, of: owner, at: Self.town) } == expected)
            #expect(Self.refused { try Authorisation.require(operation, of: owner) } == expected)
        }
    }

    @Test("An administrator decides nothing, not even in the association he founded")
    func administrator() {
        for operation in Operation.allCases where Self.decisions.contains(operation.rawValue) {
            #expect(!operation.roles.contains(.administrator), "\(operation)")
        }
    }

    @Test("Who has no role does nothing")
    func noRole() {
        let nobody = StoredCaller(userID: 7, login: "x", displayName: "X", grants: [], members: [:])
        for operation in Operation.allCases {
            #expect(Self.refused { try Authorisation.require(operation, of: nobody) } == .notAllowed)
            #expect(Self.refused { try Authorisation.require(operation, of: nobody, in: Self.here) } == .notAllowed)
        }
    }
}
