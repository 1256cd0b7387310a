import BuddelStore
import Buddelverein
import DatabaseFixture
import Postgres
import Testing

@Suite("Ledger: the worked cases in the books")
struct BookedCaseTests {
    @Test(
        "a case's vouchers come back as they were recorded, and every integrity check is silent",
        arguments: WorkedCase.names)
    func roundTrip(_ name: String) async throws {
        let worked = try WorkedCase(name)
        let records = worked.records
        try await TestCluster.shared.withBuddel { pool async throws in
            try await pool.transact { transaction async throws in
                let association = try await worked.load(transaction)
                let terms = try #require(try await BooksStore(transaction).fetchTerms(associationID: association))
                let list = try await LedgerStore(transaction).insert(
                    LedgerRecords(
                        work: records.work, costs: records.costs, gifts: records.gifts, payments: records.payments),
                    terms: terms, recording: .imported)
                #expect(
                    list.vouchers.count == records.work.count + records.costs.count + records.gifts.count
                        + records.payments.count)
                #expect(list.batch?.number == 1)
                let store = RecordStore(transaction)
                #expect(try await store.listWork(associationID: association) == records.work)
                #expect(try await store.listCosts(associationID: association) == records.costs)
                #expect(try await store.listGifts(associationID: association) == records.gifts)
                #expect(try await store.listPayments(associationID: association) == records.payments)
                for check in Schema.checks {
                    let rows = try await transaction.query(SQL(name: check.name, SQL(trustedText: check.sql)))
                    #expect(rows.count == 0, "\(check.name)")
                }
            }
        }
    }
}
