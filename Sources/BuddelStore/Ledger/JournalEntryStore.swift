import Buddelverein
import Postgres

/// An entry as it stands in the journal, with its batch.
public struct BookedEntry: Sendable, Hashable {
    public var entry: JournalEntry
    public var kind: VoucherKind
    public var batch: Int64
    /// SHA-256 of the entry and its transfers.
    public var digest: [UInt8]
}

/// Entries by number, with the numbers and codes of what they name.
public struct JournalEntryStore: Sendable {
    private let session: any PostgresSession
    private let association: Int64

    public init(_ session: any PostgresSession, in association: Int64) {
        self.session = session
        self.association = association
    }

    /// Which entries are wanted; nil wants all.
    public struct Filter: Sendable, Hashable {
        /// One side of a transfer.
        public var account: String?
        /// The member's number.
        public var member: String?
        /// The voucher's reference.
        public var ref: String?
        /// The voucher's key.
        public var voucherID: Int64?
        /// Days of booking, both inclusive.
        public var from: Day?
        public var through: Day?

        public init(
            account: String? = nil, member: String? = nil, ref: String? = nil, voucherID: Int64? = nil,
            from: Day? = nil,
            through: Day? = nil
        ) {
            self.account = account
            self.member = member
            self.ref = ref
            self.voucherID = voucherID
            self.from = from
            self.through = through
        }
    }

    /// The next entries behind a number that fit the filter, whole: with all their transfers.
    public func list(_ filter: Filter = Filter(), after number: Int64 = 0, limit: Int) async throws -> [BookedEntry] {
        try await entries(
            """
            select e.* from buddel.entries e
            join buddel.vouchers v on v.association_id = e.association_id and v.id = e.voucher_id
            where e.association_id = \(association) and e.number > \(number)
                and (\(filter.from) is null or e.booked_on >= \(filter.from))
                and (\(filter.through) is null or e.booked_on <= \(filter.through))
                and (\(filter.ref) is null or v.ref = \(filter.ref))
                and (\(filter.voucherID) is null or e.voucher_id = \(filter.voucherID))
                and (\(filter.account) is null and \(filter.member) is null or exists (
                    select from buddel.transfers t
                    left join buddel.members m on m.association_id = t.association_id and m.id = t.member_id
                    where t.association_id = e.association_id and t.entry_number = e.number
                        and (\(filter.account) is null or \(filter.account) in (t.debit_account, t.credit_account))
                        and (\(filter.member) is null or m.number = \(filter.member))))
            order by e.number limit \(Int64(limit))
            """)
    }

    /// The last day on which a batch booked each voucher, by the voucher's key, where that is not the day it took effect:
    /// its period was closed.
    public func fetchPostponed(batch number: Int64) async throws -> [Int64: Day] {
        let rows = try await session.query(
            SQL(
                name: "fetch postponed bookings",
                """
                select voucher_id, max(booked_on) as booked_on from buddel.entries
                where association_id = \(association) and batch_number = \(number) and booked_on > effective_on
                group by voucher_id
                """))
        var days: [Int64: Day] = [:]
        for row in rows { days[try row.decode("voucher_id", as: Int64.self)] = try row.decode("booked_on") }
        return days
    }

    /// One entry; nil where there is none of that number.
    public func fetch(_ number: Int64) async throws -> BookedEntry? {
        try await entries(
            "select e.* from buddel.entries e where e.association_id = \(association) and e.number = \(number)"
        ).first
    }

    private func entries(_ wanted: SQL) async throws -> [BookedEntry] {
        try await session.query(
            SQL(
                name: "list entries",
                """
                select e.number, e.batch_number, e.booked_on, e.effective_on, e.reason, e.reverses_number, e.digest,
                    v.kind, v.ref, t.debits, t.credits, t.units, t.quantities, t.members, t.segments
                from (\(fragment: wanted)) e
                join buddel.vouchers v on v.association_id = e.association_id and v.id = e.voucher_id
                cross join lateral (
                    select array_agg(t.debit_account order by t.position) as debits,
                        array_agg(t.credit_account order by t.position) as credits,
                        array_agg(t.unit order by t.position) as units,
                        array_agg(t.quantity order by t.position) as quantities,
                        array_agg(m.number order by t.position) as members,
                        array_agg(s.code order by t.position) as segments
                    from buddel.transfers t
                    left join buddel.members m on m.association_id = t.association_id and m.id = t.member_id
                    left join buddel.segments s on s.association_id = t.association_id and s.id = t.segment_id
                    where t.association_id = e.association_id and t.entry_number = e.number
                ) t
                order by e.number
                """)
        ).map(Self.entry)
    }

    private static func entry(_ row: Row) throws -> BookedEntry {
        let debits: [String] = try row.decode("debits")
        let credits: [String] = try row.decode("credits")
        let units: [String] = try row.decode("units")
        let quantities: [Int64] = try row.decode("quantities")
        let members: [String?] = try row.decode("members")
        let segments: [String?] = try row.decode("segments")
        let transfers = try debits.indices.map { index in
            guard let unit = LedgerUnit(rawValue: units[index]) else {
                throw UnknownWord(column: "units", word: units[index])
            }
            return Transfer(
                debit: debits[index], credit: credits[index], unit: unit, quantity: quantities[index],
                member: members[index], segment: segments[index])
        }
        return BookedEntry(
            entry: JournalEntry(
                number: try row.decode("number"), bookedOn: try row.decode("booked_on"),
                effectiveOn: try row.decode("effective_on"), reason: try row.decode("reason"),
                ref: try row.decode("ref"), reverses: try row.decode("reverses_number"), transfers: transfers),
            kind: try row.word("kind"), batch: try row.decode("batch_number"), digest: try row.decode("digest"))
    }
}
