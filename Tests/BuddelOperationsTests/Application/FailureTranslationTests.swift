import BuddelStore
import Buddelverein
import DatabaseFixture
import Postgres
import Testing

@testable import BuddelOperations

/// What a caller hears when something fails that is no rule of the domain.
@Suite("Operations: failures of the database")
struct FailureTranslationTests {
    private func refusal(of body: (BuddelApp) async throws -> Void) async throws -> Refusal? {
        try await TestCluster.shared.withBuddel(maximumConnections: 1) { pool in
            do {
                try await body(BuddelApp(pool: pool, userID: 0))
                return nil
            } catch let refusal as Refusal {
                return refusal
            }
        }
    }

    @Test("a statement that takes too long is refused as busy")
    func tooLong() async throws {
        let refusal = try await refusal { app in
            try await app.transact(.integrityCheck) { work in
                try await work.transaction.execute("set local statement_timeout = '1ms'")
                _ = try await work.transaction.query("select pg_sleep(60)")
            }
        }
        #expect(refusal?.code == .busy)
        #expect(refusal?.cure != nil)
    }

    @Test("a sum that the database can't hold is an overflow, not a riddle")
    func overflow() async throws {
        let refusal = try await refusal { app in
            try await app.transact(.integrityCheck) { work in
                _ = try await work.transaction.query(
                    "select sum(q)::bigint from unnest(array[9223372036854775807, 1]) as q")
            }
        }
        #expect(refusal?.code == .overflow)
    }

    @Test("what nobody expected is said without its details")
    func unexpected() async throws {
        let refusal = try await refusal { app in
            try await app.transact(.integrityCheck) { work in
                _ = try await work.transaction.query("select 'geheim' = 1")
            }
        }
        #expect(refusal?.code == .unexpected)
        #expect(refusal?.message.german.contains("geheim") == false)
        #expect(refusal?.message.english.contains("22P02") == false)
    }

    @Test("who finds the pool full is told to come again")
    func full() {
        let refusal = Refusal.translating(PoolFailure.tooManyWaiting, logger: .init(label: "test")) as? Refusal
        #expect(refusal?.code == .busy)
    }
}
