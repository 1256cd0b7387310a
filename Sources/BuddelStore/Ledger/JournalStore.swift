import Buddelverein
import Postgres

/// Writes the journal, through the one function of the database that may.
public struct JournalStore: Sendable {
    let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// Posts entries as one batch; nil for none.
    ///
    /// Takes the ledger's row until the transaction ends: it comes last in the order of locks. Refuses with
    /// `unknown_member` and `unknown_segment` what a transfer names and the keys don't hold.
    public func post(
        _ entries: [(voucherID: Int64, draft: EntryDraft)], associationID: Int64, keys: LedgerKeys
    ) async throws -> PostedBatch? {
        guard !entries.isEmpty else { return nil }
        var lines = TransferLines()
        for (index, entry) in entries.enumerated() {
            for transfer in entry.draft.transfers { try lines.append(transfer, entry: Int32(index + 1), keys: keys) }
        }
        let nothing = [Int64?](repeating: nil, count: entries.count)
        let noAward = [Int64?](repeating: nil, count: lines.entries.count)
        return try await batch(
            SQL(
                name: "post batch",
                """
                select batch_number, first_entry, last_entry, hash from buddel.post_batch(\(associationID),
                    \(entries.map(\.voucherID)), \(entries.map(\.draft.reason.rawValue)), \(entries.map(\.draft.effectiveOn)),
                    \(nothing), \(lines.entries), \(lines.debits), \(lines.credits), \(lines.units), \(lines.quantities),
                    \(lines.members), \(lines.segments), \(noAward))
                """))
    }

    /// Reverses every standing entry of the vouchers in one batch, each by the same transfers the other way, effective
    /// on the day of the original. The vouchers must have one; each entry is reversed once (`entries_reversed_once`).
    public func reverse(voucherIDs: [Int64], associationID: Int64) async throws -> PostedBatch {
        try await batch(
            SQL(
                name: "post reversals",
                """
                with standing as (
                    select e.number, e.voucher_id, e.effective_on, row_number() over (order by e.number)::integer as place
                    from buddel.entries e
                    where e.association_id = \(associationID) and e.voucher_id = any (\(voucherIDs)) and e.reverses_number is null
                        and not exists (select from buddel.entries r
                            where r.association_id = e.association_id and r.reverses_number = e.number)
                ), heads as (
                    select array_agg(voucher_id order by place) as vouchers, array_agg('reversal'::text) as reasons,
                        array_agg(effective_on order by place) as days, array_agg(number order by place) as numbers
                    from standing
                ), lines as (
                    select array_agg(s.place order by s.place, t.position) as entries,
                        array_agg(t.credit_account order by s.place, t.position) as debits,
                        array_agg(t.debit_account order by s.place, t.position) as credits,
                        array_agg(t.unit order by s.place, t.position) as units,
                        array_agg(t.quantity order by s.place, t.position) as quantities,
                        array_agg(t.member_id order by s.place, t.position) as members,
                        array_agg(t.segment_id order by s.place, t.position) as segments,
                        array_agg(t.award_id order by s.place, t.position) as awards
                    from standing s join buddel.transfers t
                        on t.association_id = \(associationID) and t.entry_number = s.number
                )
                select b.batch_number, b.first_entry, b.last_entry, b.hash from heads h, lines l,
                lateral buddel.post_batch(\(associationID), h.vouchers, h.reasons, h.days, h.numbers, l.entries, l.debits,
                    l.credits, l.units, l.quantities, l.members, l.segments, l.awards) b
                """))
    }

    private func batch(_ sql: SQL) async throws -> PostedBatch {
        let row = try await session.query(sql).one()
        return PostedBatch(
            number: try row.decode("batch_number"), firstEntry: try row.decode("first_entry"),
            lastEntry: try row.decode("last_entry"), hash: try row.decode("hash"))
    }
}

/// Transfers as columns, the shape that the posting function takes.
private struct TransferLines {
    var entries: [Int32] = []
    var debits: [String] = []
    var credits: [String] = []
    var units: [String] = []
    var quantities: [Int64] = []
    var members: [Int64?] = []
    var segments: [Int64?] = []

    mutating func append(_ transfer: Transfer, entry: Int32, keys: LedgerKeys) throws(Refusal) {
        entries.append(entry)
        debits.append(transfer.debit)
        credits.append(transfer.credit)
        units.append(transfer.unit.rawValue)
        quantities.append(transfer.quantity)
        members.append(try keys.member(transfer.member))
        segments.append(try keys.segment(transfer.segment))
    }
}
