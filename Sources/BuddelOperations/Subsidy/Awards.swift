import BuddelStore
import Buddelverein

extension BuddelApp {
    /// Records an award in an association: its application, or what the town decided on it.
    ///
    /// A treasurer records an application; an award with a day of approval or of early start is a decision
    /// (`award.grant`) and takes the town's approver, who has logged in and has no ties. A granted award commits its
    /// maximum to the programme's budget. Refuses with the award's faults, `unknown_programme`, `already_exists`,
    /// `not_allowed`, `not_logged_in`, `tied_to_association`, `above_limit`, `budget_exceeded`, `key_reused`.
    public func addAward(_ award: Award, in association: String? = nil, idempotencyKey: String? = nil) async throws {
        let isDecided = award.approvedOn != nil || award.earlyStartOn != nil
        _ = try await transact(isDecided ? .awardGrant : .awardAdd) { work in
            let key = try await work.association(association)
            return try await work.once(idempotencyKey, ["add", key.code, "\(award)"]) {
                try await work.add(award, isDecided: isDecided, in: key)
                return Done()
            }
        }
    }

    /// The town's decision on an application: from when, until when, at most how much. Commits the maximum.
    ///
    /// `decision` names what is decided; what it leaves nil stays as applied for, and with neither an approval nor an
    /// early start it approves today. Takes the award's row, then the budget's. Only the town's approver, logged in, up
    /// to his limit: what the maximum commits is his decision as the amount of a claim is.
    /// Refuses with `move_not_allowed` where the award is granted already, `not_allowed`, `not_logged_in`,
    /// `tied_to_association`, `above_limit`, `budget_exceeded`, `key_reused`.
    public func grantAward(
        _ code: String, _ decision: AwardDecision, in association: String? = nil, idempotencyKey: String? = nil
    ) async throws {
        _ = try await transact(.awardGrant) { work in
            let found = try await work.award(code, in: association)
            try await work.requireGranting(code, in: found.key, at: found.administeredBy)
            return try await work.once(idempotencyKey, ["grant", found.association, code, "\(decision)"]) {
                try await work.grant(found, decision)
                return Done()
            }
        }
    }

    /// Awards that the caller may read, by association: those of his own, and those his municipality administers.
    public func listAwards(in association: String? = nil) async throws -> [StoredAward] {
        try await perform(.awardRead, access: .readOnly) { work in
            let key = try await work.associationFilter(association)
            return try await AwardStore(work.transaction).list(association: key).filter { award in
                (try? Authorisation.require(.awardRead, of: work.caller, onEitherSideOf: award)) != nil
            }
        }
    }

    /// One award; refuses with `not_found`.
    public func award(_ code: String, in association: String? = nil) async throws -> StoredAward {
        try await performOnAward(.awardRead, award: code, in: association, access: .readOnly) { $1 }
    }
}

/// What the town decides on an application.
public struct AwardDecision: Sendable, Hashable {
    public var approvedOn: Day?
    public var earlyStartOn: Day?
    public var eligibleFrom: Day?
    public var eligibleUntil: Day?
    public var rate: BasisPoints?
    public var maximum: Money?

    public init(
        approvedOn: Day? = nil, earlyStartOn: Day? = nil, eligibleFrom: Day? = nil, eligibleUntil: Day? = nil,
        rate: BasisPoints? = nil, maximum: Money? = nil
    ) {
        self.approvedOn = approvedOn
        self.earlyStartOn = earlyStartOn
        self.eligibleFrom = eligibleFrom
        self.eligibleUntil = eligibleUntil
        self.rate = rate
        self.maximum = maximum
    }

    func applied(to award: Award) -> Award {
        var award = award
        award.approvedOn = approvedOn ?? award.approvedOn
        award.earlyStartOn = earlyStartOn ?? award.earlyStartOn
        award.eligibleFrom = eligibleFrom ?? award.eligibleFrom
        award.eligibleUntil = eligibleUntil ?? award.eligibleUntil
        award.rate = rate ?? award.rate
        award.maximum = maximum ?? award.maximum
        return award
    }
}

