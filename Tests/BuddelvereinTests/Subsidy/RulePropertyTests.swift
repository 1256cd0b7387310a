import Buddelverein
import Testing

@Suite("Subsidy: what holds for every association")
struct RulePropertyTests {
    /// A random year of the village.
    private func village(_ seed: UInt64, _ random: inout SeededGenerator) -> Village {
        var village = Village()
        let segments: [String?] = ["S-1", "S-2", "S-3", "S-4", nil]
        for index in 1...40 {
            let machine = Bool.random(using: &random)
            let minutes = Minutes(minutes: .random(in: 1...900, using: &random))
            village.work(
                "W-\(index)",
                on: "2026-0\(Int.random(in: 3...7, using: &random))-1\(Int.random(in: 0...2, using: &random))",
                member: "M-\(Int.random(in: 1...5, using: &random))",
                worker: [nil, "H-2", "H-9"].randomElement(using: &random)!,
                kind: machine ? .machine : .labour, task: ["digging", "catering"].randomElement(using: &random)!,
                time: minutes.description, segment: segments.randomElement(using: &random)!,
                machine: machine ? "tractor" : nil, confirmedBy: "M-\(Int.random(in: 1...5, using: &random))")
        }
        for index in 1...10 {
            let net = Int64.random(in: 1...500_000, using: &random)
            village.cost(
                "K-\(index)", orderedOn: "2026-03-0\(Int.random(in: 1...9, using: &random))",
                net: Money(cents: net).description,
                gross: Money(cents: net * 119 / 100).description,
                paidOn: Bool.random(using: &random) ? "2026-05-01" : nil,
                segments: [("S-1", "33.33"), ("S-2", "66.67")])
            village.gift(
                "G-\(index)", member: "M-\(Int.random(in: 1...5, using: &random))",
                value: Money(cents: .random(in: 1...50_000, using: &random)).description,
                segment: segments.randomElement(using: &random)!)
        }
        for number in 1...5 {
            village.connection(
                "C-\(number)", of: "M-\(number)", Bool.random(using: &random) ? .active : .passive,
                lead: Centimetres(centimetres: .random(in: 1...9_999, using: &random)).description)
            village.payment(
                "P-\(number)", .levy, Money(cents: .random(in: 1...90_000, using: &random)).description,
                of: "M-\(number)")
        }
        village.payment("P-9", .donation, Money(cents: .random(in: 1...900_000, using: &random)).description)
        village.member("M-5") {
            $0.leftOn = day("2026-05-01")
            $0.successor = seed.isMultiple(of: 2) ? "M-4" : nil
        }
        village.programme.ownTerritoryOnly = seed.isMultiple(of: 3)
        village.programme.unpaidShareMax = percent("30.00")
        village.programme.capPerActiveConnection = Money(cents: .random(in: 1...100_000, using: &random))
        village.programme.minimum = seed.isMultiple(of: 4) ? money("50.00") : nil
        village.award.maximum = Money(cents: .random(in: 1...1_000_000, using: &random))
        return village
    }

    private func shuffled(_ village: Village, _ random: inout SeededGenerator) -> Village {
        var village = village
        village.evidence.members.shuffle(using: &random)
        village.evidence.work.shuffle(using: &random)
        village.evidence.costs.shuffle(using: &random)
        village.evidence.gifts.shuffle(using: &random)
        village.evidence.connections.shuffle(using: &random)
        village.evidence.payments.shuffle(using: &random)
        for index in village.evidence.costs.indices { village.evidence.costs[index].segments.shuffle(using: &random) }
        return village
    }

    @Test("the order of members and lines does not matter, and a second run says the same", arguments: 0..<60)
    func order(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let village = village(seed, &random)
        let assessment = try village.assess()
        #expect(try village.assess() == assessment)
        let other = try shuffled(village, &random).assess()
        #expect(other == assessment)
        #expect(other.canonical == assessment.canonical)
    }

    @Test("the grant never grows when a cap shrinks", arguments: 0..<60)
    func caps(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let village = village(seed, &random)
        let claimable = try village.assess().claimable
        let changes: [(inout Village) -> Void] = [
            { $0.award.maximum = Money(cents: ($0.award.maximum?.cents ?? 0) / 2) },
            {
                $0.programme.capPerActiveConnection = Money(
                    cents: ($0.programme.capPerActiveConnection?.cents ?? 0) / 2)
            },
            { $0.programme.unpaidShareMax = percent("10.00") },
            { $0.programme.eligible.labour?.maxPerDay = time("2:00") },
            { $0.award.rate = percent("30.00") },
            { $0.programme.rounding = .euro },
            { $0.programme.minimum = money("900.00") },
        ]
        for change in changes {
            var stricter = village
            change(&stricter)
            #expect(try stricter.assess().claimable <= claimable)
        }
        for grants in ["0.01", "100.00", "5000.00"] {
            #expect(try village.assess(Standing(otherGrants: money(grants))).claimable <= claimable)
            #expect(try village.assess(Standing(earlierGrants: money(grants))).claimable <= claimable)
        }
    }

    /// Caps that can shrink to any percentage of what they are.
    enum Cap: String, CaseIterable, Sendable {
        case maximum, activeConnection, unpaidWork, hoursADay, rate

