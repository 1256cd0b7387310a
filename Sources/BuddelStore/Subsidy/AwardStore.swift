import Buddelverein
import Postgres

/// Awards: what an association applied for and what the town decided.
public struct AwardStore: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// Adds awards under programmes that are there, set-based; counters begin at zero.
    ///
    /// A taken code breaks `awards_code_key`; dates of a decision break `awards_decided_by_town` where the user is not
    /// the town's approver; a granted one commits its money by itself, and more than is left breaks
    /// `programme_budgets_not_exceeded`. `isImported`: decisions among them are history, which an administrator brings in.
    /// Refuses with `unknown_programme`.
    public func insert(
        _ awards: [Award], budgetYears: [Int?], isImported: Bool, in association: Int64
    ) async throws {
        guard !awards.isEmpty else { return }
        let inserted = try await session.execute(
            SQL(
                name: "insert awards",
                """
                insert into buddel.awards (association_id, programme_id, code, applied_on, early_start_on, approved_on,
                    eligible_from, eligible_until, rate_bp, maximum_cents, own_funds_cents, third_party_cents, budget_year,
                    imported)
                select \(association), p.id, g.code, g.applied, g.early, g.approved, g.eligible_from, g.eligible_until,
                    g.rate, g.maximum, g.own, g.third, g.budget_year,
                    \(isImported) and (g.approved is not null or g.early is not null)
                from unnest(\(awards.map(\.code)), \(awards.map(\.programme)), \(awards.map(\.appliedOn)),
                    \(awards.map(\.earlyStartOn)), \(awards.map(\.approvedOn)), \(awards.map(\.eligibleFrom)),
                    \(awards.map(\.eligibleUntil)), \(awards.map(\.rate)), \(awards.map(\.maximum)),
                    \(awards.map(\.ownFunds)), \(awards.map(\.thirdPartyFunds)),
                    \(budgetYears.map { $0.map { Int16(clamping: $0) } }))
                    with ordinality as g (code, programme, applied, early, approved, eligible_from, eligible_until, rate,
                        maximum, own, third, budget_year, position)
                join buddel.programmes p on p.code = g.programme order by g.position
                """))
        guard inserted == awards.count else {
            throw Refusal.unknown(.programme, awards.map(\.programme).joined(separator: ", "), field: "programme")
        }
    }

    /// Writes the town's decision on an application; what it commits follows by itself.
    ///
    /// Breaks `awards_decided_by_town`, and `programme_budgets_not_exceeded` where more is committed than is left.
    public func update(_ award: Award, id: Int64, budgetYear: Int?, isImported: Bool = false) async throws {
        try await session.execute(
            SQL(
                name: "update award",
                """
                update buddel.awards set applied_on = \(award.appliedOn), early_start_on = \(award.earlyStartOn),
                    approved_on = \(award.approvedOn), eligible_from = \(award.eligibleFrom),
                    eligible_until = \(award.eligibleUntil), rate_bp = \(award.rate), maximum_cents = \(award.maximum),
                    own_funds_cents = \(award.ownFunds), third_party_cents = \(award.thirdPartyFunds),
                    budget_year = \(budgetYear.map { Int16(clamping: $0) }),
                    imported = imported or \(isImported), version = version + 1
                where id = \(id)
                """))
    }

    /// Takes the award's row until the end of the transaction.
    public func lock(_ id: Int64) async throws {
        try await session.query(SQL(name: "lock award", "select id from buddel.awards where id = \(id) for update"))
    }

    /// Takes the rows of all awards of the award's association, ascending, until the end of the transaction.
    public func lockAll(ofSameAssociationAs id: Int64) async throws {
        try await session.query(SQL(name: "lock awards", "select buddel.lock_awards(\(id))"))
    }

    /// Takes all that importing awards and claims of an association may move, until the end of the transaction: the rows
    /// of its awards, the budgets of their programmes and of those named, the covered parts; each ascending.
    ///
    /// Breaks `awards_writable` for who may not write the association's books.
    public func lockHistory(of association: Int64, programmes: [String]) async throws {
        try await session.query(
            SQL(name: "lock history", "select buddel.lock_history(\(association), \(programmes))"))
    }

    /// The awards of a code that the user may see, in one association or in all.
    public func list(code: String? = nil, association: Int64? = nil) async throws -> [StoredAward] {
        try await list(id: nil, code: code, association: association)
    }

    private func list(id: Int64?, code: String?, association: Int64?) async throws -> [StoredAward] {
        try await session.query(
            SQL(
                name: "list awards",
                """
                select a.id, a.association_id, s.code as association, a.programme_id, p.code as programme, p.administered_by,
                    p.version as programme_version, a.code, a.applied_on, a.early_start_on, a.approved_on, a.eligible_from,
                    a.eligible_until, a.rate_bp, a.maximum_cents, a.own_funds_cents, a.third_party_cents, a.granted_cents,
                    a.committed_cents, a.budget_year
                from buddel.awards a join buddel.programmes p on p.id = a.programme_id
                join buddel.associations s on s.id = a.association_id
                where (\(id)::bigint is null or a.id = \(id))
                    and (\(code)::text is null or a.code = \(code))
                    and (\(association)::bigint is null or a.association_id = \(association))
                order by s.code, a.id
                """)
        ).map(Self.award)
    }

    /// One award by its key; nil where the user may not see it.
    public func fetch(_ id: Int64) async throws -> StoredAward? {
        try await list(id: id, code: nil, association: nil).first
    }

    private static func award(_ row: Row) throws -> StoredAward {
        StoredAward(
            id: try row.decode("id"), associationID: try row.decode("association_id"),
            association: try row.decode("association"), programmeID: try row.decode("programme_id"),
            administeredBy: try row.decode("administered_by"), programmeVersion: try row.decode("programme_version"),
            record: Award(
                code: try row.decode("code"), programme: try row.decode("programme"),
                appliedOn: try row.decode("applied_on"), earlyStartOn: try row.decode("early_start_on"),
                approvedOn: try row.decode("approved_on"), eligibleFrom: try row.decode("eligible_from"),
                eligibleUntil: try row.decode("eligible_until"), rate: try row.decode("rate_bp"),
                maximum: try row.decode("maximum_cents"), ownFunds: try row.decode("own_funds_cents"),
                thirdPartyFunds: try row.decode("third_party_cents")),
            granted: try row.decode("granted_cents"), committed: try row.decode("committed_cents"),
            budgetYear: try row.decode("budget_year", as: Int16?.self).map(Int.init))
    }
}

/// An award with its keys and counters.
public struct StoredAward: Sendable, Hashable {
    public var id: Int64
    public var associationID: Int64
    public var association: String
    public var programmeID: Int64
    public var administeredBy: Ags
    public var programmeVersion: Int
    public var record: Award
    /// Approved less revoked.
    public var granted: Money
    public var committed: Money
    /// Nil where the programme has no budget, or the award is not granted.
    public var budgetYear: Int?
}
