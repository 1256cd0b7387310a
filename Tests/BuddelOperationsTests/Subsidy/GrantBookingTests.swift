import BuddelOperations
import BuddelStore
import Buddelverein
import Postgres
import Testing

@Suite("Subsidy: the database books a grant as the program books everything else")
struct GrantBookingTests {
    private static let accounts: [String: [String]] = [
        "granted": [AccountCode.grantsDue, AccountCode.grantIncome],
        "grant_paid": [AccountCode.bank, AccountCode.grantsDue],
        "grant_revoked": [AccountCode.grantIncome, AccountCode.grantsDue],
    ]

    @Test(
        "a grant's voucher is of the booking year that the program counts, its accounts are the program's",
        arguments: [(1, 1), (4, 18), (3, 31), (4, 19), (2, 28), (12, 31)])
    func booked(_ month: Int, _ day: Int) async throws {
        try await SubsidyTown.with { town in
            let start = try #require(MonthDay(month: month, day: day))
            try await town.pool.transact(as: town.treasurer.userID) { transaction in
                let changed = try await transaction.execute(
                    """
                    update buddel.associations set fiscal_year_start_month = \(Int16(month)),
                        fiscal_year_start_day = \(Int16(day)) where code = 'a'
                    """)
                #expect(changed == 1)
            }
            _ = try await town.treasurer.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff)
            try await town.bring("A-1/1", to: .checked)
            let decided = TownApp.today
            _ = try await town.approver.approveClaim("A-1/1", on: decided)
            try await town.approver.revokeClaim("A-1/1", amount: Money(cents: 9_000), reason: "Sold.", on: decided)
            _ = try await town.cashier.releaseClaim("A-1/1")
            _ = try await town.secondCashier.releaseClaim("A-1/1")
            _ = try await town.cashier.payClaim("A-1/1", on: decided)
            try await town.expectCount(
                "select booking_year::bigint as n from buddel.vouchers where association_id = 1 and kind = 'grant'",
                Int64(decided.bookingYear(startingOn: start)))
            let booked: [(String, [String])] = try await town.pool.transact { transaction in
                try await transaction.query(
                    """
                    select e.reason, array[t.debit_account, t.credit_account] as accounts from buddel.entries e
                    join buddel.transfers t on t.association_id = e.association_id and t.entry_number = e.number
                    join buddel.vouchers v on v.association_id = e.association_id and v.id = e.voucher_id
                    where e.association_id = 1 and v.kind = 'grant'
                    """
                ).map { (try $0.decode("reason"), try $0.decode("accounts")) }
            }
            #expect(Dictionary(uniqueKeysWithValues: booked) == Self.accounts)
        }
    }
}