        /// Takes away what would hide this cap: the other ceilings, and the invoices beside which unpaid work is little.
        func lift(from village: inout Village) {
            if self != .maximum { village.award.maximum = nil }
            if self != .activeConnection { village.programme.capPerActiveConnection = nil }
            if self != .unpaidWork { village.programme.unpaidShareMax = nil }
            if self == .unpaidWork { village.evidence.costs = Array(village.evidence.costs.prefix(1)) }
            village.programme.cashCeiling = false
        }

        func shrink(_ village: inout Village, to percent: Int64) {
            func part(of money: Money?) -> Money? { money.map { Money(cents: $0.cents * percent / 100) } }
            switch self {
            case .maximum: village.award.maximum = part(of: village.award.maximum)
            case .activeConnection:
                village.programme.capPerActiveConnection = part(of: village.programme.capPerActiveConnection)
            case .unpaidWork: village.programme.unpaidShareMax = BasisPoints(basisPoints: 30 * percent)
            case .hoursADay: village.programme.eligible.labour?.maxPerDay = Minutes(minutes: 6 * percent)
            case .rate: village.award.rate = BasisPoints(basisPoints: 60 * percent)
            }
        }
    }

    @Test("a cap that shrinks by any share raises no grant, and each cap bites somewhere", arguments: Cap.allCases)
    func shrinking(_ cap: Cap) throws {
        var bites = 0
        for seed in 0..<80 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            var village = village(seed, &random)
            cap.lift(from: &village)
            var last = try village.assess().claimable
            for percent in [90, 60, 20, 1] as [Int64] {
                var stricter = village
                cap.shrink(&stricter, to: percent - .random(in: 0...1, using: &random))
                let claimable = try stricter.assess().claimable
                #expect(claimable <= last, "seed \(seed), \(percent) %")
                if claimable < last { bites += 1 }
                last = claimable
            }
        }
        #expect(bites > 0, "it changes nothing anywhere, so that nothing was tested")
    }

    @Test(
        "the accepted lines are what the waterfall begins with, and nothing is covered above a hundred percent",
        arguments: 0..<30)
    func sums(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let village = village(seed, &random)
        let first = try village.assess()
        let costs = try first.lines.filter { $0.kind == .cost }.compactMap(\.amount).total()
        #expect(first.cash == costs)
        #expect(first.lines.allSatisfy { $0.accepted || $0.amount == .zero })

        var second = village
        second.award.rate = BasisPoints(basisPoints: .random(in: 1...6_000, using: &random))
        second.programme.ags = TerritoryKey(rawValue: "05")!
        let covered = try second.assess(Standing(coveredByOthers: first.coverage)).coverage
        var sum = first.coverage
        sum.add(covered)
        #expect(sum.entries.allSatisfy { $0.covered <= .whole })
        sum.subtract(covered)
        #expect(sum == first.coverage)
    }

    private static let rule = SettlementRule(
        keys: [
            SettlementKey(
                basis: .connection(active: Weight(hundredths: 100), passive: Weight(hundredths: 40)),
                share: percent("55.55")),
            SettlementKey(basis: .leadMetre, share: percent("24.45")),
            SettlementKey(basis: .member, share: percent("20.00")),
        ],
        labour: LabourDuty(dutyPerActive: time("20:00"), dutyPerPassive: time("5:00"), rate: rate("12.37")),
        machineRates: ["tractor": rate("35.11")])

    @Test("a settlement balances, whatever the order of its records", arguments: 0..<60)
    func settlement(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let village = village(seed, &random)
        let grants = [
            DatedGrant(cutoffOn: Village.cutoff, amount: Money(cents: .random(in: 0...999_999, using: &random)))
        ]
        let settled = try settle(village.evidence, rule: Self.rule, grants: grants, on: Village.cutoff)
        let rows = settled.members
        #expect(try rows.map(\.share).total() == settled.toShare)
        var due = try settled.toShare + settled.pool
        due = try due - rows.map(\.credit).total()
        due = try due - rows.map(\.machineCredit).total()
        due = try due - rows.map(\.paid).total()
        #expect(try rows.map(\.balance).total() == due)
        let again = try settle(shuffled(village, &random).evidence, rule: Self.rule, grants: grants, on: Village.cutoff)
        #expect(again == settled)
        #expect(again.canonical == settled.canonical)
    }

    @Test("whoever pays what he owes, or gets what is owed to him, owes nothing and gets nothing", arguments: 0..<60)
    func paidOff(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var village = village(seed, &random)
        let grants = [
            DatedGrant(cutoffOn: Village.cutoff, amount: Money(cents: .random(in: 0...999_999, using: &random)))
        ]
        let owed = try settle(village.evidence, rule: Self.rule, grants: grants, on: Village.cutoff).members
        #expect(owed.contains { $0.balance != .zero })
        for (index, row) in owed.enumerated() where row.balance != .zero {
            let purpose = row.balance > .zero ? PaymentPurpose.levy : .refund
            village.payment("Z-\(index)", purpose, row.balance.description, of: row.number)
        }
        let settled = try settle(village.evidence, rule: Self.rule, grants: grants, on: Village.cutoff).members
        #expect(settled.allSatisfy { $0.balance == .zero })
    }
}
