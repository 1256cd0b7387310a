import Buddelverein
import Testing

@Suite("Ledger: faults of records")
struct RecordFaultTests {
    var village = Village()

    private var known: KnownRecords {
        KnownRecords(
            members: village.evidence.members, helpers: village.evidence.helpers, connections: ["C-1"],
            segments: village.evidence.segments.map(\.code), areas: ["A1"], programmes: ["P"], awards: ["A-1"],
            costCategories: ["conduit"], tasks: ["digging"], machineClasses: ["tractor"])
    }

    /// Code and field of every fault, as `code field`.
    private func found(_ faults: [Refusal]) -> [String] {
        faults.map { "\($0.code.rawValue) \($0.place?.field ?? "")" }
    }

    private mutating func work(_ change: (inout WorkRecord) -> Void) -> [String] {
        village.work()
        var record = village.evidence.work[0]
        change(&record)
        return found(record.faults(known))
    }

    @Test("every record of the worked cases is without fault", arguments: ["ternsche", "ondrup", "edges"])
    func cases(_ name: String) throws {
        let folder = CaseFolder(name)
        let evidence = try folder.evidence()
        let known = KnownRecords(
            members: evidence.members, helpers: evidence.helpers, connections: evidence.connections.map(\.code),
            segments: evidence.segments.map(\.code), areas: ["A1", "A2"],
            programmes: try folder.programmes().map(\.code),
            awards: try folder.awards().map(\.code))
        #expect(found(evidence.association.faults()) == [])
        #expect(found(evidence.members.flatMap { $0.faults(known) }) == [])
        #expect(found(evidence.helpers.flatMap { $0.faults(known) }) == [])
        #expect(found(evidence.connections.flatMap { $0.faults(known) }) == [])
        #expect(found(evidence.work.flatMap { $0.faults(known) }) == [])
        #expect(found(evidence.costs.flatMap { $0.faults(known) }) == [])
        #expect(found(evidence.gifts.flatMap { $0.faults(known) }) == [])
        #expect(found(evidence.payments.flatMap { $0.faults(known) }) == [])
        #expect(found(try folder.programmes().flatMap { $0.faults() }) == [])
        #expect(found(try folder.awards().flatMap { $0.faults(known) }) == [])
        #expect(found(try folder.claims().flatMap { $0.faults(known) }) == [])
        #expect(ClaimRecord.orderFaults(try folder.claims()).isEmpty)
        #expect(Member.cycleFaults(evidence.members).isEmpty)
        let ibans = try folder.rows("members.csv").compactMap { $0["iban"] }
        #expect(ibans.allSatisfy(CheckDigits.isIban))
    }

