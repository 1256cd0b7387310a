import BuddelStore
import Buddelverein

/// Debits and credits of every account that was ever moved, each in the account's own unit.
public struct TrialBalance: Sendable, Hashable {
    /// The last day of booking that counts; nil: everything.
    public var through: Day?
    /// By unit, then by number of the account.
    public var accounts: [AccountBalance]
    /// Where the journal stood.
    public var journal: JournalLink
}

/// Debits, credits and balance of one account.
public typealias AccountBalance = BuddelStore.AccountBalance

extension BuddelApp {
    /// The trial balance of an association, in one picture of the journal. Changes nothing.
    public func trialBalance(through day: Day? = nil, in association: String? = nil) async throws -> TrialBalance {
        try await perform(.reportRead, in: association, access: .readOnly, isolation: .repeatableRead) { work, key in
            TrialBalance(
                through: day,
                accounts: try await LedgerReportStore(work.transaction).listTrialBalance(
                    associationID: key.id, through: day),
                journal: try await work.journalLink(key))
        }
    }
}

extension UnitOfWork {
    /// Where the journal stands in this transaction.
    func journalLink(_ key: AssociationKey) async throws -> JournalLink {
        guard let (head, _) = try await JournalChainReader(transaction, in: key.id).fetchHead() else {
            throw Refusal.associationNotFound(key.code)
        }
        return head
    }
}
