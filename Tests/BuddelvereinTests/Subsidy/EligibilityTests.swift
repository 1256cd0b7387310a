import Buddelverein
import Testing

@Suite("Subsidy: what counts (rules.md 2)")
struct EligibilityTests {
    var village = Village()

    @Test("work counts only when a second person has confirmed it by the cut-off")
    mutating func confirmation() throws {
        village.work("W-1", confirmedBy: nil, confirmedOn: nil)
        village.work("W-2", confirmedOn: "2026-07-01")
        village.work("W-3", worker: "H-2", confirmedBy: "M-2")
        village.work("W-4", confirmedBy: "M-1")
        village.work("W-5", member: "M-4", worker: "H-9", confirmedBy: "M-2")
        village.work("W-6", worker: "M-4", confirmedBy: "M-4")
        village.work("W-7", confirmedBy: "stranger")
        let lines = try village.assess().lines
        #expect(lines.map(\.accepted) == [false, false, false, false, true, false, false])
        #expect(lines[0].reasons == [.notConfirmed])
        #expect(lines[0].amount == .zero)
        #expect(lines[0].minutes == .zero)
    }

    @Test("a gift is confirmed by anyone but the giver")
    mutating func giftConfirmation() throws {
        village.gift("G-1", member: "M-3", confirmedBy: "M-3")
        village.gift("G-2", member: "M-1", confirmedBy: "M-3")
        #expect(try village.assess().lines.map(\.accepted) == [false, true])
    }

    @Test("a cost counts when nothing is open at the cut-off, with what was really paid")
    mutating func payment() throws {
        village.cost("K-1", paidOn: nil)
        village.cost("K-2", paidOn: "2026-07-01")
        village.cost("K-3", paidOn: "2026-06-30", paid: "1166.20")
        let lines = try village.assess().lines
        #expect(lines.map(\.reasons) == [[.notPaid], [.notPaid], []])
        #expect(lines[2].amount == money("1166.20"))
    }

    @Test("who deducts input tax counts net, and a discount lowers it in proportion")
    mutating func net() throws {
        village.evidence.association.deductsInputTax = true
        village.cost("K-1")
        village.cost("K-2", net: "1000.01", gross: "1190.01", paid: "1166.21")
        let lines = try village.assess().lines
        #expect(lines[0].amount == money("1000.00"))
        // round(1166.21 * 1000.01 / 1190.01) = 980.01 (980.0100…)
        #expect(lines[1].amount == money("980.01"))
    }

    @Test("a document is asked of costs, work and gifts where the programme asks for it")
    mutating func document() throws {
        village.programme.eligible.requiresDocument = true
        village.cost(document: nil)
        village.work(document: nil)
        village.gift(document: nil)
        #expect(try village.assess().lines.allSatisfy { $0.reasons == [.noDocument] })
        village.programme.eligible.requiresDocument = false
        #expect(try village.assess().lines.allSatisfy(\.accepted))
    }

    @Test("a list or object left out means that the kind does not count")
    mutating func leftOut() throws {
        village.cost("K-1", category: "fees")
        village.work("W-1", task: "catering")
        village.work("W-2", kind: .machine, machine: "excavator")
        village.work("W-3", kind: .machine, task: "catering", machine: "tractor")
        village.work("W-4", kind: .machine)
        village.work("W-5", kind: .machine, machine: "tractor")
        #expect(try village.assess().lines.map(\.accepted) == [false, false, false, false, false, true])
        village.programme.eligible = EligibleRules()
        village.cost("K-2")
        village.gift()
        let lines = try village.assess().lines
        #expect(lines.allSatisfy { $0.reasons == [.categoryNotEligible] })
    }

    @Test("the period holds both ends, and either may be open")
    mutating func period() throws {
        village.award.eligibleFrom = day("2026-04-10")
        village.award.eligibleUntil = day("2026-04-20")
        for (index, date) in ["2026-04-09", "2026-04-10", "2026-04-20", "2026-04-21"].enumerated() {
            village.work("W-\(index)", on: date)
        }
        let expected: [[LineReason]] = [[.outsidePeriod], [], [], [.outsidePeriod]]
        #expect(try village.assess().lines.map(\.reasons) == expected)
        village.award.eligibleFrom = nil
        village.award.eligibleUntil = nil
        #expect(try village.assess().lines.allSatisfy(\.accepted))
    }

    @Test("a start ban looks at the order date, spares planning, and raises a flag")
    mutating func startBan() throws {
        village.programme.startBan = true
        village.award.approvedOn = day("2026-03-01")
        village.award.earlyStartOn = day("2026-04-01")
        village.cost("K-1", orderedOn: "2026-02-28")
        village.cost("K-2", orderedOn: nil)
        village.cost("K-3", orderedOn: "2026-02-28", category: "survey")
        village.work("W-1", on: "2026-02-28")
        village.work("W-2", on: "2026-02-28", task: "surveying")
        village.gift("G-1", on: "2026-03-01")
        let assessment = try village.assess()
        #expect(assessment.lines.map { $0.reasons.contains(.beforeStart) } == [true, false, false, true, false, false])
        #expect(assessment.flags == [.earlyStart])
    }

    @Test("with a start ban and no permitted start every line began too early")
    mutating func noStart() throws {
        village.programme.startBan = true
        village.cost()
        village.work("W-1", confirmedBy: nil, confirmedOn: nil)
        #expect(try village.assess().lines.map(\.reasons) == [[.beforeStart], [.notConfirmed, .beforeStart]])
    }

    @Test("all reasons that hold are reported, in the order of the rule")
    mutating func order() throws {
        village.programme.eligible.requiresDocument = true
        village.programme.ownTerritoryOnly = true
        village.programme.startBan = true
        village.award.eligibleFrom = day("2026-05-01")
        village.cost(category: "fees", paidOn: nil, segments: [("S-3", "100.00")], document: nil)
        village.work(task: "catering", segment: "S-4", confirmedBy: nil, confirmedOn: nil, document: nil)
        let place: [LineReason] = [.noDocument, .categoryNotEligible, .outsidePeriod, .beforeStart, .outsideTerritory]
        #expect(try village.line("K-1")?.reasons == [.notPaid] + place)
        #expect(try village.line("W-1")?.reasons == [.notConfirmed] + place)
    }

    @Test("lines dated after the cut-off are not listed")
    mutating func later() throws {
        village.cost("K-1", on: "2026-07-01")
        village.work("W-1", on: "2026-07-01")
        village.gift("G-1", on: "2026-07-01")
        #expect(try village.assess().lines.isEmpty)
        #expect(try village.assess(on: day("2026-07-01")).lines.count == 3)
    }

    @Test("work with neither worker nor member is an error")
    mutating func nobody() {
        village.work("W-1", member: nil)
        #expect(refusal { _ = try village.assess() } == .noWorker)
    }

    @Test("a line that names an unknown segment is an error")
    mutating func unknownSegment() {
        village.cost(segments: [("S-9", "100.00")])
        #expect(refusal { _ = try village.assess() } == .unknownSegment)
    }
}
