import BuddelStore
import Buddelverein
import Postgres

extension BuddelApp {
    /// All helpers in natural order of their codes.
    public func listHelpers(in association: String?) async throws -> [Helper] {
        try await perform(.memberRead, in: association, access: .readOnly) { work, key in
            try await HelperStore(work.transaction, in: key.id).list()
        }
    }

    /// Adds a helper; an empty code becomes the next one, `H-1`, `H-2` and so on. Returns the helper.
    ///
    /// Two who add at the same moment get different codes. Refuses with the record's faults and `already_exists`. Takes
    /// the numbering lock.
    public func addHelper(_ helper: Helper, in association: String?) async throws -> Helper {
        try await perform(.memberChange, in: association) { work, key in
            try await NumberingLock(work.transaction).take(associationID: key.id)
            let store = HelperStore(work.transaction, in: key.id)
            var helper = helper
            if helper.code.isEmpty {
                helper.code = NaturalOrder.next(prefix: "H-", after: try await store.list().map(\.code))
            }
            let members = try await MemberStore(work.transaction, in: key.id).list()
            try work.refuse(helper.faults(KnownRecords(members: members)))
            try await store.insert([helper])
            try await work.audit(association: key, subject: helper.code)
            return helper
        }
    }

    /// One helper, with the version of its row; refuses with `not_found`.
    public func fetchHelper(_ code: String, in association: String?) async throws -> Stored<Helper> {
        try await perform(.memberRead, in: association, access: .readOnly) { work, key in
            try await work.helper(code, in: key)
        }
    }

    /// Changes a helper's name and household; the code stays.
    ///
    /// A change that changes nothing writes nothing, and the version stays. Refuses with the record's faults, `not_found`, and with `content_changed` where `version` is not the present
    /// one.
    @discardableResult
    public func editHelper(
        _ code: String, in association: String?, version: Int? = nil,
        _ change: @Sendable (inout Helper) throws -> Void
    ) async throws -> Helper {
        try await perform(.memberChange, in: association) { work, key in
            let found = try await work.helper(code, in: key)
            var helper = found.record
            try change(&helper)
            helper.code = code
            let members = try await MemberStore(work.transaction, in: key.id).list()
            try work.refuse(helper.faults(KnownRecords(members: members)))
            if helper == found.record, version ?? found.version == found.version { return helper }
            let store = HelperStore(work.transaction, in: key.id)
            guard try await store.update(helper, version: version ?? found.version) else {
                throw Refusal.changedMeanwhile(code)
            }
            try await work.audit(association: key, subject: code)
            return helper
        }
    }
}

extension UnitOfWork {
    fileprivate func helper(_ code: String, in association: AssociationKey) async throws -> Stored<Helper> {
        let helpers = try await HelperStore(transaction, in: association.id).listStored()
        guard let found = helpers.first(where: { $0.record.code == code }) else {
            throw Refusal.absent(.helper, code, field: "code")
        }
        return found
    }
}
