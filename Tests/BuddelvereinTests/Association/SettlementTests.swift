import Buddelverein
import Testing

@Suite("Association: settlement (rules.md 5)")
struct SettlementTests {
    static let on = day("2026-12-31")
    var village = Village()
    var rule = SettlementRule(
        keys: [SettlementKey(basis: .member, share: .whole)],
        labour: LabourDuty(dutyPerActive: time("10:00"), dutyPerPassive: time("4:00"), rate: rate("12.00")),
        machineRates: ["tractor": rate("35.00")])
    var grants: [DatedGrant] = []

    private func settled(on day: Day = Self.on) throws -> Settlement {
        try settle(village.evidence, rule: rule, grants: grants, on: day)
    }

    private func row(_ number: String, on day: Day = Self.on) throws -> Settlement.Row? {
        try settled(on: day).members.first { $0.number == number }
    }

    @Test("duty is the sum over the connections by kind, built or not, and zero for who is exempt")
    mutating func duty() throws {
        village.connection("C-1", of: "M-1")
        village.connection("C-2", of: "M-1", .passive)
        village.connection("C-3", of: "M-2")
        village.member("M-2") { $0.dutyExempt = true }
        #expect(try row("M-1")?.duty == time("14:00"))
        #expect(try row("M-1")?.charge == money("168.00"))
        #expect(try row("M-2")?.duty == .zero)
    }

    @Test("worked is confirmed labour credited to the member, whoever did it")
    mutating func worked() throws {
        village.work("W-1", time: "2:00")
        village.work("W-2", worker: "H-9", time: "3:00")
        village.work("W-3", time: "4:00", confirmedBy: nil, confirmedOn: nil)
        village.work("W-4", time: "5:00", confirmedOn: "2027-01-01")
        village.work("W-5", on: "2027-01-01", time: "6:00", confirmedOn: "2026-12-31")
        village.work("W-6", member: nil, worker: "H-2", time: "7:00")
        village.work("W-7", kind: .machine, time: "8:00", machine: "tractor")
        #expect(try row("M-1")?.worked == time("5:00"))
        #expect(try row("M-2")?.worked == .zero)
    }

    @Test("work with neither worker nor member is an error")
    mutating func nobody() {
        village.work("W-1", member: nil)
        #expect(refusal { _ = try settled() } == .noWorker)
    }

    @Test("wishes that fit into the pool are credited and leave a rest")
    mutating func fits() throws {
        village.connection("C-1", of: "M-1")
        village.work("W-1", member: "M-2", time: "4:00")
        let settlement = try settled()
        #expect(settlement.pool == money("120.00"))
        #expect(settlement.rest == money("72.00"))
        #expect(settlement.members[1].credit == money("48.00"))
        #expect(settlement.toShare == money("-72.00"))
    }

    @Test("wishes that don't fit share the pool by largest remainder")
    mutating func shared() throws {
        rule.labour?.rate = rate("0.05")
        village.connection("C-1", of: "M-1")
        village.work("W-1", member: "M-2", worker: "H-9", time: "20:00")
        village.work("W-2", member: "M-4", worker: "H-9", time: "40:00")
        let settlement = try settled()
        #expect(settlement.pool == money("0.50"))
        #expect(settlement.members.map(\.credit) == [.zero, money("0.17"), .zero, money("0.33"), .zero])
        #expect(settlement.rest == .zero)
    }

    @Test("machines earn a credit at the club's rate, line by line, and none without one")
    mutating func machines() throws {
        rule.machineRates["tractor"] = rate("0.31")
        village.work("W-1", kind: .machine, time: "0:01", machine: "tractor")
        village.work("W-2", kind: .machine, time: "0:01", machine: "tractor")
        village.work("W-3", kind: .machine, time: "9:00", machine: "small")
        // round(31 / 60) = 1 for each entry; valued together they would give round(62 / 60) = 1.
        #expect(try row("M-1")?.machineCredit == money("0.02"))
        rule.machineRates = [:]
        #expect(try row("M-1")?.machineCredit == .zero)
    }

    @Test("costs, grants, donations and other income are shared; one still open counts in full")
    mutating func toShare() throws {
        village.cost("K-1", paidOn: nil, paid: "1.00")
        village.cost("K-2", on: "2026-12-31", paid: "1000.00")
        village.cost("K-3", paidOn: "2027-01-01", paid: "1.00")
        village.cost("K-4", on: "2027-01-01")
        village.payment("P-1", .donation, "10.00")
        village.payment("P-2", .otherIncome, "20.00", of: "M-1")
        village.payment("P-3", .donation, "99.00", on: "2027-01-01")
        grants = [
            DatedGrant(cutoffOn: Self.on, amount: money("300.00")),
            DatedGrant(cutoffOn: day("2027-01-01"), amount: money("7.00")),
        ]
        #expect(try settled().toShare == money("3050.00"))
        village.evidence.association.deductsInputTax = true
        // 1000.00 + round(1000.00 * 1000 / 1190) + 1000.00 - 330.00
        #expect(try settled().toShare == money("2510.34"))
    }

