import Buddelverein
import Testing

@Suite("Subsidy: the waterfall (rules.md 3)")
struct WaterfallTests {
    var village = Village()

    private func step(_ name: WaterfallStep.Name, _ standing: Standing = Standing()) throws -> WaterfallStep? {
        try village.assess(standing).waterfall.first { $0.name == name }
    }

    @Test("a step whose setting is not given is left out, but for the three that always stand")
    mutating func steps() throws {
        village.programme.cashCeiling = false
        #expect(
            try village.assess().waterfall.map(\.name) == [.eligible, .share, .totalCeiling, .rounding, .earlierClaims])
        village.programme.financing = .fixed(unit: .member, amount: money("1.00"))
        village.programme.cashCeiling = true
        #expect(try village.assess().waterfall.map(\.name) == [.fixed, .totalCeiling, .rounding, .earlierClaims])
    }

    @Test("unpaid work is at most p percent of the total that contains it")
    mutating func unpaidShare() throws {
        village.programme.unpaidShareMax = percent("20.00")
        village.cost(net: "840.34", gross: "1000.00")
        village.work(time: "10:00")
        village.gift(value: "500.00")
        #expect(
            try step(.unpaidShareMax) == WaterfallStep(.unpaidShareMax, limit: money("250.00"), result: money("250.00"))
        )
        #expect(try village.assess().unpaid == money("250.00"))
        #expect(try village.assess().eligible == money("1250.00"))
    }

    @Test("unpaid work of a hundred percent is an error")
    mutating func wholeUnpaid() {
        village.programme.unpaidShareMax = percent("100.00")
        #expect(refusal { _ = try village.assess() } == .unpaidShareWhole)
    }

    @Test("the award's rate counts, never above the programme's, and the share goes down")
    mutating func share() throws {
        village.cost(net: "84.04", gross: "100.01")
        #expect(try step(.share)?.result == money("60.00"))
        village.award.rate = percent("33.33")
        #expect(try step(.share)?.result == money("33.33"))
        village.award.rate = percent("90.00")
        #expect(try step(.share)?.result == money("60.00"))
    }

    @Test("a deficit takes off own funds, the larger of third-party funds and income, and other grants")
    mutating func deficit() throws {
        village.programme.financing = .deficit
        village.award.ownFunds = money("100.00")
        village.award.thirdPartyFunds = money("50.00")
        village.cost()
        village.payment("P-1", .donation, "30.00")
        village.payment("P-2", .otherIncome, "40.00", on: "2026-06-30")
        village.payment("P-3", .donation, "500.00", on: "2026-07-01")
        village.payment("P-4", .levy, "900.00", of: "M-1")
        let standing = Standing(otherGrants: money("200.00"))
        #expect(
            try step(.deficit, standing) == WaterfallStep(.deficit, limit: money("370.00"), result: money("820.00")))
        village.award.thirdPartyFunds = money("2000.00")
        #expect(try step(.deficit, standing)?.result == .zero)
    }

    @Test("full pays all of it")
    mutating func full() throws {
        village.programme.financing = .full
        village.cost()
        #expect(try step(.full)?.result == money("1190.00"))
    }

    @Test("the cap counts active connections under contract, inside, of members of the day")
    mutating func connectionCap() throws {
        village.programme.capPerActiveConnection = money("10.00")
        village.programme.ownTerritoryOnly = true
        village.cost()
        village.connection("C-1", of: "M-1")
        village.connection("C-2", of: "M-1", .passive)
        village.connection("C-3", of: "M-2", in: Village.olfen)
        village.connection("C-4", of: "M-3")
        village.connection("C-5", of: "M-4")
        village.connection("C-6", of: "M-5", in: nil)
        village.member("M-3") { $0.joinedOn = day("2026-07-01") }
        village.member("M-4") {
            $0.leftOn = Village.cutoff
            $0.successor = "M-1"
        }
        #expect(try step(.capPerActiveConnection)?.limit == money("20.00"))
        village.programme.ownTerritoryOnly = false
        #expect(try step(.capPerActiveConnection)?.limit == money("40.00"))
        village.member("M-4") { $0.successor = nil }
        #expect(try step(.capPerActiveConnection)?.limit == money("30.00"))
    }

    @Test("a connection that changed hands counts for whoever held it on the day")
    mutating func holder() throws {
        village.programme.capPerActiveConnection = money("10.00")
        village.cost()
        village.connection("C-1", of: "M-2")
        village.member("M-1") { $0.leftOn = day("2026-05-01") }
        village.evidence.holdings = [
            Holding(connection: "C-1", memberNumber: "M-1", from: day("2025-01-01"), until: day("2026-06-30"))
        ]
        #expect(try step(.capPerActiveConnection)?.limit == .zero)
        let later = try village.assess(on: day("2026-07-01"))
        #expect(later.waterfall.first { $0.name == .capPerActiveConnection }?.limit == money("10.00"))
    }

    @Test("a grant is at most the maximum, the cash spent, and all costs paid less other grants")
    mutating func ceilings() throws {
        village.programme.financing = .full
        village.award.maximum = money("1000.00")
        village.cost("K-1", net: "420.17", gross: "500.00")
        village.cost("K-2", category: "fees", net: "84.03", gross: "100.00")
        village.cost("K-3", paidOn: nil)
        village.gift(value: "700.00")
        let standing = Standing(otherGrants: money("250.00"))
        #expect(try step(.awardMaximum, standing)?.result == money("1000.00"))
        #expect(
            try step(.cashCeiling, standing)
                == WaterfallStep(.cashCeiling, limit: money("500.00"), result: money("500.00")))
        #expect(
            try step(.totalCeiling, standing)
                == WaterfallStep(.totalCeiling, limit: money("350.00"), result: money("350.00")))
        #expect(try step(.totalCeiling, Standing(otherGrants: money("601.00")))?.limit == .zero)
    }

    @Test("rounding goes down to a euro or keeps the cent")
    mutating func rounding() throws {
        village.cost(net: "84.86", gross: "100.98")
        #expect(try village.assess().claimable == money("60.58"))
        village.programme.rounding = .euro
        #expect(try village.assess().claimable == money("60.00"))
    }

    @Test("below the minimum nothing is paid, with a flag; exactly at it everything")
    mutating func minimum() throws {
        village.cost(net: "84.03", gross: "100.00")
        village.programme.minimum = money("60.00")
        #expect(try village.assess().claimable == money("60.00"))
        village.programme.minimum = money("60.01")
        #expect(try village.assess().claimable == .zero)
        #expect(try village.assess().flags == [.belowMinimum])
        village.evidence.costs = []
        #expect(try village.assess().flags.isEmpty)
    }

    @Test("earlier claims are taken off, and more than is due is flagged as overpaid")
    mutating func earlier() throws {
        village.cost(net: "84.03", gross: "100.00")
        #expect(try village.assess(Standing(earlierGrants: money("25.00"))).claimable == money("35.00"))
        let overpaid = try village.assess(Standing(earlierGrants: money("60.01")))
        #expect(overpaid.claimable == .zero)
        #expect(overpaid.flags == [.overpaid])
        #expect(try village.assess(Standing(earlierGrants: money("60.00"))).flags.isEmpty)
    }

    @Test("flags come in their order")
    mutating func flags() throws {
        village.programme.startBan = true
        village.award.approvedOn = day("2026-04-01")
        village.programme.minimum = money("1000.00")
        village.cost("K-1", net: "84.03", gross: "100.00")
        village.cost("K-2", on: "2026-03-01", net: "84.03", gross: "100.00")
        #expect(
            try village.assess(Standing(earlierGrants: money("1.00"))).flags == [.earlyStart, .belowMinimum, .overpaid])
    }

    @Test("amounts too large to count are an error, not another amount")
    mutating func overflow() {
        village.evidence.costs = []
        for ref in ["K-1", "K-2"] {
            village.cost(ref, net: "90000000000000000.00", gross: "90000000000000000.00")
        }
        #expect(refusal { _ = try village.assess() } == .overflow)
    }
}
