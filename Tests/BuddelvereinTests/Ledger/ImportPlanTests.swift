import Buddelverein
import Testing

@Suite("Ledger: what a folder changes")
struct ImportPlanTests {
    private func work(_ ref: String, _ time: Int64 = 60, by confirmer: String? = nil) throws -> WorkRecord {
        WorkRecord(
            ref: ref, date: try Day(parsing: "2026-04-18"), memberNumber: "M-1", kind: .labour, task: "digging",
            time: Minutes(minutes: time), confirmedBy: confirmer,
            confirmedOn: try confirmer.map { _ in try Day(parsing: "2026-04-20") })
    }

    private func cost(_ ref: String, number: String = "R-1", paid: Bool = false) throws -> CostRecord {
        CostRecord(
            ref: ref, supplier: "Rohr GmbH", invoiceNumber: number, invoiceDate: try Day(parsing: "2026-04-01"),
            category: "conduit", net: Money(cents: 10_000), vatRate: BasisPoints(basisPoints: 1900),
            gross: Money(cents: 11_900), paidOn: paid ? try Day(parsing: "2026-04-10") : nil,
            segments: [Allocation(segment: "S-1", share: .whole)])
    }

    private func connection(_ member: String, _ status: ConnectionStatus = .planned) -> Connection {
        Connection(
            code: "C-1", memberNumber: member, kind: .active, position: Position(longitude: 7.4, latitude: 51.6),
            status: status)
    }

    @Test("a row that is not recorded is new, the same row again is unchanged")
    func newAndUnchanged() throws {
        let plan = ImportPlan([try work("W-1"), try work("W-2")], recorded: [try work("W-2")])
        #expect(plan.new.map(\.ref) == ["W-1"])
        #expect(plan.newIndices == [0])
        #expect(plan.unchanged == 1)
        #expect(plan.advanced.isEmpty && plan.faults.isEmpty)
    }

    @Test("a confirmation moves work forward, and its absence takes none back")
    func confirmation() throws {
        let forward = ImportPlan([try work("W-1", by: "M-2")], recorded: [try work("W-1")])
        #expect(forward.advanced.map(\.after.confirmedBy) == ["M-2"])
        let backward = ImportPlan([try work("W-1")], recorded: [try work("W-1", by: "M-2")])
        #expect(backward.unchanged == 1)
    }

    @Test("other content under a recorded reference contradicts, and the refusal names field, value and cure")
    func contradiction() throws {
        let plan = ImportPlan([try work("W-9"), try work("W-1", 90)], recorded: [try work("W-1")])
        let fault = try #require(plan.faults.first)
        #expect(plan.faults.count == 1)
        #expect(fault.index == 1)
        #expect(fault.refusal.code == .alreadyRecordedOtherwise)
        #expect(fault.refusal.place == Refusal.Place(field: "time", value: "1:30"))
        #expect(fault.refusal.message.english.contains("1:00"))
        #expect(fault.refusal.cure?.english.contains("reverse W-1") == true)
    }

    @Test("every field that differs is named")
    func everyField() throws {
        var other = try work("W-1", 90)
        other.task = "ploughing"
        other.segment = "S-1"
        let plan = ImportPlan([other], recorded: [try work("W-1")])
        #expect(plan.faults.map { $0.refusal.place?.field } == ["task", "time", "segment"])
    }

    @Test("another confirmer than the recorded one contradicts")
    func otherConfirmer() throws {
        let plan = ImportPlan([try work("W-1", by: "M-3")], recorded: [try work("W-1", by: "M-2")])
        #expect(plan.faults.map { $0.refusal.place?.field } == ["confirmed_by"])
    }

    @Test("a reversed reference is used up: the row is left out and pointed at")
    func reversed() throws {
        let plan = ImportPlan([try work("W-1")], recorded: [], reversed: ["W-1"])
        #expect(plan.new.isEmpty)
        #expect(plan.reversed == [0])
        #expect(plan.unchanged == 1)
    }

