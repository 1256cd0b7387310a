import BuddelStore
import Buddelverein
import DatabaseFixture
import Postgres
import Testing

@Suite("Ledger: two sessions at once")
struct LedgerConcurrencyTests {
    @Test("vouchers recorded by many sessions at once get numbers without gaps, and one chain")
    func numbers() async throws {
        try await Books.withDatabase { pool async throws in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for session in 0..<8 {
                    group.addTask {
                        for round in 0..<5 {
                            let refs = (0..<3).map { "W-\(session)-\(round)-\($0)" }
                            try await Books.record(
                                LedgerRecords(work: refs.map { Books.work($0, confirmedBy: "M-2") }), in: pool)
                        }
                    }
                }
                try await group.waitForAll()
            }
            try await pool.transact { transaction async throws in
                let numbers: [Int] = try await transaction.query(
                    "select number from buddel.vouchers where association_id = 1 order by number"
                ).map { try $0.decode("number") }
                #expect(numbers == Array(1...120))
                for check in Schema.checks {
                    let rows = try await transaction.query(SQL(trustedText: check.sql))
                    #expect(rows.isEmpty, "\(check.name)")
                }
            }
        }
    }

    @Test("a refused recording leaves no gap: its number goes to the next one")
    func noGap() async throws {
        try await Books.withDatabase { pool async throws in
            try await Books.record(LedgerRecords(work: [Books.work("W-1")]), in: pool)
            await #expect(throws: (any Error).self) {
                try await Books.record(LedgerRecords(work: [Books.work("W-2"), Books.work("W-1")]), in: pool)
            }
            let list = try await Books.record(LedgerRecords(work: [Books.work("W-3")]), in: pool)
            #expect(list.vouchers[0].number == 2)
        }
    }

    @Test("of two reversals of one voucher at the same moment one wins")
    func reversals() async throws {
        try await Books.withDatabase { pool async throws in
            for round in 0..<10 {
                let list = try await Books.record(
                    LedgerRecords(payments: [Books.payment("P-\(round)")]), in: pool)
                let id = list.vouchers[0].id
                let outcomes = await withTaskGroup(of: String?.self) { group in
                    for _ in 0..<2 {
                        group.addTask {
                            do {
                                return try await Town.constraint {
                                    try await pool.transact { transaction async throws in
                                        _ = try await JournalStore(transaction).reverse(
                                            voucherIDs: [id], associationID: 1)
                                    }
                                }
                            } catch { return "\(error)" }
                        }
                    }
                    return await group.reduce(into: [String?]()) { $0.append($1) }
                }
                #expect(outcomes.count { $0 == nil } == 1)
                // Whoever comes second finds the entry reversed, or nothing left to reverse.
                let loser = outcomes.compactMap { $0 }
                #expect(loser == ["entries_reversed_once"] || loser == ["batches_has_entries"])
            }
            let held: Int64 = try await pool.transact { transaction async throws in
                try await transaction.query(
                    "select coalesce(sum(quantity), 0)::bigint as held from buddel.postings where account = 'bank'"
                ).one().decode("held")
            }
            #expect(held == 0)
        }
    }

    @Test("of two decisions on one voucher at the same moment one wins")
    func decisions() async throws {
        try await Books.withDatabase { pool async throws in
            for round in 0..<10 {
                let list = try await Books.record(LedgerRecords(work: [Books.work("W-\(round)")]), in: pool)
                let voucher = list.vouchers[0]
                let outcomes = await withTaskGroup(of: String?.self) { group in
                    for decision in [VoucherDecision.confirmed, .withdrawn] {
                        group.addTask {
                            do {
                                return try await Town.constraint {
                                    try await pool.transact { transaction async throws in
                                        let member: Int64 = try await transaction.query(
                                            "select id from buddel.members where association_id = 1 and number = 'M-2'"
                                        ).one().decode("id")
                                        try await DecisionStore(transaction).insert(
                                            [
                                                DecisionStore.Draft(
                                                    voucherID: voucher.id, decision: decision, decidedOn: Books.day,
                                                    memberID: member, contentHash: voucher.contentHash)
                                            ], associationID: 1, channel: .import, userID: 0)
                                    }
                                }
                            } catch { return "\(error)" }
                        }
                    }
                    return await group.reduce(into: [String?]()) { $0.append($1) }
                }
                #expect(outcomes.count { $0 == nil } == 1)
                #expect(outcomes.compactMap { $0 } == ["voucher_decisions_pkey"])
            }
        }
    }

    @Test("references given to sessions at the same moment differ")
    func naming() async throws {
        try await Books.withDatabase { pool async throws in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<10 {
                    group.addTask {
                        try await pool.transact { transaction async throws in
                            // One waits for all the others: on a busy machine longer than a clerk would.
                            try await transaction.execute("set local lock_timeout = 0")
                            let naming = VoucherNaming(transaction)
                            try await naming.lock(associationID: 1)
                            let next = try await naming.nextNumber(.work, associationID: 1)
                            _ = try await LedgerStore(transaction).insert(
                                LedgerRecords(work: [Books.work("W-\(next)")]), terms: Books.terms,
                                recording: .imported)
                        }
                    }
                }
                try await group.waitForAll()
            }
            let refs = try await pool.transact { try await VoucherFinder($0).listRefs(.work, associationID: 1) }
            #expect(refs == Set((1...10).map { "W-\($0)" }))
        }
    }
}
