import Buddelverein
import Postgres

/// Reads the journal page by page, so that a journal of any length fits.
public struct JournalReader: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// The next entries behind a number with their transfers, as they are shown and exported; empty at the end.
    public func listEntries(associationID: Int64, after number: Int64, limit: Int) async throws -> [JournalEntry] {
        try await list(associationID: associationID, after: number, limit: limit).map { entry in
            JournalEntry(
                number: entry.number, bookedOn: entry.bookedOn, effectiveOn: entry.effectiveOn, reason: entry.reason,
                ref: entry.ref, reverses: entry.reverses,
                transfers: try entry.transfers.map { line in
                    guard let unit = LedgerUnit(rawValue: line.unit) else {
                        throw UnknownWord(column: "unit", word: line.unit)
                    }
                    return Transfer(debit: line.debit, credit: line.credit, unit: unit, quantity: line.quantity)
                })
        }
    }

    /// The entries of one voucher.
    public func listEntries(associationID: Int64, voucherID: Int64) async throws -> [JournalEntry] {
        let numbers: [Int64] = try await session.query(
            SQL(
                name: "list entry numbers of voucher",
                """
                select number from buddel.entries where association_id = \(associationID) and voucher_id = \(voucherID)
                order by number
                """)
        ).map { try $0.decode("number") }
        var entries: [JournalEntry] = []
        for number in numbers {
            entries += try await listEntries(associationID: associationID, after: number - 1, limit: 1)
        }
        return entries
    }

    /// The next entries behind a number with everything that their digests are made of.
    public func list(associationID: Int64, after number: Int64, limit: Int) async throws -> [JournalRow] {
        let rows = try await session.query(
            SQL(
                name: "list journal rows",
                """
                select e.number, e.batch_number, e.voucher_id, v.ref, v.content_hash, e.reason, e.effective_on, e.booked_on,
                    e.reverses_number, e.digest, t.position, t.debit_account, t.credit_account, t.unit, t.quantity,
                    t.member_id, t.segment_id, t.award_id
                from (select * from buddel.entries where association_id = \(associationID) and number > \(number)
                    order by number limit \(Int64(limit))) e
                join buddel.vouchers v on v.association_id = e.association_id and v.id = e.voucher_id
                left join buddel.transfers t on t.association_id = e.association_id and t.entry_number = e.number
                order by e.number, t.position
                """))
        var entries: [JournalRow] = []
        for row in rows {
            let number: Int64 = try row.decode(0)
            if entries.last?.number != number {
                entries.append(
                    JournalRow(
                        number: number, batch: try row.decode(1), voucherID: try row.decode(2), ref: try row.decode(3),
                        contentHash: try row.decode(4), reason: try row.decode(5), effectiveOn: try row.decode(6),
                        bookedOn: try row.decode(7), reverses: try row.decode(8), digest: try row.decode(9),
                        transfers: []))
            }
            guard let position: Int16 = try row.decode(10) else { continue }
            entries[entries.count - 1].transfers.append(
                JournalRow.Line(
                    position: position, debit: try row.decode(11), credit: try row.decode(12), unit: try row.decode(13),
                    quantity: try row.decode(14), memberID: try row.decode(15), segmentID: try row.decode(16),
                    awardID: try row.decode(17)))
        }
        return entries
    }

    /// All batches in order, with the links of the chain.
    public func listBatches(associationID: Int64) async throws -> [BatchRow] {
        try await session.query(
            SQL(
                name: "list batches",
                """
                select number, first_entry, last_entry, previous_hash, hash from buddel.batches
                where association_id = \(associationID) order by number
                """)
        ).map { row in
            BatchRow(
                number: try row.decode(0), firstEntry: try row.decode(1), lastEntry: try row.decode(2),
                previousHash: try row.decode(3), hash: try row.decode(4))
        }
    }

    /// The head of the journal; nil where there is none.
    public func fetchHead(associationID: Int64) async throws -> JournalHead? {
        guard
            let row = try await session.query(
                SQL(
                    name: "fetch journal head",
                    """
                    select last_entry, last_batch, last_hash, closed_through from buddel.ledgers
                    where association_id = \(associationID)
                    """)
            ).oneOrNone()
        else { return nil }
        return JournalHead(
            lastEntry: try row.decode("last_entry"), lastBatch: try row.decode("last_batch"),
            lastHash: try row.decode("last_hash"), closedThrough: try row.decode("closed_through"))
    }
}

/// An entry as its digest is made: ids and hashes, no names.
public struct JournalRow: Sendable, Hashable {
    /// A transfer of it.
    public struct Line: Sendable, Hashable {
        public var position: Int16
        public var debit: String
        public var credit: String
        public var unit: String
        public var quantity: Int64
        public var memberID: Int64?
        public var segmentID: Int64?
        public var awardID: Int64?
    }

    public var number: Int64
    public var batch: Int64
    public var voucherID: Int64
    public var ref: String
    public var contentHash: [UInt8]
    public var reason: String
    public var effectiveOn: Day
    public var bookedOn: Day
    public var reverses: Int64?
    public var digest: [UInt8]
    public var transfers: [Line]
}

/// One link of the hash chain as it is stored.
public struct BatchRow: Sendable, Hashable {
    public var number: Int64
    public var firstEntry: Int64
    public var lastEntry: Int64
    public var previousHash: [UInt8]
    public var hash: [UInt8]
}

/// Where a journal stands.
public struct JournalHead: Sendable, Hashable {
    public var lastEntry: Int64
    public var lastBatch: Int64
    public var lastHash: [UInt8]
    public var closedThrough: Day?
}
