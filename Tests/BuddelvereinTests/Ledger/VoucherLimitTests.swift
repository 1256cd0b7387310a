import Buddelverein
import Testing

@Suite("Ledger: amounts, days and payments that no voucher can have")
struct VoucherLimitTests {
    private static let today = day("2026-06-30")
    private var village = Village()

    private var known: KnownRecords {
        var known = KnownRecords(
            members: village.evidence.members, segments: village.evidence.segments.map(\.code))
        known.today = Self.today
        return known
    }

    /// Code and field of every fault, as `code field`.
    private func found(_ faults: [Refusal]) -> [String] {
        faults.map { "\($0.code.rawValue) \($0.place?.field ?? "")" }
    }

    /// The faults of work, a gift, a payment, a stretch and an invoice of one day, in this order.
    private mutating func faults(on date: String) -> [String] {
        village.evidence.work = []
        village.evidence.gifts = []
        village.evidence.payments = []
        village.evidence.costs = []
        village.work(on: date, confirmedBy: nil, confirmedOn: nil)
        village.gift(on: date, confirmedBy: nil)
        village.payment("P-1", .donation, "1.00", on: date)
        village.cost(on: date, paidOn: nil)
        let stretch = ProgressRecord(
            ref: "B-1", date: day(date), segment: "S-1", from: .zero, to: length("1.00"))
        let evidence = village.evidence
        return found(
            evidence.work[0].faults(known) + evidence.gifts[0].faults(known) + evidence.payments[0].faults(known)
                + stretch.faults(known) + evidence.costs[0].faults(known))
    }

    @Test("what lies after today has not happened; today has")
    mutating func future() {
        #expect(faults(on: "2026-06-30") == [])
        for date in ["2026-07-01", "2099-01-01"] {
            #expect(
                faults(on: date) == [
                    "future_date date", "future_date date", "future_date date", "future_date date",
                    "future_date invoice_date",
                ])
        }
    }

    @Test("a day before 2000 or after 2999 is a typing error, whatever the clock says")
    mutating func years() {
        #expect(faults(on: "2000-01-01") == [])
        for date in ["1999-12-31", "0001-01-01", "9999-12-31"] {
            #expect(
                faults(on: date) == [
                    "invalid_value date", "invalid_value date", "invalid_value date", "invalid_value date",
                    "invalid_value invoice_date",
                ])
        }
    }

    @Test("payment, order and confirmation of tomorrow are faults; history may be confirmed before its date")
    mutating func otherDays() {
        village.cost(orderedOn: "2026-07-01", paidOn: "2026-07-01")
        #expect(
            found(village.evidence.costs[0].faults(known)) == ["future_date ordered_on", "future_date paid_on"])
        village.work(confirmedOn: "2026-07-01")
        #expect(found(village.evidence.work[0].faults(known)) == ["future_date confirmed_on"])
        village.work(confirmedOn: "2026-04-09")
        #expect(found(village.evidence.work[1].faults(known)) == [])
    }

    @Test("a voucher holds 100 million euro and not a cent more")
    mutating func amounts() {
        village.gift(value: "100000000.00")
        #expect(found(village.evidence.gifts[0].faults(known)) == [])
        village.gift(value: "100000000.01")
        #expect(found(village.evidence.gifts[1].faults(known)) == ["invalid_value value"])
        village.payment("P-1", .donation, "100000000.01")
        village.payment("P-2", .refund, "-100000000.01", of: "M-1")
        for payment in village.evidence.payments { #expect(found(payment.faults(known)) == ["invalid_value amount"]) }
        village.cost(net: "100000000.01", gross: "119000000.01")
        #expect(found(village.evidence.costs[0].faults(known)) == ["invalid_value net", "invalid_value gross"])
        village.gift(value: "92233720368547758.07")
        #expect(found(village.evidence.gifts[2].faults(known)) == ["invalid_value value"])
    }

    @Test("no more than the gross amount is paid on an invoice; less is a discount; in advance is allowed")
    mutating func payments() throws {
        func faults(_ paid: String?, on day: String? = "2026-06-01") -> [String] {
            village.cost(net: "100.00", gross: "119.00", paidOn: day, paid: paid)
            return found(village.evidence.costs.last?.faults(known) ?? [])
        }
        #expect(faults(nil) == [])
        #expect(faults("119.00") == [])
        #expect(faults("0.00") == [])
        #expect(faults("119.01") == ["invalid_value paid"])
        #expect(faults("50000.00") == ["invalid_value paid"])
        #expect(faults("-0.01") == ["invalid_value paid"])
        #expect(faults("100.00", on: nil) == ["missing_value paid_on"])
        #expect(faults(nil, on: "2026-01-02") == [], "before the invoice of April")
        let fault = try #require(village.evidence.costs[3].paymentFaults(known).first)
        #expect(fault.message.english == "paid: “119.01” is more than the gross amount 119.00 of K-1.")
        #expect(fault.message.german == "paid: „119.01“ ist mehr als der Bruttobetrag 119,00 € von K-1.")
    }

    @Test("an invoice has a positive gross amount and a tax of at most a hundred percent")
    mutating func invoices() {
        village.cost(net: "0.00", gross: "0.00")
        #expect(found(village.evidence.costs[0].faults(known)) == ["invalid_value gross"])
        village.cost(net: "-100.00", gross: "-119.00")
        #expect(found(village.evidence.costs[1].faults(known)) == ["invalid_value net", "invalid_value gross"])
        village.cost(net: "100.00", gross: "2000.00")
        village.evidence.costs[2].vatRate = percent("1900.00")
        #expect(found(village.evidence.costs[2].faults(known)) == ["invalid_value vat_rate"])
        village.evidence.costs[2].vatRate = percent("-19.00")
        #expect(
            found(village.evidence.costs[2].faults(known)) == ["invalid_value vat_rate", "gross_mismatch gross"])
    }

    @Test("by login one decides today; a paper is signed between the date of the work and today")
    func decisions() throws {
        func decided(_ date: String?, onPaper: Bool) throws -> Day {
            try DecisionDay.checked(
                date.map(day), onPaper: onPaper, today: Self.today,
                for: [("W-1", day("2026-06-10")), ("W-2", day("2026-06-20"))])
        }
        #expect(try decided(nil, onPaper: false) == Self.today)
        #expect(try decided("2026-06-30", onPaper: false) == Self.today)
        #expect(refusal { _ = try decided("2026-06-29", onPaper: false) } == .invalidValue)
        #expect(refusal { _ = try decided("2020-01-01", onPaper: false) } == .invalidValue)
        #expect(try decided(nil, onPaper: true) == Self.today)
        #expect(try decided("2026-06-20", onPaper: true) == day("2026-06-20"))
        #expect(refusal { _ = try decided("2026-06-19", onPaper: true) } == .invalidOrder)
        #expect(refusal { _ = try decided("2026-07-01", onPaper: true) } == .futureDate)
    }
}
