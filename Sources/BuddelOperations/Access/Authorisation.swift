import BuddelStore
import Buddelverein

/// A user with his roles, as the store keeps him: who an operation runs for.
public typealias Caller = StoredCaller

/// A user with one of his roles, as lists show him.
public typealias ListedUser = BuddelStore.ListedUser

/// A user with all that is known of him but his password.
public typealias UserDetails = BuddelStore.UserDetails

/// Decides from the one table in `Operation.roles` whether a caller may ask for an operation in a scope.
public enum Authorisation {
    /// Requires a role for an operation of the system or of any scope the caller has.
    public static func require(_ operation: Operation, of caller: StoredCaller) throws(Refusal) {
        if try localOwnerMay(operation, caller) { return }
        guard caller.grants.contains(where: { operation.roles.contains($0.role) }) else {
            throw .notAllowed(operation)
        }
    }

    /// Requires a role for an operation in one association; an administrator's role reaches every one.
    public static func require(
        _ operation: Operation, of caller: StoredCaller, in association: AssociationKey
    ) throws(Refusal) {
        if try localOwnerMay(operation, caller) { return }
        guard
            caller.grants.contains(where: {
                operation.roles.contains($0.role) && ($0.associationID == association.id || $0.role == .administrator)
            })
        else { throw .notAllowed(operation) }
    }

    /// Requires a role for an operation of one municipality.
    public static func require(_ operation: Operation, of caller: StoredCaller, at municipality: Ags) throws(Refusal) {
        if try localOwnerMay(operation, caller) { return }
        guard
            caller.grants.contains(where: {
                operation.roles.contains($0.role) && ($0.ags == municipality || $0.role == .administrator)
            })
        else { throw .notAllowed(operation) }
    }

    /// The owner of the database may record everything and decide nothing: a decision needs a person who logged in.
    private static func localOwnerMay(_ operation: Operation, _ caller: StoredCaller) throws(Refusal) -> Bool {
        guard caller.isLocalOwner else { return false }
        guard !operation.isDecision else { throw .notLoggedIn() }
        return true
    }
}