    @Test("work names who worked, for how long, on what, and whom it was confirmed by")
    mutating func workFaults() {
        #expect(work { _ in } == [])
        #expect(work { $0.ref = " " } == ["missing_value ref"])
        #expect(work { $0.time = .zero } == ["invalid_value time"])
        #expect(work { $0.memberNumber = nil } == ["no_worker worker"])
        #expect(work { $0.memberNumber = "M-99" } == ["unknown_member member_number"])
        #expect(work { $0.worker = "H-99" } == ["unknown_helper worker"])
        #expect(work { $0.segment = "S-99" } == ["unknown_segment segment"])
        #expect(work { $0.task = "resting" } == ["invalid_value task"])
        #expect(
            work {
                $0.kind = .machine
                $0.machine = "rocket"
            } == ["invalid_value machine"])
        #expect(work { $0.machine = "tractor" } == ["invalid_value machine"])
        #expect(work { $0.kind = .machine } == ["missing_value machine"])
        #expect(work { $0.time = Minutes(minutes: 1441) } == ["invalid_value time"])
        #expect(work { $0.ref = "W 1" } == ["invalid_value ref"])
        #expect(work { $0.ref = String(repeating: "W", count: 61) } == ["invalid_value ref"])
    }

    @Test("nobody confirms his own or his household's work, nor what is credited to him")
    mutating func confirmation() {
        #expect(work { $0.confirmedBy = "M-1" } == ["self_confirmation confirmed_by"])
        #expect(
            work {
                $0.worker = "H-2"
                $0.confirmedBy = "M-2"
            } == ["self_confirmation confirmed_by"])
        #expect(
            work {
                $0.worker = "M-4"
                $0.confirmedBy = "M-4"
            } == ["self_confirmation confirmed_by"])
        #expect(work { $0.confirmedBy = "M-99" } == ["unknown_member confirmed_by"])
        #expect(work { $0.confirmedBy = nil } == ["missing_value confirmed_by"])
        #expect(work { $0.confirmedOn = nil } == ["missing_value confirmed_on"])
        village.gift(member: "M-3", value: "0.00", segment: "S-99", confirmedBy: "M-3")
        village.evidence.gifts[0].category = "gold"
        #expect(
            found(village.evidence.gifts[0].faults(known)) == [
                "invalid_value value", "unknown_segment segment", "invalid_value category",
                "self_confirmation confirmed_by",
            ])
    }

    @Test("net and tax make the gross, to the cent that rounding moves; shares make a hundred percent")
    mutating func costs() {
        func faults(_ cost: CostRecord) -> [String] { found(cost.faults(known)) }
        village.cost(net: "1000.02", gross: "1190.02")
        var cost = village.evidence.costs[0]
        #expect(faults(cost) == [])
        cost.gross = money("1190.04")
        #expect(faults(cost) == ["gross_mismatch gross"])
        cost.gross = money("1190.02")
        cost.segments[0].share = percent("99.99")
        #expect(faults(cost) == ["allocation_sum segments"])
        cost.segments = [
            Allocation(segment: "S-1", share: percent("110.00")), Allocation(segment: "S-1", share: percent("-10.00")),
            Allocation(segment: "S-99", share: .zero),
        ]
        #expect(
            faults(cost) == [
                "invalid_value segments", "duplicate_key segments", "unknown_segment segments",
                "invalid_value segments",
            ])
        cost.segments = []
        cost.paidOn = nil
        cost.paid = money("1.00")
        cost.category = "gold"
        #expect(faults(cost) == ["invalid_value category", "missing_value paid_on"])
        cost.paidOn = cost.invoiceDate
        cost.paid = money("-1.00")
        cost.category = "conduit"
        #expect(faults(cost) == ["invalid_value paid"])
        cost.paid = nil
        cost.net = Money(cents: .max)
        #expect(faults(cost) == ["invalid_value net", "gross_mismatch gross"])
    }

    @Test("a levy has a member, a refund is negative, no payment is nothing")
    func payments() {
        func faults(_ amount: String, _ purpose: PaymentPurpose, _ member: String?) -> [String] {
            found(
                PaymentRecord(
                    ref: "P-1", date: Village.cutoff, memberNumber: member, amount: money(amount), purpose: purpose
                )
                .faults(known))
        }
        #expect(faults("1.00", .levy, "M-1") == [])
        #expect(faults("1.00", .donation, nil) == [])
        #expect(faults("1.00", .levy, nil) == ["missing_value member_number"])
        #expect(faults("1.00", .refund, "M-1") == ["invalid_value amount"])
        #expect(faults("0.00", .donation, "M-99") == ["unknown_member member_number", "invalid_value amount"])
    }

    @Test("a key that stands twice is found at its second place")
    func duplicates() {
        let faults = duplicateFaults(["a", "b", "a", "", "a"], field: "ref") { $0.isEmpty ? nil : $0 }
        #expect(faults.map(\.index) == [2, 4])
        #expect(faults.allSatisfy { $0.refusal.code == .duplicateKey && $0.refusal.place?.field == "ref" })
    }

    @Test("a voucher's canonical text changes with its content and with nothing else")
    mutating func canonical() {
        village.work(worker: "H-9")
        var record = village.evidence.work[0]
        #expect(
            record.canonical
                == #"{"kind":"labour","ref":"W-1","date":"2026-04-10","member_number":"M-1","worker":"H-9","task":"digging","#
                + #""minutes":360,"segment":"S-1","machine":null,"document":"a.pdf"}"#)
        record.task = #"digging","minutes":1,"x":""#
        #expect(record.canonical.contains(#"\"minutes\":1"#))
        village.cost(segments: [("S-2", "40.00"), ("S-1", "60.00")])
        #expect(village.evidence.costs[0].canonical.contains(#""segments":[["S-1",6000],["S-2",4000]]"#))
        village.gift()
        #expect(village.evidence.gifts[0].canonical.contains(#""value":10000"#))
        village.payment("P-1", .levy, "1.00", of: "M-1")
        #expect(village.evidence.payments[0].canonical.contains(#""amount":100"#))
    }
}
