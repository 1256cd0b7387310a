import Buddelverein
import Postgres

/// Writes decisions on vouchers, append-only; the database refuses a confirmation that is no second person's.
public struct DecisionStore: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// A decision on one voucher.
    public struct Draft: Sendable {
        public var voucherID: Int64
        public var decision: VoucherDecision
        public var decidedOn: Day
        /// The key of the member who decided; nil only where nobody need be named.
        public var memberID: Int64?
        /// Of the content as it was shown to whoever decided.
        public var contentHash: [UInt8]

        public init(
            voucherID: Int64, decision: VoucherDecision, decidedOn: Day, memberID: Int64?, contentHash: [UInt8]
        ) {
            self.voucherID = voucherID
            self.decision = decision
            self.decidedOn = decidedOn
            self.memberID = memberID
            self.contentHash = contentHash
        }
    }

    /// Those of the vouchers whose work or gift went into an area that the transaction's user leads.
    public func listLed(_ voucherIDs: [Int64], associationID: Int64) async throws -> Set<Int64> {
        Set(
            try await session.query(
                SQL(
                    name: "list led vouchers",
                    """
                    select v.id from unnest(\(voucherIDs)) as v (id) where buddel.leads_voucher(\(associationID), v.id)
                    """)
            ).map { try $0.decode("id") })
    }

    /// Adds decisions; each voucher is decided once, on the content it has now.
    public func insert(_ drafts: [Draft], associationID: Int64, channel: DecisionChannel, userID: Int64) async throws {
        guard !drafts.isEmpty else { return }
        try await session.execute(
            SQL(
                name: "insert voucher decisions",
                """
                insert into buddel.voucher_decisions (association_id, channel, user_id, voucher_id, decision, decided_on,
                    member_id, content_hash)
                select \(associationID), \(channel.rawValue), \(userID), d.* from unnest(\(drafts.map(\.voucherID)),
                    \(drafts.map(\.decision.rawValue)), \(drafts.map(\.decidedOn)), \(drafts.map(\.memberID)),
                    \(drafts.map(\.contentHash))) as d
                """))
    }

    /// The decision on a voucher; nil while there is none.
    public func fetch(voucherID: Int64, associationID: Int64) async throws -> StoredDecision? {
        guard
            let row = try await session.query(
                SQL(
                    name: "fetch voucher decision",
                    """
                    select d.decision, d.decided_on, m.number, d.channel, u.login,
                        (d.decided_at at time zone 'Europe/Berlin')::date as recorded_on
                    from buddel.voucher_decisions d
                    join buddel.users u on u.id = d.user_id
                    left join buddel.members m on m.association_id = d.association_id and m.id = d.member_id
                    where d.association_id = \(associationID) and d.voucher_id = \(voucherID)
                    """)
            ).oneOrNone()
        else { return nil }
        return StoredDecision(
            decision: try row.word("decision"), decidedOn: try row.decode("decided_on"),
            member: try row.decode("number"), channel: try row.word("channel"), recordedBy: try row.decode("login"),
            recordedOn: try row.decode("recorded_on"))
    }
}

/// A decision as it stands in the books.
public struct StoredDecision: Sendable, Hashable {
    public var decision: VoucherDecision
    public var decidedOn: Day
    /// The member who decided.
    public var member: String?
    public var channel: DecisionChannel
    /// Login of the user who recorded it.
    public var recordedBy: String
    public var recordedOn: Day
}
