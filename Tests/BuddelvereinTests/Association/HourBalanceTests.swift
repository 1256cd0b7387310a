import Buddelverein
import Testing

@Suite("Association: hours owed against hours worked (rules.md 5, 1)")
struct HourBalanceTests {
    static let labour = LabourDuty(dutyPerActive: time("10:00"), dutyPerPassive: time("4:00"), rate: rate("12.00"))
    static let on = day("2026-12-31")

    private func balance(
        _ worked: String, active: Int64 = 1, passive: Int64 = 1, by labour: LabourDuty? = labour,
        _ change: (inout Member) -> Void = { _ in }
    ) throws -> HourBalance {
        var member = Member(number: "M-1", kind: .household, name: "Haus", joinedOn: Self.on)
        change(&member)
        return try HourBalance(
            of: member, on: Self.on, active: active, passive: passive, worked: time(worked), by: labour)
    }

    @Test("what is missing and what is over are never negative, and one of them is nothing")
    func sides() throws {
        let short = try balance("9:30")
        #expect((short.duty, short.worked) == (time("14:00"), time("9:30")))
        #expect((short.short, short.over) == (time("4:30"), .zero))
        let over = try balance("15:00", passive: 0)
        #expect((over.short, over.over) == (.zero, time("5:00")))
        let even = try balance("14:00")
        #expect((even.short, even.over) == (.zero, .zero))
    }

    @Test("nothing is owed without a rule, by who is exempt, by who joins later; who has left owes on")
    func exempt() throws {
        #expect(try balance("1:00", by: nil).duty == .zero)
        #expect(try balance("1:00") { $0.dutyExempt = true }.over == time("1:00"))
        #expect(try balance("1:00") { $0.joinedOn = day("2027-01-01") }.duty == .zero)
        #expect(try balance("1:00") { $0.leftOn = day("2026-06-30") }.duty == time("14:00"))
    }

    @Test("more hours than fit are an error")
    func overflow() {
        let most = LabourDuty(
            dutyPerActive: Minutes(minutes: .max), dutyPerPassive: .zero, rate: rate("12.00"))
        #expect(refusal { _ = try balance("1:00", active: 2, by: most) } == .overflow)
        #expect(refusal { _ = try balance("-0:01", passive: 0, by: most) } == .overflow)
    }

    @Test("a statement and the settlement of the same day say the same of everybody")
    func agree() throws {
        var village = Village()
        village.member("M-2") { $0.dutyExempt = true }
        village.member("M-3") { ($0.leftOn, $0.successor) = (day("2026-05-01"), "M-4") }
        village.member("M-5") { $0.joinedOn = day("2027-01-01") }
        for (index, member) in ["M-1", "M-2", "M-3", "M-4", "M-5"].enumerated() {
            village.connection("C-\(index)", of: member)
            village.connection("D-\(index)", of: member, .passive)
            let confirmer = member == "M-1" ? "M-2" : "M-1"
            village.work("W-\(index)", member: member, time: "\(index * 5):00", confirmedBy: confirmer)
        }
        let rule = SettlementRule(keys: [SettlementKey(basis: .member, share: .whole)], labour: Self.labour)
        let rows = try settle(village.evidence, rule: rule, grants: [], on: Self.on).members
        #expect(rows.map(\.number) == ["M-1", "M-2", "M-4", "M-5"])
        #expect(rows.map(\.duty) == [time("14:00"), .zero, time("28:00"), .zero])
        for row in rows {
            let member = try #require(village.evidence.members.first { $0.number == row.number })
            let statement = try MemberStatement(
                of: member, on: Self.on, members: village.evidence.members, connections: village.evidence.connections,
                holdings: village.evidence.holdings, rule: rule, given: MemberStatement.Given(labour: row.worked))
            #expect(statement.duty == row.duty)
            #expect(try statement.open.value(at: Self.labour.rate) == row.charge)
        }
    }
}
