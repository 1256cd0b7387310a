import BuddelStore
import Buddelverein
import DatabaseFixture
import Postgres

extension Recording {
    /// By the owner of the database with an import, from fixed randomness.
    static let imported = Recording(userID: 0, channel: .import, seed: [UInt8](repeating: 7, count: 32))
}

/// The books of the association `a` of `Town`, with a helper of M-1's household and two segments.
struct Books: Sendable {
    static let association: Int64 = 1
    static let other: Int64 = 2
    static let terms = LedgerTerms(associationID: association, fiscalYearStart: .newYear, deductsInputTax: false)
    static let day = Day(year: 2026, month: 5, day: 2)!

    /// Lends a database whose association `a` is ready to book.
    @discardableResult
    static func withDatabase<T>(_ body: (Pool) async throws -> T) async throws -> T {
        try await Town.withDatabase { pool in
            try await pool.transact { transaction async throws in
                try await HelperStore(transaction, in: association).insert([
                    Helper(code: "H-1", name: "Person H-1", memberNumber: "M-1"),
                    Helper(code: "H-2", name: "Person H-2"),
                ])
                try await SegmentStore(transaction, in: association).insert([Town.segment("S-1"), Town.segment("S-2")])
                try await SegmentStore(transaction, in: other).insert([Town.segment("S-1")])
            }
            return try await body(pool)
        }
    }

    static func work(_ ref: String, confirmedBy: String? = nil, on day: Day = day) -> WorkRecord {
        WorkRecord(
            ref: ref, date: day, memberNumber: "M-1", kind: .labour, task: "digging", time: Minutes(minutes: 390),
            segment: "S-1", confirmedBy: confirmedBy, confirmedOn: confirmedBy == nil ? nil : day)
    }

    static func cost(_ ref: String, number: String? = nil) -> CostRecord {
        CostRecord(
            ref: ref, supplier: "Rohrwerk", invoiceNumber: number ?? "R-\(ref)", invoiceDate: day, category: "conduit",
            net: Money(cents: 10_000), vatRate: BasisPoints(basisPoints: 1900), gross: Money(cents: 11_900),
            segments: [
                Allocation(segment: "S-1", share: BasisPoints(basisPoints: 6000)),
                Allocation(segment: "S-2", share: BasisPoints(basisPoints: 4000)),
            ])
    }

    static func gift(_ ref: String, confirmedBy: String? = nil) -> GiftRecord {
        GiftRecord(
            ref: ref, date: day, memberNumber: "M-1", what: "sand", value: Money(cents: 5_000), category: "other",
            segment: "S-1", confirmedBy: confirmedBy, confirmedOn: confirmedBy == nil ? nil : day)
    }

    static func payment(_ ref: String) -> PaymentRecord {
        PaymentRecord(ref: ref, date: day, memberNumber: "M-1", amount: Money(cents: 70_000), purpose: .levy)
    }

    /// Records vouchers in a transaction of their own.
    @discardableResult
    static func record(_ records: LedgerRecords, in pool: Pool) async throws -> RecordedList {
        try await pool.transact { transaction async throws in
            try await LedgerStore(transaction).insert(records, terms: terms, recording: .imported)
        }
    }
}
