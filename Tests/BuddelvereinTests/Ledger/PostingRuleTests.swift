import Buddelverein
import Testing

@Suite("Ledger: posting rules")
struct PostingRuleTests {
    private static let day = Day(year: 2026, month: 5, day: 2)!
    private static let later = Day(year: 2026, month: 5, day: 9)!

    private func work(_ kind: WorkKind, confirmed: Day? = later) -> WorkRecord {
        WorkRecord(
            ref: "W-1", date: Self.day, memberNumber: "M-1", kind: kind, task: "ploughing", time: Minutes(minutes: 390),
            segment: "S-7", machine: kind == .machine ? "tractor" : nil, confirmedBy: confirmed.map { _ in "M-2" },
            confirmedOn: confirmed)
    }

    private func cost(
        net: Int64 = 10_000, gross: Int64 = 11_900, paid: Int64? = nil, isPaid: Bool = false,
        shares: [(String, Int64)] = []
    ) -> CostRecord {
        CostRecord(
            ref: "K-1", supplier: "R", invoiceNumber: "1", invoiceDate: Self.day, category: "conduit",
            net: Money(cents: net), vatRate: BasisPoints(basisPoints: 1900), gross: Money(cents: gross),
            paidOn: isPaid ? Self.later : nil, paid: paid.map(Money.init(cents:)),
            segments: shares.map { Allocation(segment: $0.0, share: BasisPoints(basisPoints: $0.1)) })
    }

    /// `debit<credit quantity@segment` of every transfer.
    private func shown(_ draft: EntryDraft?) -> [String] {
        draft?.transfers.map { "\($0.debit)<\($0.credit) \($0.quantity)\($0.segment.map { "@" + $0 } ?? "")" } ?? []
    }

