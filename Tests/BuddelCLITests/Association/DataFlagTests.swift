import Buddelverein
import Testing

@testable import BuddelCLI

@Suite("Association: flags of members and associations")
struct DataFlagTests {
    private let ags = Ags(rawValue: "05978032")!

    @Test("Settlement keys and duty are read from one flag each")
    func settlement() throws {
        let data = try AssociationData.parse([
            "--keys", "connection:70:1.00:0.40;lead_metre:20,5;member:9.5", "--duty", "40:00/10:00/12.00",
            "--court", "Dortmund", "--register", "VR 1", "--iban", "DE89 3704 0044 0532 0130 00",
        ])
        var profile = AssociationProfile(code: "a", name: "A", seatAgs: ags)
        try data.apply(to: &profile)
        #expect(profile.settlement?.keys.map(\.share.basisPoints) == [7000, 2050, 950])
        #expect(
            profile.settlement?.keys[0].basis
                == .connection(active: Weight(hundredths: 100), passive: Weight(hundredths: 40)))
        #expect(profile.settlement?.labour?.rate == HourlyRate(centsPerHour: 1200))
        #expect(profile.register == CourtRegister(court: "Dortmund", number: "VR 1"))
        #expect(profile.iban == "DE89370400440532013000")
    }

    @Test(
        "What can't be read is refused and names its flag",
        arguments: [
            ["--keys", "connection:70"], ["--keys", "moon:100"], ["--duty", "40:00"], ["--seat", "123"],
            ["--founded", "yesterday"],
        ])
    func unreadable(words: [String]) throws {
        var profile = AssociationProfile(
            code: "a", name: "A", seatAgs: ags, settlement: SettlementRule(keys: []))
        let data = try AssociationData.parse(words)
        #expect { try data.apply(to: &profile) } throws: { ($0 as? Refusal)?.place?.field == words[0] }
    }

    @Test("A hyphen empties a member's field; what is not given stays")
    func member() throws {
        var member = Member(
            number: "M-1", kind: .household, name: "Anna", city: "Selm", email: "a@example.org", joinedOn: .first,
            mandateReference: "R-1", mandateSignedOn: .first, roles: [.chair])
        try MemberData.parse([
            "--email", "-", "--roles", "treasurer;auditor", "--mandate", "-", "--duty-exempt", "true",
        ])
        .apply(to: &member)
        #expect(member.email == nil)
        #expect(member.city == "Selm")
        #expect(member.mandateReference == nil)
        #expect(member.mandateSignedOn == nil)
        #expect(member.roles == [.treasurer, .auditor])
        #expect(member.dutyExempt)
    }

    @Test(
        "An unknown office or kind is refused with the choices",
        arguments: [["--roles", "king"], ["--kind", "robot"]])
    func unknownWord(words: [String]) throws {
        var member = Member(number: "M-1", kind: .household, name: "Anna", joinedOn: .first)
        let data = try MemberData.parse(words)
        #expect { try data.apply(to: &member) } throws: { ($0 as? Refusal)?.code == .unknownChoice }
    }
}