extension UnitOfWork {
    fileprivate func add(_ award: Award, isDecided: Bool, in key: AssociationKey) async throws {
        guard let stored = try await ProgrammeStore(transaction).fetch(award.programme) else {
            throw Refusal.programmeNotFound(award.programme)
        }
        let faults = award.faults(KnownRecords(programmes: [award.programme]))
        guard faults.isEmpty else { throw Refusals(faults) }
        if isDecided {
            try await requireGranting(award.code, in: key, at: stored.administeredBy)
            try requireWithinLimit(award, at: stored.administeredBy)
        } else {
            do {
                try Authorisation.require(.awardAdd, of: caller, in: key)
            } catch {
                try Authorisation.require(.awardAdd, of: caller, at: stored.administeredBy)
            }
        }
        try await importAwards([award], in: key, isHistory: false)
        try await audit(association: key, ags: stored.administeredBy, subject: award.code)
    }

    fileprivate func grant(_ found: StoredAward, _ decision: AwardDecision) async throws {
        let code = found.record.code
        let store = AwardStore(transaction)
        try await store.lock(found.id)
        guard let stored = try await store.fetch(found.id) else { throw Refusal.awardNotFound(code) }
        guard stored.record.approvedOn == nil else {
            throw Refusal.moveNotAllowed(
                code, from: AwardStatus.granted, to: AwardStep.grant,
                allowed: AwardLifeCycle.possible(in: .granted))
        }
        var decision = decision
        if decision.approvedOn == nil, decision.earlyStartOn == nil { decision.approvedOn = today }
        let award = decision.applied(to: stored.record)
        let faults = award.faults(KnownRecords(programmes: [award.programme]))
        guard faults.isEmpty else { throw Refusals(faults) }
        try requireWithinLimit(award, at: stored.administeredBy)
        let year = try await budgetYear(of: award, programmeID: stored.programmeID)
        try await store.update(award, id: stored.id, budgetYear: year)
        try await audit(
            association: stored.key, ags: stored.administeredBy, subject: code,
            detail: ["maximum": award.maximum.map { .string($0.description) } ?? .null])
    }

    /// Requires the approver of the town that administers the programme, without ties to the association; the database
    /// holds it too (`awards_decided_by_town`).
    fileprivate func requireGranting(_ code: String, in association: AssociationKey, at town: Ags) async throws {
        do {
            try Authorisation.require(.awardGrant, of: caller, at: town)
        } catch  where error.code == .notAllowed {
            throw Refusal.townGrants(code)
        }
        let hasTies = try await CallerStore(transaction).fetchHasTies(
            userID: caller.userID, associationID: association.id)
        if hasTies { throw Refusal.hasTies }
    }

    /// A granted award commits its maximum, so it lies within the approver's limit; the database holds it too
    /// (`awards_within_limit`). One without a maximum commits nothing until a claim is approved, within the limit there.
    fileprivate func requireWithinLimit(_ award: Award, at town: Ags) throws(Refusal) {
        guard award.approvedOn != nil, let maximum = award.maximum,
            let limit = caller.grants.approvalLimit(at: town), maximum > limit
        else { return }
        throw .aboveLimit(maximum, limit, field: "maximum")
    }

    /// Which budget a granted award commits: the one for the whole life, else that of the year of its approval; nil
    /// where the programme has none. Refuses with `budget_exceeded` a year without one.
    func budgetYear(of award: Award, programmeID: Int64) async throws -> Int? {
        guard let approvedOn = award.approvedOn else { return nil }
        let years = try await ProgrammeStore(transaction).listBudgets(programmeID: programmeID).map(\.year)
        if years.isEmpty { return nil }
        if years.contains(0) { return 0 }
        guard years.contains(approvedOn.year) else { throw Refusal.noBudget(award.programme, year: approvedOn.year) }
        return approvedOn.year
    }
}
