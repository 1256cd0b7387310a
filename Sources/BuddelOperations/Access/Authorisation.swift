import BuddelStore
import Buddelverein

/// A user with his roles, as the store keeps him: who an operation runs for.
public typealias Caller = StoredCaller

/// A user with one of his roles, as lists show him.
public typealias ListedUser = BuddelStore.ListedUser

/// A user with all that is known of him but his password.
public typealias UserDetails = BuddelStore.UserDetails

/// Decides from the one table of `Operation` whether a caller may ask for an operation in a scope: by his roles, by what
/// his token gives of them, and for a town's decisions by whether he has passed a second factor.
///
/// A caller's grants are those that his token reaches, so that a role outside of it counts nowhere.
public enum Authorisation {
    /// Requires a role for an operation of the system or of any scope the caller has.
    public static func require(_ operation: Operation, of caller: StoredCaller) throws(Refusal) {
        try require(operation, of: caller) { _ in true }
    }

    /// Requires a role for an operation in one association; an administrator's role reaches every one.
    public static func require(
        _ operation: Operation, of caller: StoredCaller, in association: AssociationKey
    ) throws(Refusal) {
        try require(operation, of: caller) { $0.associationID == association.id || $0.role == .administrator }
    }

    /// Requires a role for an operation of one municipality.
    public static func require(_ operation: Operation, of caller: StoredCaller, at municipality: Ags) throws(Refusal) {
        try require(operation, of: caller) { $0.ags == municipality || $0.role == .administrator }
    }

    /// Requires that the caller's token gives the operation at all; every operation asks it before it looks at anything.
    ///
    /// Refuses with `token_scope`, whatever roles the caller has.
    static func requireToken(_ operation: Operation, of caller: StoredCaller) throws(Refusal) {
        if caller.isLocalOwner { return }
        guard caller.scope.access >= operation.level else { throw .tokenGivesLess(operation, caller.scope.access) }
        guard !(operation.isOfAccount && caller.scope.isLimitedToPlace) else { throw .tokenOfOnePlace(operation) }
    }

    private static func require(
        _ operation: Operation, of caller: StoredCaller, where isThere: (StoredCaller.Grant) -> Bool
    ) throws(Refusal) {
        if try localOwnerMay(operation, caller) { return }
        try requireToken(operation, of: caller)
        guard caller.grants.contains(where: { operation.roles.contains($0.role) && isThere($0) }) else {
            throw .notAllowed(operation)
        }
        guard caller.passedSecondFactor || !operation.needsSecondFactor else { throw .secondFactorNeeded(operation) }
    }

    /// The owner of the database may record everything and decide nothing: a decision needs a person who logged in.
    private static func localOwnerMay(_ operation: Operation, _ caller: StoredCaller) throws(Refusal) -> Bool {
        guard caller.isLocalOwner else { return false }
        guard !operation.isDecision else { throw .notLoggedIn() }
        return true
    }
}