    @Test("a payment moves an invoice forward; paid in full is the same with and without the amount")
    func payment() throws {
        let plan = ImportPlan([try cost("K-1", paid: true)], recorded: [try cost("K-1")])
        #expect(plan.advanced.map(\.after.paidOn) == [try Day(parsing: "2026-04-10")])
        var explicit = try cost("K-1", paid: true)
        explicit.paid = explicit.gross
        #expect(ImportPlan([explicit], recorded: [try cost("K-1", paid: true)]).unchanged == 1)
        explicit.paid = Money(cents: 11_600)
        let less = ImportPlan([explicit], recorded: [try cost("K-1", paid: true)])
        #expect(less.faults.map { $0.refusal.place?.field } == ["paid"])
    }

    @Test("the shares of an invoice have no order")
    func shares() throws {
        var given = try cost("K-1")
        let half = BasisPoints(basisPoints: 5000)
        given.segments = [Allocation(segment: "S-10", share: half), Allocation(segment: "S-2", share: half)]
        var recorded = given
        recorded.segments.reverse()
        #expect(ImportPlan([given], recorded: [recorded]).unchanged == 1)
    }

    @Test("a recorded invoice under another reference is a duplicate")
    func duplicateInvoice() throws {
        let recorded = [try cost("K-1")]
        var given = try cost("K-2")
        given.supplier = "ROHR GMBH"
        let faults = ImportPlan([given], recorded: recorded).invoiceFaults(recorded: recorded)
        #expect(faults.map(\.refusal.code) == [.duplicateInvoice])
        let other = [try cost("K-3", number: "R-2")]
        #expect(ImportPlan(other, recorded: recorded).invoiceFaults(recorded: recorded).isEmpty)
    }

