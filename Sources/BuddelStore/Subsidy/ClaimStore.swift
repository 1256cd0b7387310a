import Buddelverein
import Postgres

/// Claims as they stand: keys, state, decision and payment.
public struct ClaimStore: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// Which claims a list holds.
    public struct Filter: Sendable {
        public var code: String?
        public var associationID: Int64?
        public var awardID: Int64?

        public init(code: String? = nil, associationID: Int64? = nil, awardID: Int64? = nil) {
            self.code = code
            self.associationID = associationID
            self.awardID = awardID
        }
    }

    /// Claims that the user may see, in the order in which they were filed.
    public func list(_ filter: Filter) async throws -> [StoredClaim] {
        try await session.query(
            SQL(
                name: "list claims",
                """
                select c.id, c.association_id, s.code as association, c.award_id, a.code as award, p.administered_by,
                    c.code, c.number, c.cutoff_on, c.state, c.imported, (c.filed_at at time zone 'Europe/Berlin')::date as filed_on,
                    c.rules_version, c.programme_version, coalesce(c.journal_batch, 0) as journal_batch,
                    coalesce(c.journal_hash, '') as journal_hash, c.filed_hash, c.content_hash,
                    c.claimed_cents, c.approved_cents, c.approved_on, c.revoked_cents, c.paid_on
                from buddel.claims c join buddel.awards a on a.association_id = c.association_id and a.id = c.award_id
                join buddel.programmes p on p.id = a.programme_id
                join buddel.associations s on s.id = c.association_id
                where (\(filter.code)::text is null or c.code = \(filter.code))
                    and (\(filter.associationID)::bigint is null or c.association_id = \(filter.associationID))
                    and (\(filter.awardID)::bigint is null or c.award_id = \(filter.awardID))
                order by c.id
                """)
        ).map(Self.claim)
    }

    /// The last batch of the journal with its hash; batch 0 and an empty hash before the first.
    public func fetchJournalEnd(associationID: Int64) async throws -> (batch: Int64, hash: [UInt8]) {
        let row = try await session.query(
            SQL(
                name: "fetch journal end",
                "select last_batch, last_hash from buddel.ledgers where association_id = \(associationID)")
        ).oneOrNone()
        guard let row else { return (0, []) }
        let batch: Int64 = try row.decode("last_batch")
        return (batch, batch == 0 ? [] : try row.decode("last_hash"))
    }

    /// The number of the next claim of an award; its row must be locked.
    public func fetchNextNumber(awardID: Int64) async throws -> Int {
        try await session.query(
            SQL(
                name: "next claim number",
                "select coalesce(max(number), 0)::int + 1 as next from buddel.claims where award_id = \(awardID)")
        ).one().decode("next")
    }

    /// Makes the award's coverage that of its claims; more than 100.00 % breaks `coverage_parts_not_exceeded`.
    public func refreshCoverage(awardID: Int64) async throws {
        try await session.query(SQL(name: "refresh coverage", "select buddel.refresh_award_coverage(\(awardID))"))
    }

    /// Books a grant in the association's journal: `granted`, `grant_paid` or `grant_revoked`. Takes the ledger last.
    public func book(
        _ reason: String, _ amount: Money, claimID: Int64, on day: Day, hash: [UInt8], salt: [UInt8]
    )
        async throws
    {
        try await session.query(
            SQL(
                name: "book grant",
                "select buddel.book_grant(\(claimID), \(reason), \(amount), \(day), \(hash), \(salt))"))
    }

    private static func claim(_ row: Row) throws -> StoredClaim {
        StoredClaim(
            id: try row.decode("id"), associationID: try row.decode("association_id"),
            association: try row.decode("association"), awardID: try row.decode("award_id"),
            award: try row.decode("award"), administeredBy: try row.decode("administered_by"),
            code: try row.decode("code"), number: try row.decode("number"), cutoffOn: try row.decode("cutoff_on"),
            status: try row.word("state"), isImported: try row.decode("imported"), filedOn: try row.decode("filed_on"),
            rulesVersion: try row.decode("rules_version"), programmeVersion: try row.decode("programme_version"),
            journalBatch: try row.decode("journal_batch"), journalHash: try row.decode("journal_hash"),
            filedHash: try row.decode("filed_hash"), contentHash: try row.decode("content_hash"),
            claimed: try row.decode("claimed_cents"), approved: try row.decode("approved_cents"),
            approvedOn: try row.decode("approved_on"), revoked: try row.decode("revoked_cents"),
            paidOn: try row.decode("paid_on"))
    }
}

/// A claim with its keys, state and decision; its lines are read apart.
public struct StoredClaim: Sendable, Hashable {
    public var id: Int64
    public var associationID: Int64
    public var association: String
    public var awardID: Int64
    public var award: String
    public var administeredBy: Ags
    public var code: String
    public var number: Int
    public var cutoffOn: Day
    public var status: ClaimStatus
    /// History from a case folder, taken as it was decided.
    public var isImported: Bool
    public var filedOn: Day
    public var rulesVersion: String
    public var programmeVersion: Int
    public var journalBatch: Int64
    public var journalHash: [UInt8]
    public var filedHash: [UInt8]
    /// Of what is decided: what was filed, and what was cut of it.
    public var contentHash: [UInt8]
    public var claimed: Money
    public var approved: Money?
    public var approvedOn: Day?
    public var revoked: Money
    public var paidOn: Day?
}
