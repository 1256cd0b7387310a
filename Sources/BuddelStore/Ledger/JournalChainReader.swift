import Buddelverein
import Postgres

/// Reads a journal in pieces, so that one of any length passes through a bounded memory.
public struct JournalChainReader: Sendable {
    private let session: any PostgresSession
    private let association: Int64

    public init(_ session: any PostgresSession, in association: Int64) {
        self.session = session
        self.association = association
    }

    /// Where the journal stands, with the number of its last entry; nil where there is none that the caller may see.
    public func fetchHead() async throws -> (head: JournalLink, lastEntry: Int64)? {
        guard
            let row = try await session.query(
                SQL(
                    name: "fetch journal head",
                    """
                    select a.code, l.last_entry, l.last_batch, l.last_hash
                    from buddel.ledgers l join buddel.associations a on a.id = l.association_id
                    where l.association_id = \(association)
                    """)
            ).oneOrNone()
        else { return nil }
        let head = JournalLink(
            association: try row.decode("code"), batch: try row.decode("last_batch"), hash: try row.decode("last_hash"))
        return (head, try row.decode("last_entry"))
    }

    /// The hash of a batch; nil where there is none of that number.
    public func fetchHash(ofBatch number: Int64) async throws -> [UInt8]? {
        try await session.query(
            SQL(
                name: "fetch batch hash",
                "select hash from buddel.batches where association_id = \(association) and number = \(number)")
        ).oneOrNone()?.decode("hash")
    }

    /// The next batches behind a number.
    public func listBatches(after number: Int64, limit: Int) async throws -> [ChainedBatch] {
        try await session.query(
            SQL(
                name: "list batches",
                """
                select number, first_entry, last_entry, previous_hash, hash from buddel.batches
                where association_id = \(association) and number > \(number) order by number limit \(Int64(limit))
                """)
        ).map { row in
            ChainedBatch(
                number: try row.decode("number"), firstEntry: try row.decode("first_entry"),
                lastEntry: try row.decode("last_entry"), previousHash: try row.decode("previous_hash"),
                hash: try row.decode("hash"))
        }
    }

    /// The next entries behind a number as the chain sees them; also those whose voucher or transfers are gone.
    public func listChained(after number: Int64, limit: Int) async throws -> [ChainedEntry] {
        try await session.query(
            SQL(
                name: "list chained entries",
                """
                select e.number, e.batch_number, e.voucher_id, v.content_hash, e.reason, e.effective_on, e.booked_on,
                    e.reverses_number, e.digest, t.positions, t.debits, t.credits, t.units, t.quantities, t.members,
                    t.segments, t.awards
                from (
                    select * from buddel.entries where association_id = \(association) and number > \(number)
                    order by number limit \(Int64(limit))
                ) e
                left join buddel.vouchers v on v.association_id = e.association_id and v.id = e.voucher_id
                cross join lateral (
                    select coalesce(array_agg(position order by position), '{}') as positions,
                        coalesce(array_agg(debit_account order by position), '{}') as debits,
                        coalesce(array_agg(credit_account order by position), '{}') as credits,
                        coalesce(array_agg(unit order by position), '{}') as units,
                        coalesce(array_agg(quantity order by position), '{}') as quantities,
                        coalesce(array_agg(member_id order by position), '{}') as members,
                        coalesce(array_agg(segment_id order by position), '{}') as segments,
                        coalesce(array_agg(award_id order by position), '{}') as awards
                    from buddel.transfers t where t.association_id = e.association_id and t.entry_number = e.number
                ) t
                order by e.number
                """)
        ).map(chained)
    }

    /// The first entry number under which transfers stand without an entry; nil where there is none.
    public func fetchEntryOfStrayTransfers() async throws -> Int64? {
        try await session.query(
            SQL(
                name: "fetch stray transfers",
                """
                select min(t.entry_number) as number from buddel.transfers t
                where t.association_id = \(association) and not exists (select from buddel.entries e
                    where e.association_id = t.association_id and e.number = t.entry_number)
                """)
        ).one().decode("number", as: Int64?.self)
    }

    private func chained(_ row: Row) throws -> ChainedEntry {
        let positions: [Int16] = try row.decode("positions")
        let debits: [String] = try row.decode("debits")
        let credits: [String] = try row.decode("credits")
        let units: [String] = try row.decode("units")
        let quantities: [Int64] = try row.decode("quantities")
        let members: [Int64?] = try row.decode("members")
        let segments: [Int64?] = try row.decode("segments")
        let awards: [Int64?] = try row.decode("awards")
        return ChainedEntry(
            associationID: association, number: try row.decode("number"), batch: try row.decode("batch_number"),
            voucherID: try row.decode("voucher_id"), contentHash: try row.decode("content_hash"),
            reason: try row.decode("reason"), effectiveOn: try row.decode("effective_on"),
            bookedOn: try row.decode("booked_on"), reverses: try row.decode("reverses_number"),
            digest: try row.decode("digest"),
            transfers: positions.indices.map { index in
                ChainedEntry.Transfer(
                    position: Int(positions[index]), debit: debits[index], credit: credits[index], unit: units[index],
                    quantity: quantities[index], memberID: members[index], segmentID: segments[index],
                    awardID: awards[index])
            })
    }
}