    @Test("states move forward only, and days are filled once")
    func states() throws {
        var laid = connection("M-1", .ductLaid)
        laid.laidOn = try Day(parsing: "2026-05-01")
        let forward = ImportPlan([laid], recorded: [connection("M-1")])
        #expect(forward.advanced.map(\.after) == [laid])
        #expect(ImportPlan([connection("M-1")], recorded: [laid]).unchanged == 1)
        var otherDay = laid
        otherDay.laidOn = try Day(parsing: "2026-05-02")
        #expect(
            ImportPlan([otherDay], recorded: [laid]).faults.map { $0.refusal.place?.field } == ["laid_on"])
    }

    @Test("a connection changes hands where holders.csv names the earlier holder, else it contradicts")
    func holders() throws {
        let (given, recorded) = ([connection("M-2")], [connection("M-1")])
        let alone = ImportPlan.connections(given, recorded: recorded, holders: [])
        #expect(alone.faults.map { $0.refusal.place?.field } == ["member_number"])
        #expect(alone.faults.first?.refusal.cure?.english.contains("holders.csv") == true)
        let holding = Holding(
            connection: "C-1", memberNumber: "M-1", from: try Day(parsing: "2025-01-01"),
            until: try Day(parsing: "2026-03-31"))
        let handedOver = ImportPlan.connections(given, recorded: recorded, holders: [holding])
        #expect(handedOver.advanced.map(\.after.memberNumber) == ["M-2"])
        #expect(handedOver.faults.isEmpty)
    }

    @Test("contact data follow the file; what it leaves empty stays, also offices and an exemption")
    func members() throws {
        var recorded = Member(
            number: "M-1", kind: .household, name: "Anna", phone: "0123", joinedOn: try Day(parsing: "2025-01-01"))
        recorded.roles = [.treasurer, .chair]
        var given = Member(
            number: "M-1", kind: .household, name: "Anna Neu", joinedOn: try Day(parsing: "2025-01-01"))
        given.leftOn = try Day(parsing: "2026-06-30")
        let advance = try #require(ImportPlan([given], recorded: [recorded]).advanced.first)
        #expect(advance.after.name == "Anna Neu")
        #expect(advance.after.phone == "0123")
        #expect(advance.after.leftOn == given.leftOn)
        #expect(Set(advance.after.roles) == [.treasurer, .chair])
        recorded.dutyExempt = true
        #expect(
            ImportPlan([given], recorded: [recorded]).faults.map { $0.refusal.place?.field } == ["duty_exempt"])
    }

    @Test("a new stretch that overlaps a recorded one is refused at its own row")
    func progress() throws {
        func stretch(_ ref: String, _ from: Int64, _ to: Int64) throws -> ProgressRecord {
            ProgressRecord(
                ref: ref, date: try Day(parsing: "2026-05-01"), segment: "S-1", from: Centimetres(centimetres: from),
                to: Centimetres(centimetres: to))
        }
        let recorded = [try stretch("F-1", 0, 1000)]
        let plan = ImportPlan([try stretch("F-1", 0, 1000), try stretch("F-2", 900, 1200)], recorded: recorded)
        #expect(plan.overlapFaults(recorded: recorded).map(\.index) == [1])
    }

    @Test("another programme of a recorded code is told in the words of programmes.json, with a cure that exists")
    func programmes() throws {
        func programme(_ categories: [String], _ cap: Money? = nil, _ budget: Budget? = nil) -> Programme {
            Programme(
                code: "P", funder: "town", ags: TerritoryKey(rawValue: "05978032")!, budget: budget, financing: .full,
                eligible: EligibleRules(costCategories: categories, tasks: ["digging"], inKind: true),
                capPerActiveConnection: cap)
        }
        let amount = Money(cents: 10_000)
        let recorded = programme(["conduit"])
        let faults = ImportPlan([programme(["conduit", "rental"], amount, .total(amount))], recorded: [recorded]).faults
        let places = faults.compactMap(\.refusal.place)
        #expect(places.map(\.field) == ["budget", "eligible", "cap_per_active_connection"])
        #expect(places.map(\.value) == [#""100.00""#, #"{"cost_categories":["conduit","rental"]}"#, "100.00"])
        #expect(faults[1].refusal.message.english.contains(#"“{"cost_categories":["conduit"]}”"#))
        #expect(faults.allSatisfy { $0.refusal.cure?.english.contains("with another code") == true })
        let many = programme((1...200).map { "category_\($0)" })
        let long = try #require(ImportPlan([many], recorded: [recorded]).faults.first?.refusal.place?.value)
        #expect(long.count == 200 && long.hasSuffix("…"))
    }

    @Test("the cuts of a claim are named by their lines, without the reasons")
    func cuts() throws {
        var claim = ClaimRecord(
            code: "A-1/1", award: "A-1", cutoffOn: try Day(parsing: "2026-06-30"), status: .approved)
        let recorded = claim
        claim.cuts = [Cut(kind: .cost, ref: "K-2", left: .amount(.zero), why: "private")]
        let refusal = try #require(ImportPlan([claim], recorded: [recorded]).faults.first?.refusal)
        #expect(refusal.place?.value == "cost:K-2")
    }

    @Test("an award gets its decisions one after the other, and keeps them")
    func awards() throws {
        let applied = Award(code: "A-1", programme: "P", appliedOn: try Day(parsing: "2026-01-10"))
        var granted = applied
        granted.approvedOn = try Day(parsing: "2026-02-20")
        granted.maximum = Money(cents: 100_000)
        #expect(ImportPlan([granted], recorded: [applied]).advanced.map(\.after) == [granted])
        var more = granted
        more.maximum = Money(cents: 200_000)
        #expect(ImportPlan([more], recorded: [granted]).faults.map { $0.refusal.place?.field } == ["maximum"])
    }

    @Test("a decided claim keeps its decision, whatever the order of its cuts")
    func claims() throws {
        func cut(_ ref: String) -> Cut { Cut(kind: .cost, ref: ref, left: .amount(.zero), why: "private") }
        var claim = ClaimRecord(
            code: "A-1/1", award: "A-1", cutoffOn: try Day(parsing: "2026-06-30"), status: .approved,
            approved: Money(cents: 500), cuts: [cut("K-10"), cut("K-2")])
        var other = claim
        other.cuts.reverse()
        #expect(ImportPlan([other], recorded: [claim]).unchanged == 1)
        claim.approved = Money(cents: 400)
        #expect(ImportPlan([claim], recorded: [other]).faults.map { $0.refusal.place?.field } == ["approved"])
    }
}
