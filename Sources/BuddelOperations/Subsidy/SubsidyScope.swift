import BuddelStore
import Buddelverein
import Postgres

/// Awards and claims are shared by two sides: an operation finds one and asks on which side the caller stands.
extension BuddelApp {
    /// Runs an operation on an award, found by its code among those the caller may see.
    ///
    /// Guarantees: the caller holds one of the operation's roles in the association or at the municipality that
    /// administers the programme. Refuses with `not_found`, `association_needed`, `not_allowed`, `not_logged_in`.
    func performOnAward<T: Sendable>(
        _ operation: Operation, award code: String, in association: String?, access: AccessMode = .readWrite,
        isolation: IsolationLevel = .readCommitted,
        _ body: nonisolated(nonsending) (UnitOfWork, StoredAward) async throws -> T
    ) async throws -> T {
        try await transact(operation, access: access, isolation: isolation) { work in
            let award = try await work.award(code, in: association)
            try Authorisation.require(operation, of: work.caller, onEitherSideOf: award)
            return try await body(work, award)
        }
    }

    /// As `performOnAward`, for reading a claim; with `readWrite` the reading itself can be audited.
    func readClaim<T: Sendable>(
        _ operation: Operation, claim code: String, in association: String?, access: AccessMode = .readOnly,
        _ body: nonisolated(nonsending) (UnitOfWork, StoredAward, StoredClaim) async throws -> T
    ) async throws -> T {
        try await transact(operation, access: access) { work in
            let claim = try await work.claim(code, in: association)
            guard let award = try await AwardStore(work.transaction).fetch(claim.awardID) else {
                throw Refusal.claimNotFound(code)
            }
            try Authorisation.require(operation, of: work.caller, onEitherSideOf: award)
            return try await body(work, award, claim)
        }
    }
}

extension BuddelApp {
    /// Runs a change of a claim once per idempotency key; the key is taken before the award's row.
    ///
    /// `request` is all that tells this change from another of the same operation, without the claim's code.
    func performOnClaimOnce<T: Rememberable>(
        _ operation: Operation, claim code: String, in association: String?, locking: ClaimLock = .award,
        key: String?, request: [String],
        _ body: nonisolated(nonsending) (UnitOfWork, StoredAward, StoredClaim) async throws -> T
    ) async throws -> T {
        try await transact(operation) { work in
            let found = try await work.claim(code, in: association)
            return try await work.once(key, [found.association, code] + request) {
                let award = try await work.lockedAward(of: found, operation, locking)
                // Read again: only now nobody else can move it.
                guard
                    let claim = try await ClaimStore(work.transaction).list(.init(awardID: award.id))
                        .first(where: { $0.id == found.id })
                else { throw Refusal.claimNotFound(code) }
                return try await body(work, award, claim)
            }
        }
    }
}

extension UnitOfWork {
    /// The award of a claim that the caller may change, with its row, or those of all awards, locked.
    fileprivate func lockedAward(
        of claim: StoredClaim, _ operation: Operation, _ locking: ClaimLock
    ) async throws -> StoredAward {
        let awards = AwardStore(transaction)
        guard let seen = try await awards.fetch(claim.awardID) else { throw Refusal.claimNotFound(claim.code) }
        try Authorisation.require(operation, of: caller, onEitherSideOf: seen)
        switch locking {
        case .award: try await awards.lock(seen.id)
        case .allAwards: try await awards.lockAll(ofSameAssociationAs: seen.id)
        }
        guard let award = try await awards.fetch(seen.id) else { throw Refusal.claimNotFound(claim.code) }
        return award
    }
}

/// Which rows a decision on a claim needs still.
enum ClaimLock: Sendable {
    case award
    /// What one award is granted limits the others of its association (rules.md 3).
    case allAwards
}

extension UnitOfWork {
    /// The award of a code, in the association named or in the only one that has it.
    func award(_ code: String, in association: String?) async throws -> StoredAward {
        let key = try await associationFilter(association)
        let found = try await AwardStore(transaction).list(code: code, association: key)
        if found.count == 1 { return found[0] }
        throw found.isEmpty ? Refusal.awardNotFound(code) : Refusal.associationNeeded(found.map(\.association))
    }

    /// The claim of a code, in the association named or in the only one that has it.
    func claim(_ code: String, in association: String?) async throws -> StoredClaim {
        let key = try await associationFilter(association)
        let found = try await ClaimStore(transaction).list(.init(code: code, associationID: key))
        if found.count == 1 { return found[0] }
        throw found.isEmpty ? Refusal.claimNotFound(code) : Refusal.associationNeeded(found.map(\.association))
    }

    /// The key of a named association; nil where none is named.
    func associationFilter(_ association: String?) async throws -> Int64? {
        guard let association else { return nil }
        return try await self.association(association).id
    }

    /// The programme of an award with its terms read.
    func programme(of award: StoredAward) async throws -> Programme {
        guard let stored = try await ProgrammeStore(transaction).fetch(award.record.programme) else {
            throw Refusal.programmeNotFound(award.record.programme)
        }
        return try stored.programme()
    }

    /// The caller as he acts on an award: his roles on its two sides, his limit and his ties.
    func actor(on award: StoredAward) async throws -> Actor {
        let grants = caller.grants.filter {
            $0.associationID == award.associationID || $0.ags == award.administeredBy
        }
        return Actor(
            userId: caller.userID, roles: Set(grants.map(\.role)),
            approvalLimit: grants.approvalLimit(at: award.administeredBy),
            hasTies: try await CallerStore(transaction).fetchHasTies(
                userID: caller.userID, associationID: award.associationID))
    }
}

extension [StoredCaller.Grant] {
    /// Up to how much one may approve for a town: the highest limit of its approver's roles; nil: no limit.
    func approvalLimit(at town: Ags) -> Money? {
        let approvals = filter { $0.role == .approver && $0.ags == town }
        return approvals.contains { $0.limit == nil } ? nil : approvals.compactMap(\.limit).max()
    }
}

extension Authorisation {
    /// Requires a role for an operation on an award: in its association or at the municipality that administers it.
    static func require(
        _ operation: Operation, of caller: StoredCaller, onEitherSideOf award: StoredAward
    ) throws(Refusal) {
        do {
            try require(operation, of: caller, in: award.key)
        } catch {
            try require(operation, of: caller, at: award.administeredBy)
        }
    }
}

extension StoredAward {
    /// The association that applied.
    var key: AssociationKey { AssociationKey(id: associationID, code: association) }
}
