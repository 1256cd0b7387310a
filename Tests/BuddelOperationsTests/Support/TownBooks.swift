import BuddelOperations
import BuddelStore
import Buddelverein
import DatabaseFixture
import Postgres

/// The books of `TownApp`'s association, small enough to count by hand.
struct TownBooks {
    let town: TownApp
    /// M-2, who confirms what M-1 did.
    let treasurer: BuddelApp

    /// Work of M-1 (confirmed), a levy of the year before, a donation, and an invoice paid with a discount.
    @discardableResult
    static func with<T>(_ body: (TownBooks) async throws -> T) async throws -> T {
        try await TownApp.with { town async throws in
            let treasurer = try await town.user("bernd", .treasurer, member: "M-2")
            let books = TownBooks(town: town, treasurer: treasurer)
            try await books.fill()
            return try await body(books)
        }
    }

    private func fill() async throws {
        let owner = town.owner
        _ = try await owner.recordWork([Self.work("W-1")], in: "a")
        _ = try await treasurer.confirmVouchers(["W-1"], in: "a")
        _ = try await owner.addPayment(Self.payment("P-1", "2025-12-30", 70_000, .levy), in: "a")
        _ = try await owner.addPayment(Self.payment("P-2", "2026-02-01", 10_000, .donation), in: "a")
        _ = try await owner.addCost(
            CostRecord(
                ref: "K-1", supplier: "Rohrwerk", invoiceNumber: "R-1", invoiceDate: Day(parsing: "2026-03-01"),
                category: "conduit", net: Money(cents: 10_000), vatRate: BasisPoints(basisPoints: 1900),
                gross: Money(cents: 11_900), paidOn: Day(parsing: "2026-03-10"), paid: Money(cents: 11_500),
                segments: [Allocation(segment: "S-1", share: .whole)]), in: "a")
    }

    static func work(_ ref: String, document: String? = nil) throws -> WorkRecord {
        WorkRecord(
            ref: ref, date: try Day(parsing: "2026-04-01"), memberNumber: "M-1", kind: .labour, task: "digging",
            time: Minutes(minutes: 390), segment: "S-1", document: document)
    }

    static func payment(
        _ ref: String, _ date: String, _ cents: Int64, _ purpose: PaymentPurpose
    ) throws -> PaymentRecord {
        PaymentRecord(
            ref: ref, date: try Day(parsing: date), memberNumber: "M-1", amount: Money(cents: cents), purpose: purpose)
    }

    /// Changes rows as only the server's superuser can: no trigger, no key and no policy holds him.
    func tamper(_ statements: SQL...) async throws {
        let name: String = try await town.pool.transact { transaction in
            try await transaction.query("select current_database()::text as name").one().decode("name")
        }
        let superuser = try await TestCluster.shared.configuration(database: name)
        try await PostgresConnection.withConnection(superuser) { connection in
            try await connection.execute("set session_replication_role = replica")
            for statement in statements {
                let changed = try await connection.execute(statement)
                precondition(changed > 0, "a statement that changes nothing tampers with nothing")
            }
        }
    }
}
