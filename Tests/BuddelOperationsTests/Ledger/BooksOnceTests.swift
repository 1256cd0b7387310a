import BuddelOperations
import Buddelverein
import Testing

@Suite("Ledger: a change of the books that is sent twice is made once")
struct BooksOnceTests {
    @Test("a correction answers again, also once the voucher is frozen; another with its key is refused")
    func correction() async throws {
        try await TownApp.with { town async throws in
            let lead = try await town.user("lead", .areaLead, member: "M-2")
            _ = try await town.owner.recordWork([LedgerTown.work()])
            var correction = BuddelApp.Correction()
            correction.time = Minutes(minutes: 60)
            correction.version = 1
            let first = try await town.owner.correctVoucher("W-1", to: correction, idempotencyKey: "key")
            _ = try await lead.confirmVouchers(["W-1"])
            // Named or not, it is the same association.
            let again = try await town.owner.correctVoucher("W-1", to: correction, in: "a", idempotencyKey: "key")
            #expect(first == again)
            #expect(try await LedgerTown.balance("work:labour", in: town) == 60)
            correction.time = Minutes(minutes: 90)
            let other = correction
            #expect(
                await refusal { _ = try await town.owner.correctVoucher("W-1", to: other, idempotencyKey: "key") }
                    == .keyReused)
        }
    }

    @Test("a period is closed once, and the link for the annual closing comes again")
    func close() async throws {
        try await TownApp.with { town async throws in
            let day = Day(number: TownApp.today.number - 30)
            let first = try await town.owner.closePeriod(through: day, idempotencyKey: "close")
            _ = try await town.owner.addCost(LedgerTown.cost(invoice: "R-1"))
            #expect(try await town.owner.closePeriod(through: day, idempotencyKey: "close") == first)
            #expect(await refusal { _ = try await town.owner.closePeriod(through: day) } == .periodClosed)
            let later = Day(number: day.number + 1)
            #expect(
                await refusal { _ = try await town.owner.closePeriod(through: later, idempotencyKey: "close") }
                    == .keyReused)
            #expect(try await town.owner.closedThrough() == day)
        }
    }
}
