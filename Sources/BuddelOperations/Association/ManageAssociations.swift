import BuddelStore
import Buddelverein
import Postgres

extension BuddelApp {
    /// The associations that the user can see, by code, without their settlement rules.
    public func listAssociations() async throws -> [AssociationProfile] {
        try await transact(.associationShow, access: .readOnly) { work in
            try await AssociationStore(work.transaction).list()
        }
    }

    /// The profile of an association, with the version of its row.
    ///
    /// Staff of a town see those that applied there, as lists show them: without settlement rule and bank data, which
    /// are the association's own. Refuses with `not_found`, `association_needed`.
    public func fetchAssociation(_ association: String?) async throws -> Stored<AssociationProfile> {
        try await transact(.associationShow, access: .readOnly) { work in
            let key = try await work.association(association)
            guard let found = try await AssociationStore(work.transaction).fetch(key.id) else {
                throw Refusal.associationNotFound(key.code)
            }
            var profile = found.profile
            do {
                try Authorisation.require(.associationShow, of: work.caller, in: key)
            } catch {
                // What is visible without a role there is the association of an applicant.
                guard work.caller.grants.contains(where: \.role.isOfTown) else { throw error }
                profile.settlement = nil
                profile.iban = nil
                profile.creditorId = nil
            }
            return Stored(record: profile, version: found.version)
        }
    }

    /// Founds an association in the system: its profile, an empty journal, the default chart of accounts.
    ///
    /// Refuses with the profile's faults, `already_exists`, `unknown_municipality`.
    public func addAssociation(_ profile: AssociationProfile) async throws {
        try await perform(.associationAdd) { work in
            try work.refuse(profile.faults())
            let id = try await AssociationStore(work.transaction).insert(profile)
            try await work.audit(
                association: AssociationKey(id: id, code: profile.code), ags: profile.seatAgs, subject: profile.code)
        }
    }

    /// Changes an association's profile; its code stays.
    ///
    /// A changed settlement rule is recorded as a new one; the old one stays readable. A change that changes nothing
    /// writes nothing, and the version stays. Refuses with the profile's
    /// faults, with `content_changed` where `version` is not the present one, with `unknown_municipality`.
    @discardableResult
    public func editAssociation(
        _ association: String?, version: Int? = nil, _ change: @Sendable (inout AssociationProfile) throws -> Void
    ) async throws -> AssociationProfile {
        try await perform(.associationChange, in: association) { work, key in
            let store = AssociationStore(work.transaction)
            guard let found = try await store.fetch(key.id) else { throw Refusal.associationNotFound(key.code) }
            var profile = found.profile
            try change(&profile)
            profile.code = found.profile.code
            try work.refuse(profile.faults())
            if profile == found.profile, version ?? found.version == found.version { return profile }
            guard try await store.update(profile, of: key.id, version: version ?? found.version) else {
                throw Refusal.changedMeanwhile(key.code)
            }
            try await work.audit(association: key, subject: key.code)
            return profile
        }
    }
}
