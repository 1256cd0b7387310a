import Buddelverein
import Testing

@Suite("Subsidy: interest on recovery (rules.md 6)")
struct InterestTests {
    static let rates = [
        ("2016-07-01", "-0.88"), ("2023-01-01", "1.62"), ("2023-07-01", "3.12"), ("2024-01-01", "3.62"),
        ("2024-07-01", "3.37"), ("2025-01-01", "2.27"), ("2025-07-01", "1.27"), ("2026-01-01", "1.27"),
    ].map { BaseRate(from: day($0.0), rate: percent($0.1)) }

    private func due(_ amount: String, _ from: String, _ until: String, margin: String = "5.00") throws -> Money {
        try interest(
            on: money(amount), from: day(from), until: day(until), margin: percent(margin),
            baseRates: Self.rates.reversed())
    }

    @Test("actual days of 365, first day inclusive, last exclusive")
    func days() throws {
        // 10000.00 * 6.27 % * 31 / 365 = 53.2520…
        #expect(try due("10000.00", "2026-01-01", "2026-02-01") == money("53.25"))
        #expect(try due("10000.00", "2026-01-01", "2026-01-01") == .zero)
    }

    @Test("pieces of several rates are summed exactly and rounded once")
    func pieces() throws {
        // 100 cents * (184 * 8.12 + 182 * 8.62) / 36500 = 8.39…
        #expect(try due("1.00", "2023-07-01", "2024-07-01") == money("0.08"))
        // 1798 cents * (8.12 + 8.62) / 36500 = 0.8246…; apart, 0.4 and 0.4246 would both be nothing.
        #expect(try due("17.98", "2023-12-31", "2024-01-02") == money("0.01"))
    }

    @Test("a negative base rate lowers the margin, and a leap day counts")
    func negative() throws {
        // 100000.00 * (3.00 - 0.88) % * 366 / 365 = 2125.808…
        #expect(try due("100000.00", "2020-01-01", "2021-01-01", margin: "3.00") == money("2125.81"))
    }

    @Test("the last row holds until the half-year ends; beyond, the missing row is named")
    func missing() throws {
        #expect(try due("10000.00", "2026-06-30", "2026-07-01") == money("1.72"))
        let found: Refusal?
        do {
            _ = try due("10000.00", "2026-06-30", "2026-07-02")
            found = nil
        } catch { found = error as? Refusal }
        #expect(found?.code == .missingBaseRate)
        #expect(found?.place?.value == "2026-07-01")
        #expect(refusal { _ = try due("1.00", "2016-06-30", "2016-07-02") } == .missingBaseRate)
    }

    @Test("a last row of 1 July holds until the year ends")
    func secondHalf() throws {
        let rates = [BaseRate(from: day("2025-07-01"), rate: percent("1.27"))]
        func due(until: String) throws -> Money {
            try interest(
                on: money("10000.00"), from: day("2025-12-31"), until: day(until), margin: percent("5.00"),
                baseRates: rates)
        }
        #expect(try due(until: "2026-01-01") == money("1.72"))
        #expect(refusal { _ = try due(until: "2026-01-02") } == .missingBaseRate)
    }

    @Test("a repayment before the start is refused")
    func order() {
        #expect(refusal { _ = try due("1.00", "2026-02-01", "2026-01-01") } == .invalidOrder)
    }
}
