import BuddelStore
import Buddelverein
import Postgres

extension BuddelApp {
    /// All members in natural order of their numbers, those who have left too.
    public func listMembers(in association: String?) async throws -> [Member] {
        try await perform(.memberRead, in: association, access: .readOnly) { work, key in
            try await MemberStore(work.transaction, in: key.id).list()
        }
    }

    /// One member, with the version of its row; refuses with `not_found`.
    public func fetchMember(_ number: String, in association: String?) async throws -> Stored<Member> {
        try await perform(.memberRead, in: association, access: .readOnly) { work, key in
            guard let member = try await MemberStore(work.transaction, in: key.id).fetch(number) else {
                throw Refusal.absent(.member, number, field: "number")
            }
            return member
        }
    }

    /// Takes in a member; an empty number becomes the next one, `M-1`, `M-2` and so on. Returns the member.
    ///
    /// Two who add at the same moment get different numbers. Refuses with the record's faults, `already_exists`,
    /// `duplicate_key` for the mandate. Takes the numbering lock.
    public func addMember(_ member: Member, in association: String?) async throws -> Member {
        try await perform(.memberChange, in: association) { work, key in
            try await NumberingLock(work.transaction).take(associationID: key.id)
            let store = MemberStore(work.transaction, in: key.id)
            let members = try await store.list()
            var member = member
            if member.number.isEmpty {
                member.number = NaturalOrder.next(prefix: "M-", after: members.map(\.number))
            }
            try work.refuse(member.faults(KnownRecords(members: members)))
            try await store.insert([member])
            try await work.audit(association: key, subject: member.number)
            return member
        }
    }

    /// Changes a member's data; the number stays. Offices that are new begin on `day`, by default today.
    ///
    /// A change that changes nothing writes nothing, and the version stays. Refuses with the record's faults,
    /// `not_found`, `successor_cycle`, `content_changed` where `version` is not
    /// the present one.
    @discardableResult
    public func editMember(
        _ number: String, in association: String?, version: Int? = nil, on day: Day? = nil,
        _ change: @Sendable (inout Member) throws -> Void
    ) async throws -> Member {
        try await perform(.memberChange, in: association) { work, key in
            let store = MemberStore(work.transaction, in: key.id)
            let members = try await store.listStored()
            guard let found = members.first(where: { $0.record.number == number }) else {
                throw Refusal.absent(.member, number, field: "number")
            }
            var member = found.record
            try change(&member)
            member.number = number
            let others = members.map(\.record).filter { $0.number != number }
            try work.refuse(member.faults(KnownRecords(members: others + [member])))
            _ = try Succession(others + [member])
            if member.isSame(as: found.record), version ?? found.version == found.version { return found.record }
            guard try await store.update(member, version: version ?? found.version, on: day ?? work.today) else {
                throw Refusal.changedMeanwhile(number)
            }
            try await work.audit(association: key, subject: number)
            return member
        }
    }

    /// Records that a member leaves on a day, and who takes over its connections, payments and hours.
    ///
    /// Offices end that day. Refuses as `editMember`, with `move_not_allowed` a member who has left already, and with
    /// `invalid_order` a day before the joining.
    @discardableResult
    public func leaveMember(
        _ number: String, on day: Day, successor: String?, in association: String?, version: Int? = nil
    ) async throws -> Member {
        try await editMember(number, in: association, version: version, on: day) { member in
            if let left = member.leftOn {
                throw Refusal.leftAlready(number, on: left)
            }
            guard day >= member.joinedOn else { throw Refusal.leavesBeforeJoining(member, on: day) }
            member.leftOn = day
            member.successor = successor
        }
    }

    /// What a member owes and has given up to a day, by default today.
    ///
    /// Who is a member only sees the own statement; refuses with `not_allowed`, `not_found`.
    public func fetchStatement(
        of number: String, on day: Day? = nil, in association: String?
    ) async throws -> MemberStatement {
        try await perform(.statementRead, in: association, access: .readOnly) { work, key in
            let store = MemberStore(work.transaction, in: key.id)
            let members = try await store.list()
            let own = try await store.fetchNumber(id: work.caller.members[key.id])
            guard own == number || work.mayReadEveryStatement(in: key) else { throw Refusal.notAllowed(.statementRead) }
            guard let member = members.first(where: { $0.number == number }) else {
                throw Refusal.absent(.member, number, field: "number")
            }
            let day = day ?? work.today
            let numbers = try MemberStatement.numbers(for: member, members: members, on: day)
            return try MemberStatement(
                of: member, on: day, members: members,
                connections: try await ConnectionStore(work.transaction, in: key.id).list(),
                holdings: try await HoldingStore(work.transaction, in: key.id).listEarlier(),
                rule: try await SettlementRuleStore(work.transaction).fetch(in: key.id),
                given: try await StatementStore(work.transaction, in: key.id).fetchGiven(by: numbers, on: day))
        }
    }
}

extension UnitOfWork {
    /// Whether the caller holds a role that reads every statement, and not the member's alone.
    fileprivate func mayReadEveryStatement(in association: AssociationKey) -> Bool {
        caller.isLocalOwner
            || caller.grants.contains { grant in
                grant.role != .member && Operation.statementRead.roles.contains(grant.role)
                    && (grant.associationID == association.id || grant.role == .administrator)
            }
    }
}

extension Member {
    /// Whether the records say the same: offices have no order.
    fileprivate func isSame(as other: Member) -> Bool {
        var ordered = other
        if Set(roles) == Set(other.roles) { ordered.roles = roles }
        return self == ordered
    }
}

extension Refusal {
    /// Who has not joined can't leave; the day of leaving is the one that was given.
    fileprivate static func leavesBeforeJoining(_ member: Member, on day: Day) -> Refusal {
        Refusal(
            .invalidOrder,
            LocalizedText(
                en: "left_on (\(day)) lies before the day of joining (\(member.joinedOn)).",
                de: "left_on (\(day.text(in: .german))) liegt vor dem Eintritt (\(member.joinedOn.text(in: .german)))."),
            at: Place(field: "left_on", value: day.description))
    }

    /// A member leaves once.
    fileprivate static func leftAlready(_ number: String, on day: Day) -> Refusal {
        Refusal(
            .moveNotAllowed,
            LocalizedText(
                en: "\(number) has left on \(day) already.",
                de: "\(number) ist schon am \(day.text(in: .german)) ausgetreten."),
            at: Place(field: "left_on", value: day.description))
    }
}
