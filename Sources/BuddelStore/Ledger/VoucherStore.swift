import Buddelverein
import Postgres

/// Writes vouchers of every kind as sets; a single command and an import of 100,000 rows take the same statements.
public struct VoucherStore: Sendable {
    let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// What all kinds of vouchers have.
    struct Header: Sendable {
        var kind: VoucherKind
        var ref: String
        var date: Day
        /// Byte-stable text of the content.
        var content: String
    }

    /// Records the headers with gapless numbers, in their order within each booking year.
    ///
    /// Takes the counters' rows of the booking years in ascending order until the transaction ends. The salt of each
    /// content hash is drawn from the recording's seed.
    func insertHeaders(_ headers: [Header], terms: LedgerTerms, recording: Recording) async throws -> [RecordedVoucher]
    {
        guard !headers.isEmpty else { return [] }
        let years = headers.map { Int32($0.date.bookingYear(startingOn: terms.fiscalYearStart)) }
        let rows = try await session.query(
            SQL(
                name: "insert vouchers",
                """
                with given as (
                    select * from unnest(\(headers.map(\.kind.rawValue)), \(headers.map(\.ref)), \(years),
                        \(headers.map(\.date)), \(headers.map(\.content))) with ordinality
                        as g (kind, ref, year, dated_on, content, position)
                ), counts as (
                    select year, count(*)::integer as vouchers from given group by year
                ), reserved as (
                    insert into buddel.voucher_counters as k (association_id, booking_year, last_number)
                    select \(terms.associationID), year, vouchers from counts order by year
                    on conflict (association_id, booking_year) do update set last_number = k.last_number + excluded.last_number
                    returning booking_year, last_number
                )
                insert into buddel.vouchers (association_id, kind, ref, booking_year, number, dated_on, recorded_by,
                    content_hash, salt)
                select \(terms.associationID), g.kind, g.ref, g.year,
                    r.last_number - c.vouchers + row_number() over (partition by g.year order by g.position),
                    g.dated_on, \(recording.userID), sha256(s.salt || convert_to(g.content, 'UTF8')), s.salt
                from given g join reserved r on r.booking_year = g.year join counts c on c.year = g.year
                cross join lateral (
                    select substr(sha256(\(recording.seed) || convert_to(g.kind || '/' || g.ref, 'UTF8')), 1, 16) as salt
                ) s
                order by g.position
                returning id, booking_year, number, content_hash
                """))
        return try zip(headers, rows).map { header, row in
            RecordedVoucher(
                id: try row.decode("id"), kind: header.kind, ref: header.ref,
                bookingYear: try row.decode("booking_year"),
                number: try row.decode("number"), contentHash: try row.decode("content_hash"))
        }
    }

    func insertDetails(work: [(Int64, WorkRecord)], associationID: Int64, keys: LedgerKeys) async throws {
        guard !work.isEmpty else { return }
        try await session.execute(
            SQL(
                name: "insert work vouchers",
                """
                insert into buddel.work_vouchers (association_id, voucher_id, kind, task, minutes, member_id, helper_id,
                    segment_id, machine_class)
                select \(associationID), d.* from unnest(\(work.map(\.0)), \(work.map(\.1.kind.rawValue)),
                    \(work.map(\.1.task)), \(work.map(\.1.time)), \(try work.map { try keys.member($0.1.memberNumber) }),
                    \(try work.map { try keys.helper($0.1.worker) }), \(try work.map { try keys.segment($0.1.segment) }),
                    \(work.map(\.1.machine))) as d
                """))
    }

    func insertDetails(gifts: [(Int64, GiftRecord)], associationID: Int64, keys: LedgerKeys) async throws {
        guard !gifts.isEmpty else { return }
        try await session.execute(
            SQL(
                name: "insert gift vouchers",
                """
                insert into buddel.gift_vouchers (association_id, voucher_id, member_id, what, value_cents, category, segment_id)
                select \(associationID), d.* from unnest(\(gifts.map(\.0)),
                    \(try gifts.map { try keys.member($0.1.memberNumber) }), \(gifts.map(\.1.what)),
                    \(gifts.map(\.1.value)), \(gifts.map(\.1.category)), \(try gifts.map { try keys.segment($0.1.segment) })) as d
                """))
    }

    func insertDetails(payments: [(Int64, PaymentRecord)], associationID: Int64, keys: LedgerKeys) async throws {
        guard !payments.isEmpty else { return }
        try await session.execute(
            SQL(
                name: "insert payment vouchers",
                """
                insert into buddel.payment_vouchers (association_id, voucher_id, member_id, amount_cents, purpose)
                select \(associationID), d.* from unnest(\(payments.map(\.0)),
                    \(try payments.map { try keys.member($0.1.memberNumber) }), \(payments.map(\.1.amount)),
                    \(payments.map(\.1.purpose.rawValue))) as d
                """))
    }

    /// Announces the documents that the records name; their content may come later.
    func insertDocumentNames(_ names: [(voucherID: Int64, name: String)], associationID: Int64) async throws {
        guard !names.isEmpty else { return }
        try await session.execute(
            SQL(
                name: "announce documents",
                """
                insert into buddel.voucher_documents (association_id, voucher_id, name, announced)
                select \(associationID), d.voucher_id, d.name, true
                from unnest(\(names.map(\.voucherID)), \(names.map(\.name))) as d (voucher_id, name)
                """))
    }
}