    @Test("grants are those of approved claims, less what was revoked")
    func grantsOfClaims() throws {
        let claims = [
            ClaimRecord(
                code: "A-1/1", award: "A-1", cutoffOn: Self.on, status: .approved, approved: money("9.00"),
                revoked: money("2.00")),
            ClaimRecord(code: "A-1/2", award: "A-1", cutoffOn: Self.on, status: .submitted),
        ]
        #expect(try DatedGrant.of(claims) == [DatedGrant(cutoffOn: Self.on, amount: money("7.00"))])
    }

    @Test("the costs go over the keys as listed, then over the members by each key")
    mutating func keys() throws {
        rule.keys = [
            SettlementKey(
                basis: .connection(active: Weight(hundredths: 100), passive: Weight(hundredths: 40)),
                share: percent("70.00")),
            SettlementKey(basis: .leadMetre, share: percent("30.00")),
        ]
        village.connection("C-1", of: "M-1", lead: "10.00")
        village.connection("C-2", of: "M-2", .passive, lead: "30.00")
        village.cost(net: "840.34", gross: "1000.00")
        rule.labour = nil
        #expect(try settled().members.map(\.share) == [money("575.00"), money("425.00"), .zero, .zero, .zero])
    }

    @Test("a key by which nobody weighs anything is an error that names it")
    mutating func emptyKey() {
        rule.keys = [SettlementKey(basis: .leadMetre, share: .whole)]
        village.cost()
        let found: Refusal?
        do {
            _ = try settled()
            found = nil
        } catch { found = error as? Refusal }
        #expect(found?.code == .emptySettlementKey)
        #expect(found?.place?.value == "lead_metre")
    }

    @Test("levies and refunds count as paid")
    mutating func paid() throws {
        village.payment("P-1", .levy, "500.00", of: "M-1")
        village.payment("P-2", .refund, "-20.00", of: "M-1")
        village.payment("P-3", .donation, "5.00", of: "M-1")
        village.payment("P-4", .levy, "9.00", of: "M-1", on: "2027-01-01")
        village.payment("P-5", .levy, "0.50", of: "M-1", on: "2026-12-31")
        #expect(try row("M-1")?.paid == money("480.50"))
    }

    @Test("a levy of nobody is an error")
    mutating func levyOfNobody() {
        village.payment("P-1", .levy, "5.00")
        #expect(refusal { _ = try settled() } == .unknownMember)
    }

    @Test("who joins later is listed with weight and duty zero; who left still has its share")
    mutating func comeAndGo() throws {
        village.member("M-4") { $0.joinedOn = day("2027-01-01") }
        village.member("M-5") { $0.leftOn = day("2026-01-01") }
        village.connection("C-1", of: "M-4")
        village.connection("C-2", of: "M-5")
        village.cost(net: "840.34", gross: "1000.00")
        rule.labour?.rate = .zero
        let members = try settled().members
        #expect(members.map(\.share) == [money("250.00"), money("250.00"), money("250.00"), .zero, money("250.00")])
        #expect(members.map(\.duty) == [.zero, .zero, .zero, .zero, time("10:00")])
    }

    @Test("a successor takes over connections, payments, hours and credits, along the chain, from the day of leaving")
    mutating func successor() throws {
        village.connection("C-1", of: "M-1")
        village.work("W-1", time: "3:00")
        village.work("W-2", kind: .machine, time: "1:00", machine: "tractor")
        village.payment("P-1", .levy, "100.00", of: "M-1")
        village.member("M-1") {
            $0.leftOn = day("2026-06-01")
            $0.successor = "M-2"
        }
        village.member("M-2") {
            $0.leftOn = Self.on
            $0.successor = "M-3"
        }
        let settlement = try settled()
        #expect(settlement.members.map(\.number) == ["M-3", "M-4", "M-5"])
        let heir = settlement.members[0]
        #expect(heir.duty == time("10:00") && heir.worked == time("3:00"))
        #expect(heir.machineCredit == money("35.00") && heir.paid == money("100.00"))
        #expect(try settled(on: day("2026-12-30")).members.map(\.number) == ["M-2", "M-3", "M-4", "M-5"])
    }

    @Test("successors in a circle, or unknown ones, are an error")
    mutating func circle() {
        village.member("M-1") { $0.successor = "M-2" }
        village.member("M-2") { $0.successor = "M-1" }
        #expect(refusal { _ = try settled() } == .successorCycle)
        #expect(refusal { _ = try village.assess() } == .successorCycle)
        village.member("M-2") { $0.successor = "M-9" }
        #expect(refusal { _ = try settled() } == .unknownMember)
    }

    @Test("members are listed in natural order")
    mutating func order() throws {
        village.member("M-1") { $0.number = "M-10" }
        #expect(try settled().members.map(\.number) == ["M-2", "M-3", "M-4", "M-5", "M-10"])
    }
}
