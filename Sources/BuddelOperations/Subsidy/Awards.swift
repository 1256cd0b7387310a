import BuddelStore
import Buddelverein

extension BuddelApp {
    /// Records an award in an association: its application, or what the town decided on it.
    ///
    /// A treasurer records an application; an award with a day of approval or of early start takes the town's approver,
    /// an administrator, or the owner of the database. A granted award commits its maximum to the programme's budget.
    /// Refuses with the award's faults, `unknown_programme`, `already_exists`, `not_allowed`, `budget_exceeded`.
    public func addAward(_ award: Award, in association: String? = nil) async throws {
        try await transact(.awardAdd) { work in
            let key = try await work.association(association)
            guard let stored = try await ProgrammeStore(work.transaction).fetch(award.programme) else {
                throw Refusal.programmeNotFound(award.programme)
            }
            let faults = award.faults(KnownRecords(programmes: [award.programme]))
            guard faults.isEmpty else { throw Refusals(faults) }
            if award.approvedOn != nil || award.earlyStartOn != nil {
                let mayDecide =
                    work.caller.isLocalOwner
                    || work.caller.grants.contains {
                        $0.role == .administrator || $0.role == .approver && $0.ags == stored.administeredBy
                    }
                guard mayDecide else { throw Refusal.townGrants(award.code) }
            } else {
                do {
                    try Authorisation.require(.awardAdd, of: work.caller, in: key)
                } catch {
                    try Authorisation.require(.awardAdd, of: work.caller, at: stored.administeredBy)
                }
            }
            try await work.importAwards([award], in: key)
            try await work.audit(association: key, ags: stored.administeredBy, subject: award.code)
        }
    }

    /// The town's decision on an application: from when, until when, at most how much. Commits the maximum.
    ///
    /// `decision` names what is decided; what it leaves nil stays as applied for. Takes the award's row, then the
    /// budget's. Refuses with `move_not_allowed` where the award is granted already, `not_allowed`,
    /// `tied_to_association`, `budget_exceeded`.
    public func grantAward(_ code: String, _ decision: AwardDecision, in association: String? = nil) async throws {
        try await performOnAward(.awardAdd, award: code, in: association) { work, found in
            let store = AwardStore(work.transaction)
            let isOwner = work.caller.isLocalOwner || work.caller.grants.contains { $0.role == .administrator }
            let actor = try await work.actor(on: found)
            guard isOwner || actor.roles.contains(.approver) else { throw Refusal.townGrants(code) }
            if !isOwner, actor.hasTies { throw Refusal.hasTies }
            try await store.lock(found.id)
            guard let stored = try await store.fetch(found.id) else { throw Refusal.awardNotFound(code) }
            guard stored.record.approvedOn == nil else {
                throw Refusal.moveNotAllowed(
                    code, from: AwardStatus.granted.rawValue, to: AwardStep.grant.rawValue,
                    allowed: AwardLifeCycle.possible(in: .granted).map(\.rawValue))
            }
            let award = decision.applied(to: stored.record)
            let faults = award.faults(KnownRecords(programmes: [award.programme]))
            guard faults.isEmpty else { throw Refusals(faults) }
            let year = try await work.budgetYear(of: award, programmeID: stored.programmeID)
            try await store.update(award, id: stored.id, budgetYear: year)
            if award.approvedOn != nil, let maximum = award.maximum { try await store.commit(maximum, to: stored.id) }
            try await work.audit(
                association: stored.key,
                ags: stored.administeredBy, subject: code,
                detail: ["maximum": award.maximum.map { .string($0.description) } ?? .null])
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
