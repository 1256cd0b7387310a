import BuddelOperations
import Buddelverein
import Postgres
import Testing

/// Two who change the same voucher at the same moment: both wait for its row, which a third session holds, and go on
/// together when it lets go.
@Suite("Ledger: two at the same voucher")
struct VoucherRaceTests {
    /// What became of each of two.
    private typealias Ends = (RefusalCode?, RefusalCode?)

    /// Holds the row of a voucher until both bodies wait for a lock.
    private func atOnce(
        _ town: TownApp, over ref: String, _ one: @escaping @Sendable () async throws -> Void,
        _ two: @escaping @Sendable () async throws -> Void
    ) async throws -> Ends {
        var pending: (Task<RefusalCode?, Never>, Task<RefusalCode?, Never>)?
        try await town.pool.transact { holder in
            try await holder.query("select from buddel.vouchers where ref = \(ref) for update")
            pending = (
                Task { await refusal { try await one() } }, Task { await refusal { try await two() } }
            )
            // The third session of the test watches until both stand at the row.
            for _ in 0..<6000 {
                if try await waiting(town) == 2 { return }
                try await Task.sleep(for: .milliseconds(10))
            }
            Issue.record("the two never waited for the voucher's row")
        }
        let tasks = try #require(pending)
        return (await tasks.0.value, await tasks.1.value)
    }

    private func waiting(_ town: TownApp) async throws -> Int64 {
        try await town.pool.withConnection { connection in
            try await connection.query(
                """
                select count(*) as n from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock'
                """
            ).one().decode("n")
        }
    }

    @Test("a confirmation and a correction: one is done, the other refused, and the journal says what the voucher says")
    func confirmAndCorrect() async throws {
        try await TownApp.with { town async throws in
            let lead = try await town.user("lead", .areaLead, member: "M-2")
            var expected: Int64 = 0
            for number in 1...4 {
                _ = try await town.owner.recordWork([LedgerTown.work()])
                let ref = "W-\(number)"
                var correction = BuddelApp.Correction()
                correction.time = Minutes(minutes: 480)
                let change = correction
                let ends = try await atOnce(
                    town, over: ref, { _ = try await lead.confirmVouchers([ref]) },
                    { _ = try await town.owner.correctVoucher(ref, to: change) })
                // The correction first, and what was shown is no longer so; or the confirmation first, and it is frozen.
                #expect(ends.0 == nil || ends.0 == .contentChanged, "\(ends)")
                #expect(ends.1 == nil || ends.1 == .voucherFrozen || ends.1 == .contentChanged, "\(ends)")
                if ends.0 == nil { expected += try await town.owner.showVoucher(ref).work?.time.minutes ?? 0 }
                #expect(try await LedgerTown.balance("work:labour", in: town) == expected)
            }
            _ = try await town.owner.verifyJournal()
            #expect(try await town.owner.checkIntegrity().isHealthy)
        }
    }

    @Test("a payment and a reversal: nothing is paid on a reversed invoice")
    func payAndReverse() async throws {
        try await TownApp.with { town async throws in
            for number in 1...4 {
                _ = try await town.owner.addCost(LedgerTown.cost(invoice: "R-\(number)"))
                let ref = "K-\(number)"
                let ends = try await atOnce(
                    town, over: ref, { _ = try await town.owner.payCost(ref, on: LedgerTown.day) },
                    { _ = try await town.owner.reverseVouchers([ref]) })
                #expect(ends.1 == nil, "\(ends)")
                #expect(ends.0 == nil || ends.0 == .alreadyReversed, "\(ends)")
            }
            #expect(try await LedgerTown.balance("bank", in: town) == 0)
            #expect(try await LedgerTown.balance("payable:suppliers", in: town) == 0)
            _ = try await town.owner.verifyJournal()
        }
    }

    @Test("two confirmations: the work counts once")
    func confirmTwice() async throws {
        try await TownApp.with { town async throws in
            let lead = try await town.user("lead", .areaLead, member: "M-2")
            let chair = try await town.user("chair", .chair, member: "M-3")
            _ = try await town.owner.recordWork([LedgerTown.work()])
            let ends = try await atOnce(
                town, over: "W-1", { _ = try await lead.confirmVouchers(["W-1"]) },
                { _ = try await chair.confirmVouchers(["W-1"]) })
            #expect([ends.0, ends.1].filter { $0 == nil }.count == 1, "\(ends)")
            #expect([ends.0, ends.1].contains(.alreadyDecided), "\(ends)")
            #expect(try await LedgerTown.balance("work:labour", in: town) == 390)
        }
    }
}
