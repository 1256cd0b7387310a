import BuddelStore
import Buddelverein
import Postgres

/// One transaction of one operation: who asks, where, and the session to the database. Must not escape the closure.
public struct UnitOfWork: Sendable {
    public let transaction: Transaction
    public let caller: StoredCaller
    public let operation: Operation
    public let surroundings: Surroundings

    public var today: Day { surroundings.today() }

    /// Writes the act into the audit trail, in the same transaction.
    public func audit(
        association: AssociationKey? = nil, ags: Ags? = nil, subject: String? = nil, detail: JSONObject = [:]
    ) async throws {
        try await AuditStore(transaction).insert(
            userID: caller.userID, action: operation.rawValue, associationID: association?.id, ags: ags,
            subject: subject,
            detail: detail)
    }
}

/// An association as operations refer to it once it is found and the caller may do what he asks there.
public struct AssociationKey: Sendable, Hashable {
    public let id: Int64
    public let code: String

    public init(id: Int64, code: String) {
        self.id = id
        self.code = code
    }
}

extension BuddelApp {
    /// Runs an operation that belongs to no association: users, municipalities, programmes, publications.
    ///
    /// Guarantees: the caller holds one of the operation's roles. Refuses with `not_logged_in`, `not_allowed`.
    public func perform<T: Sendable>(
        _ operation: Operation, access: AccessMode = .readWrite, isolation: IsolationLevel = .readCommitted,
        _ body: nonisolated(nonsending) (UnitOfWork) async throws -> T
    ) async throws -> T {
        try await transact(operation, access: access, isolation: isolation) { work in
            try Authorisation.require(operation, of: work.caller)
            return try await body(work)
        }
    }

    /// Runs an operation inside one association: the one named, or the only one the caller can see.
    ///
    /// Guarantees: the caller holds one of the operation's roles for it. Refuses with `not_logged_in`, `not_allowed`,
    /// `not_found` (also for other tenants' associations), `association_needed` where several could be meant.
    public func perform<T: Sendable>(
        _ operation: Operation, in association: String?, access: AccessMode = .readWrite,
        isolation: IsolationLevel = .readCommitted,
        _ body: nonisolated(nonsending) (UnitOfWork, AssociationKey) async throws -> T
    ) async throws -> T {
        try await transact(operation, access: access, isolation: isolation) { work in
            let key = try await work.association(association)
            try Authorisation.require(operation, of: work.caller, in: key)
            return try await body(work, key)
        }
    }

    /// What every transaction says first: for whom it acts, what his token reaches, and what day it is by the injected
    /// clock. The role too: whoever owns the database acts through `buddel_app` like everyone.
    var identity: SQL {
        let user = userID < 0 ? "" : String(userID)
        let association = bearer.scope.associationID.map(String.init) ?? ""
        return """
            select set_config('role', \(Schema.applicationRole), true), set_config('buddel.user_id', \(user), true),
                set_config('buddel.token_association', \(association), true),
                set_config('buddel.token_ags', \(bearer.scope.ags?.rawValue ?? ""), true),
                set_config('buddel.today', \(surroundings.today().description), true)
            """
    }

    /// One transaction for the caller, whose token gives the operation and who holds one of its roles somewhere, or asks for
    /// what is everybody's; database errors leave it as refusals.
    ///
    /// Refuses with `not_logged_in`, `token_scope`, `not_allowed`, `second_factor_needed`. In which association or town he
    /// may is for the body to ask.
    public func transact<T: Sendable>(
        _ operation: Operation, access: AccessMode = .readWrite, isolation: IsolationLevel = .readCommitted,
        _ body: nonisolated(nonsending) (UnitOfWork) async throws -> T
    ) async throws -> T {
        do {
            return try await pool.withTransaction(isolation: isolation, access: access, preamble: [identity]) {
                transaction in
                guard userID >= 0, var caller = try await CallerStore(transaction).fetchCaller(userID: userID) else {
                    throw Refusal.notLoggedIn()
                }
                caller.scope = bearer.scope
                caller.tokenID = bearer.tokenID
                caller.passedSecondFactor = bearer.passedSecondFactor
                try Authorisation.requireToken(operation, of: caller)
                // Whoever may not at all is told so before anything is looked up for him.
                if !operation.isEverybodys { try Authorisation.require(operation, of: caller) }
                let result = try await body(
                    UnitOfWork(
                        transaction: transaction, caller: caller, operation: operation, surroundings: surroundings))
                guard isRehearsal else { return result }
                try await DeferredConstraints.check(transaction)
                throw Rehearsed(result: result)
            }
        } catch let rehearsed as Rehearsed<T> {
            return rehearsed.result
        } catch {
            throw Refusal.translating(error, logger: logger)
        }
    }
}

/// Carries what a rehearsal would have answered out of the transaction that is undone; never leaves `transact`.
private struct Rehearsed<Result: Sendable>: Error {
    let result: Result
}

extension UnitOfWork {
    /// All associations that the caller can see, by code.
    func associations() async throws -> [AssociationKey] {
        try await AssociationLookup(transaction).listVisible(code: nil).map { AssociationKey(id: $0.id, code: $0.code) }
    }

    /// The association of a code, or the only one the caller can see.
    func association(_ code: String?) async throws -> AssociationKey {
        let found = try await AssociationLookup(transaction).listVisible(code: code)
        if found.count == 1 { return AssociationKey(id: found[0].id, code: found[0].code) }
        if let code { throw Refusal.associationNotFound(code) }
        throw found.isEmpty ? Refusal.noAssociation() : Refusal.associationNeeded(found.map(\.code))
    }
}
