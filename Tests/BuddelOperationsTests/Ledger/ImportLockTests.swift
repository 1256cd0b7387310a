import BuddelOperations
import Buddelverein
import DatabaseFixture
import Foundation
import Postgres
import Testing

/// What waits must not hold what others need (docs/internals/locks.md): a third session holds a lock, and while the
/// operation stands there, everything behind it in the order is free.
@Suite("Ledger: locks in their order")
struct ImportLockTests {
    private static let files = [
        "payments.csv": "ref,date,member_number,amount,purpose\nP-1,2026-04-01,M-1,600.00,levy\n",
        "claims.json": """
        [{"code":"A-2/1","award":"A-2","cutoff_on":"2026-03-31","status":"approved","approved":"100.00","revoked":"0.00",
        "cuts":[]}]
        """,
    ]

    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "locks-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in Self.files { try Data(text.utf8).write(to: folder.appending(path: name)) }
        try await body(folder.path(percentEncoded: false))
    }

    /// Holds a lock until `count` operations wait for one, then looks whether `free` can be had at once.
    private func hold(
        _ lock: SQL, _ town: SubsidyTown, free: [SQL], _ operations: [@Sendable () async throws -> Void]
    ) async throws -> [RefusalCode?] {
        let name: String = try await town.pool.transact { transaction in
            try await transaction.query("select current_database()::text as name").one().decode("name")
        }
        let superuser = try await TestCluster.shared.configuration(database: name)
        return try await PostgresConnection.withConnection(superuser) { holder in
            try await holder.execute("begin")
            try await holder.query(lock)
            let tasks = operations.map { operation in Task { await refusal { try await operation() } } }
            try await wait(for: operations.count, town)
            for lock in free { try await holder.query(lock) }
            try await holder.execute("commit")
            var ends: [RefusalCode?] = []
            for task in tasks { ends.append(await task.value) }
            return ends
        }
    }

    private func wait(for count: Int, _ town: SubsidyTown) async throws {
        for _ in 0..<6000 {
            if try await waiting(town) >= count { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("they never waited for the lock")
    }

    private func waiting(_ town: SubsidyTown) async throws -> Int64 {
        try await town.count(
            """
            select count(*) as n from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
            """)
    }

    /// The counters and the ledger, which come last.
    private static let behind: [SQL] = [
        "select from buddel.voucher_counters where association_id = 1 for update nowait",
        "select from buddel.ledgers where association_id = 1 for update nowait",
    ]

    @Test("an import that waits for an award holds neither a counter nor the ledger")
    func awardsFirst() async throws {
        try await SubsidyTown.with { town in
            try await withFolder { folder in
                let ends = try await hold(
                    "select from buddel.awards where code = 'A-1' for update", town, free: Self.behind,
                    [{ _ = try await town.town.owner.importCase(folder, association: "a") }])
                #expect(ends == [nil])
                #expect(try await town.status("A-2/1") == .approved)
            }
        }
    }

    @Test("an import and an approval at the same moment are both done")
    func beside() async throws {
        try await SubsidyTown.with { town in
            _ = try await town.treasurer.fileClaim(award: "A-1", cutoffOn: SubsidyTown.cutoff)
            try await town.bring("A-1/1", to: .checked)
            let amount = Money(cents: 10_000)
            try await withFolder { folder in
                let ends = try await hold(
                    "select from buddel.awards where code = 'A-2' for update", town, free: Self.behind,
                    [
                        { _ = try await town.town.owner.importCase(folder, association: "a") },
                        { _ = try await town.approver.approveClaim("A-1/1", amount: amount, reason: "part") },
                    ])
                #expect(ends == [nil, nil])
            }
            #expect(try await town.status("A-1/1") == .approved)
            #expect(try await town.status("A-2/1") == .approved)
            _ = try await town.town.owner.verifyJournal(of: "a")
        }
    }

    @Test("whoever records with a reference of his own waits his turn before he takes a number")
    func naming() async throws {
        try await SubsidyTown.with { town in
            let payment = PaymentRecord(
                ref: "P-9", date: SubsidyTown.day, memberNumber: "M-1", amount: Money(cents: 100), purpose: .levy)
            let ends = try await hold(
                "select pg_advisory_xact_lock(hashtextextended('voucher naming', 1))", town,
                free: Self.behind,
                [{ _ = try await town.treasurer.addPayment(payment) }])
            #expect(ends == [nil])
        }
    }

    @Test("only who may write the books locks what an import of history moves")
    func writers() async throws {
        try await SubsidyTown.with { town in
            let lock: SQL = "select buddel.lock_history(1, '{WEST}')"
            for app in [town.auditor, town.clerk, town.otherTreasurer] {
                try await town.expect(app, lock, breaks: "awards_writable")
            }
            try await town.expect(town.treasurer, lock, breaks: nil)
        }
    }
}
