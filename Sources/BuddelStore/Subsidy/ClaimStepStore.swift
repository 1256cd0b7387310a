import Buddelverein
import Postgres

/// Who did what with a claim.
public struct ClaimStepStore: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// Takes a step as the user of the transaction; the database checks it and moves the claim.
    ///
    /// Takes the award's row, then the claim's, then budget and coverage. Breaks `claims_life_cycle`, `claim_steps_role`,
    /// `claim_steps_distinct_persons`, `claim_steps_no_ties`, `claim_steps_within_limit`, `claim_steps_same_content`,
    /// `coverage_parts_not_exceeded`, `programme_budgets_not_exceeded`, `awards_not_exceeded`.
    public func insert(
        _ step: ClaimStep, associationID: Int64, claimID: Int64, hash: [UInt8], amount: Money? = nil, on day: Day,
        note: String = ""
    ) async throws {
        try await session.execute(
            SQL(
                name: "insert claim step",
                """
                insert into buddel.claim_steps (association_id, claim_id, step, user_id, content_hash, amount_cents,
                    effective_on, note)
                values (\(associationID), \(claimID), \(step.rawValue), buddel.current_user_id(), \(hash), \(amount), \(day),
                    \(note))
                """))
    }

    /// The steps of a claim in their order, also those that no longer count.
    public func list(claimID: Int64) async throws -> [StoredClaimStep] {
        try await session.query(
            SQL(
                name: "list claim steps",
                """
                select s.position, s.step, s.user_id, u.display_name, (s.at at time zone 'Europe/Berlin')::date as on_day,
                    s.effective_on, s.content_hash, s.amount_cents, s.note, v.why
                from buddel.claim_steps s join buddel.users u on u.id = s.user_id
                left join buddel.claim_step_voids v on v.association_id = s.association_id and v.claim_id = s.claim_id
                    and v.position = s.position
                where s.association_id = (select c.association_id from buddel.claims c where c.id = \(claimID))
                    and s.claim_id = \(claimID) order by s.position
                """)
        ).map { row in
            StoredClaimStep(
                position: try row.decode("position"), step: try row.word("step"), userID: try row.decode("user_id"),
                userName: try row.decode("display_name"), day: try row.decode("on_day"),
                effectiveOn: try row.decode("effective_on"), contentHash: try row.decode("content_hash"),
                amount: try row.decode("amount_cents"), note: try row.decode("note"),
                voided: try row.optionalWord("why"))
        }
    }
}

/// A step with who took it, and why it no longer counts where it does not.
public struct StoredClaimStep: Sendable, Hashable {
    public enum Void: String, Sendable, Hashable {
        case contentChanged = "content_changed"
        case returned
        case passwordReset = "password_reset"
        case userDisabled = "user_disabled"
        case secondFactorRemoved = "second_factor_removed"
        case identityChanged = "identity_changed"
        case revoked
    }

    public var position: Int
    public var step: ClaimStep
    public var userID: Int64
    public var userName: String
    public var day: Day
    /// The day of the decision or payment as the books see it.
    public var effectiveOn: Day
    public var contentHash: [UInt8]
    public var amount: Money?
    public var note: String
    public var voided: Void?
}
