import Buddelverein
import Postgres

/// A voucher as it stands in the books.
public struct StoredVoucher: Sendable, Hashable {
    /// Where a voucher stands; derived from decisions and entries, never stored.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// Recorded, and nobody has decided on it.
        case open
        case posted
        case refused
        case withdrawn
        case reversed
    }

    public var id: Int64
    public var kind: VoucherKind
    public var ref: String
    public var bookingYear: Int
    public var number: Int
    public var date: Day
    public var recordedOn: Day
    /// Login of who recorded it.
    public var recordedBy: String
    public var contentHash: [UInt8]
    public var version: Int
    public var state: State

    var recorded: RecordedVoucher {
        RecordedVoucher(
            id: id, kind: kind, ref: ref, bookingYear: bookingYear, number: number, contentHash: contentHash)
    }
}

/// Finds vouchers by reference, state and date.
public struct VoucherFinder: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// Which vouchers are asked for; nil asks for all.
    public struct Filter: Sendable {
        public var kinds: [VoucherKind]?
        public var refs: [String]?
        public var state: StoredVoucher.State?
        public var bookingYear: Int?

        public init(
            kinds: [VoucherKind]? = nil, refs: [String]? = nil, state: StoredVoucher.State? = nil,
            bookingYear: Int? = nil
        ) {
            self.kinds = kinds
            self.refs = refs
            self.state = state
            self.bookingYear = bookingYear
        }
    }

    /// Vouchers by booking year and number.
    public func list(_ filter: Filter, associationID: Int64) async throws -> [StoredVoucher] {
        let kinds = filter.kinds?.map(\.rawValue)
        return try await session.query(
            SQL(
                name: "list vouchers",
                """
                select * from (
                    select v.id, v.kind, v.ref, v.booking_year, v.number, v.dated_on, v.content_hash, v.version,
                        (v.recorded_at at time zone 'Europe/Berlin')::date as recorded_on, u.login as recorded_by,
                        case when d.decision in ('refused', 'withdrawn') then d.decision
                            when r.voucher_id is not null then 'reversed'
                            when v.kind not in ('work', 'gift') or d.decision is not null then 'posted' else 'open' end as state
                    from buddel.vouchers v
                    join buddel.users u on u.id = v.recorded_by
                    left join buddel.voucher_decisions d on d.association_id = v.association_id and d.voucher_id = v.id
                    left join buddel.reversed_vouchers r on r.association_id = v.association_id and r.voucher_id = v.id
                    where v.association_id = \(associationID)
                        and (\(kinds) is null or v.kind = any (\(kinds)))
                        and (\(filter.refs) is null or v.ref = any (\(filter.refs)))
                        and (\(filter.bookingYear) is null or v.booking_year = \(filter.bookingYear))
                ) x where \(filter.state?.rawValue) is null or x.state = \(filter.state?.rawValue)
                order by booking_year, number
                """)
        ).map(Self.voucher)
    }

    /// Locks the rows of vouchers until the transaction ends, ascending by id: before the ledger, after the counters.
    public func lock(_ refs: [String], kind: VoucherKind?, associationID: Int64) async throws {
        try await session.query(
            SQL(
                name: "lock vouchers",
                """
                select id from buddel.vouchers where association_id = \(associationID) and ref = any (\(refs))
                    and (\(kind?.rawValue) is null or kind = \(kind?.rawValue))
                order by id for no key update
                """))
    }

    /// As `lock(_:kind:associationID:)`, for vouchers whose keys are known.
    public func lock(ids: [Int64], associationID: Int64) async throws {
        guard !ids.isEmpty else { return }
        try await session.query(
            SQL(
                name: "lock vouchers by key",
                """
                select id from buddel.vouchers where association_id = \(associationID) and id = any (\(ids))
                order by id for no key update
                """))
    }

    /// The vouchers of a reference, of whatever kind; a reference is unique within its kind.
    public func list(ref: String, associationID: Int64) async throws -> [StoredVoucher] {
        try await list(Filter(refs: [ref]), associationID: associationID)
    }

    /// All references of a kind, also of reversed and refused vouchers: none is given twice.
    public func listRefs(_ kind: VoucherKind, associationID: Int64) async throws -> Set<String> {
        Set(
            try await session.query(
                SQL(
                    name: "list refs",
                    "select ref from buddel.vouchers where association_id = \(associationID) and kind = \(kind.rawValue)"
                )
            ).map { try $0.decode("ref") })
    }

    private static func voucher(_ row: Row) throws -> StoredVoucher {
        StoredVoucher(
            id: try row.decode("id"), kind: try row.word("kind"),
            ref: try row.decode("ref"), bookingYear: try row.decode("booking_year"), number: try row.decode("number"),
            date: try row.decode("dated_on"), recordedOn: try row.decode("recorded_on"),
            recordedBy: try row.decode("recorded_by"), contentHash: try row.decode("content_hash"),
            version: try row.decode("version"), state: try row.word("state"))
    }
}
