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
}
