import BuddelOperations
import BuddelStore
import Buddelverein
import DatabaseFixture
import Postgres

/// What the ledger's tests record in `TownApp`: its association has the members M-1 to M-3 and the segment S-1.
enum LedgerTown {
    static let day = Day(year: 2026, month: 4, day: 11)!

    static func work(
        _ ref: String = "", member: String? = "M-1", worker: String? = nil, minutes: Int64 = 390
    ) -> WorkRecord {
        WorkRecord(
            ref: ref, date: day, memberNumber: member, worker: worker, kind: .labour, task: "digging",
            time: Minutes(minutes: minutes), segment: "S-1")
    }

    static func cost(_ ref: String = "", invoice: String = "R-1") -> CostRecord {
        CostRecord(
            ref: ref, supplier: "Rohrwerk", invoiceNumber: invoice, invoiceDate: day, category: "conduit",
            net: Money(cents: 10_000), vatRate: BasisPoints(basisPoints: 1900), gross: Money(cents: 11_900))
    }

    static func gift(_ ref: String = "") -> GiftRecord {
        GiftRecord(ref: ref, date: day, memberNumber: "M-1", what: "sand", value: Money(cents: 5_000))
    }

    static func payment(_ ref: String = "") -> PaymentRecord {
        PaymentRecord(ref: ref, date: day, memberNumber: "M-1", amount: Money(cents: 70_000), purpose: .levy)
    }

    /// Balance of an account by the journal.
    static func balance(_ account: String, in town: TownApp) async throws -> Int64 {
        try await town.pool.transact { transaction in
            try await transaction.query(
                "select coalesce(sum(quantity), 0)::bigint as balance from buddel.postings where account = \(account)"
            ).one().decode("balance")
        }
    }

    /// Runs statements as the superuser of the database server, whom nothing stops.
    static func tamper(_ town: TownApp, _ statements: String) async throws {
        let name: String = try await town.pool.transact { transaction in
            try await transaction.query("select current_database() as name").one().decode("name")
        }
        let superuser = try await TestCluster.shared.configuration(database: name)
        try await PostgresConnection.withConnection(superuser) { connection in
            try await connection.executeScript("set session_replication_role = replica; " + statements)
        }
    }
}
