import BuddelStore
import Buddelverein

extension UnitOfWork {
    /// Refuses with every fault at once; nothing for none.
    func refuse(_ faults: [Refusal]) throws {
        if faults.count == 1 { throw faults[0] }
        if !faults.isEmpty { throw Refusals(faults) }
    }

    /// The caller as the life cycles see him in an association; the owner on the command line, who may record facts
    /// for everyone, stands as an area lead.
    func actor(in association: AssociationKey) -> Actor {
        let grants = caller.grants.filter { $0.associationID == association.id || $0.role == .administrator }
        var roles = Set(grants.map(\.role))
        if caller.isLocalOwner { roles.insert(.areaLead) }
        return Actor(userId: caller.userID, roles: roles)
    }
}

extension Refusal {
    /// Somebody else changed a thing after it was read.
    static func changedMeanwhile(_ name: String) -> Refusal {
        Refusal(
            .contentChanged,
            LocalizedText(
                en: "\(name) was changed by somebody else meanwhile.",
                de: "\(name) wurde inzwischen von jemand anderem geändert."),
            cure: LocalizedText(en: "Look at it again, then change it.", de: "Noch einmal ansehen, dann ändern."),
            at: Place(field: "version", value: name))
    }
}