    @Test("work moves minutes for the credited member on the segment, once it is confirmed and done")
    func labour() throws {
        #expect(try work(.labour, confirmed: nil).entry() == nil)
        let entry = try #require(try work(.labour).entry())
        #expect(entry.effectiveOn == Self.later)
        #expect(
            entry.transfers == [
                Transfer(
                    debit: "work:labour", credit: "given:labour", unit: .labourMinutes, quantity: 390, member: "M-1",
                    segment: "S-7")
            ])
        let machine = try #require(try work(.machine).entry())
        #expect(machine.transfers[0].unit == .machineMinutes)
        #expect(shown(machine) == ["work:machine<given:machine 390@S-7"])
        #expect(try work(.labour, confirmed: Day(year: 2026, month: 4, day: 1)!).entry()?.effectiveOn == Self.day)
    }

    @Test("a gift moves its value in its own unit, once confirmed")
    func gift() throws {
        var gift = GiftRecord(ref: "G-1", date: Self.day, memberNumber: "M-3", what: "sand", value: Money(cents: 500))
        #expect(try gift.entry() == nil)
        gift.confirmedBy = "M-1"
        gift.confirmedOn = Self.later
        let entry = try #require(try gift.entry())
        #expect(
            entry.transfers == [
                Transfer(debit: "work:gift", credit: "given:gift", unit: .giftCents, quantity: 500, member: "M-3")
            ])
    }

    @Test("an invoice is expense by its shares, gross, or net with the tax due from the tax office")
    func invoice() throws {
        #expect(shown(try cost().entry(deductsInputTax: false)) == ["expense:conduit<payable:suppliers 11900"])
        #expect(
            shown(try cost(shares: [("S-10", 6667), ("S-2", 3333)]).entry(deductsInputTax: false)) == [
                "expense:conduit<payable:suppliers 3966@S-2", "expense:conduit<payable:suppliers 7934@S-10",
            ])
        #expect(
            shown(try cost().entry(deductsInputTax: true)) == [
                "expense:conduit<payable:suppliers 10000", "receivable:input_tax<payable:suppliers 1900",
            ])
        #expect(shown(try cost(net: 100, gross: 100).entry(deductsInputTax: true)).count == 1)
        #expect(try cost(net: 0, gross: 0).entry(deductsInputTax: false) == nil)
        #expect(
            shown(try cost(net: -100, gross: -119).entry(deductsInputTax: false)) == [
                "payable:suppliers<expense:conduit 119"
            ])
    }

    @Test("a payment closes the invoice; a discount lowers the expense, and the tax where it is deducted")
    func payment() throws {
        #expect(try cost().paymentEntry(deductsInputTax: false) == nil)
        let paid = try #require(try cost(isPaid: true).paymentEntry(deductsInputTax: false))
        #expect(paid.effectiveOn == Self.later)
        #expect(paid.reason == .paid)
        #expect(shown(paid) == ["payable:suppliers<bank 11900"])
        #expect(
            shown(try cost(paid: 11_662, isPaid: true).paymentEntry(deductsInputTax: false)) == [
                "payable:suppliers<bank 11662", "payable:suppliers<expense:conduit 238",
            ])
        #expect(
            shown(try cost(paid: 11_662, isPaid: true).paymentEntry(deductsInputTax: true)) == [
                "payable:suppliers<bank 11662", "payable:suppliers<expense:conduit 200",
                "payable:suppliers<receivable:input_tax 38",
            ])
        #expect(
            shown(try cost(paid: 12_000, isPaid: true).paymentEntry(deductsInputTax: false)) == [
                "payable:suppliers<bank 12000", "expense:conduit<payable:suppliers 100",
            ])
        #expect(
            shown(try cost(paid: 0, isPaid: true).paymentEntry(deductsInputTax: false)) == [
                "payable:suppliers<expense:conduit 11900"
            ])
    }

    @Test(
        "money goes between the bank and what it is for; negative amounts go back",
        arguments: [
            (PaymentPurpose.levy, Int64(700), "bank<receivable:members 700"),
            (.levy, -700, "receivable:members<bank 700"), (.refund, -50, "receivable:members<bank 50"),
            (.donation, 100, "bank<income:donations 100"), (.otherIncome, 9, "bank<income:other 9"),
        ])
    func money(_ purpose: PaymentPurpose, _ amount: Int64, _ expected: String) throws {
        let record = PaymentRecord(
            ref: "P-1", date: Self.day, memberNumber: "M-1", amount: Money(cents: amount), purpose: purpose)
        let entry = try #require(try record.entry())
        #expect(shown(entry) == [expected])
        #expect(entry.transfers[0].member == "M-1")
    }

    @Test("what can't be turned around is refused")
    func overflow() {
        #expect(throws: Refusal.overflow) {
            try Transfer.moving(.min, .eurCents, debit: "bank", credit: "income:other")
        }
    }

    @Test("whatever an invoice is over and however it is paid, supplier and shares end up even, in any order of shares")
    func invoicesEven() throws {
        var random = SeededGenerator(seed: 20_261_124)
        for _ in 0..<500 {
            let net = Int64.random(in: 1...5_000_000, using: &random)
            let gross = net + net * 19 / 100
            let count = Int.random(in: 0...4, using: &random)
            var shares: [(String, Int64)] = []
            var rest: Int64 = 10_000
            for index in 0..<count {
                let share =
                    index == count - 1 ? rest : Int64.random(in: 1...(rest - Int64(count - 1 - index)), using: &random)
                shares.append(("S-\(index)", share))
                rest -= share
            }
            let record = cost(
                net: net, gross: gross, paid: Int64.random(in: 0...gross, using: &random), isPaid: true, shares: shares)
            var turned = record
            turned.segments.reverse()
            for deducts in [false, true] {
                let entries = [
                    try record.entry(deductsInputTax: deducts), try record.paymentEntry(deductsInputTax: deducts),
                ]
                #expect(
                    entries == [
                        try turned.entry(deductsInputTax: deducts), try turned.paymentEntry(deductsInputTax: deducts),
                    ])
                var balances: [String: Int64] = [:]
                for transfer in entries.flatMap({ $0?.transfers ?? [] }) {
                    #expect(transfer.quantity > 0 && transfer.debit != transfer.credit)
                    balances[transfer.debit, default: 0] += transfer.quantity
                    balances[transfer.credit, default: 0] -= transfer.quantity
                }
                #expect(balances["payable:suppliers"] == 0)
                #expect(-(balances["bank"] ?? 0) == (record.paid ?? record.gross).cents)
                #expect(
                    balances["expense:conduit", default: 0] == (try record.counted(net: deducts, on: Self.later)).cents)
            }
        }
    }

    @Test("a booking year is named by the calendar year in which it begins")
    func bookingYears() throws {
        let april = try MonthDay(parsing: "04-01")
        #expect(Day(year: 2026, month: 3, day: 31)!.bookingYear(startingOn: april) == 2025)
        #expect(Day(year: 2026, month: 4, day: 1)!.bookingYear(startingOn: april) == 2026)
        #expect(Day(year: 2026, month: 1, day: 1)!.bookingYear(startingOn: .newYear) == 2026)
        #expect(Day(year: 2025, month: 12, day: 31)!.bookingYear(startingOn: .newYear) == 2025)
    }
}
