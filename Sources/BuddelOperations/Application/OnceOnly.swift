import BuddelFormats
import BuddelStore
import Buddelverein
import Crypto

extension BuddelApp {
    /// Runs an operation on vouchers once per idempotency key: the same request sent again gets the first answer.
    ///
    /// The key is the caller's own and is kept for 30 days. Refuses with `key_reused` where another request had it.
    /// Without a key it is `perform`.
    func performOnce(
        _ operation: Operation, in association: String?, key: String?, request: () -> [String],
        _ body: nonisolated(nonsending) (UnitOfWork, AssociationKey) async throws -> VoucherReceipt
    ) async throws -> VoucherReceipt {
        guard let key else { return try await perform(operation, in: association, body) }
        let parts: [JSONValue] =
            [.string(operation.rawValue), .string(association ?? "")] + request().map { .string($0) }
        let fingerprint = Array(SHA256.hash(data: JSONWriter().bytes(.array(parts))))
        return try await perform(operation, in: association) { work, association in
            let store = IdempotencyStore(work.transaction)
            switch try await store.claim(key, fingerprint: fingerprint, userID: work.caller.userID) {
            case .taken: throw Refusal.otherRequest(key)
            case .answered(let text):
                guard let receipt = VoucherReceipt(try JSONValue(parsing: Array(text.utf8))) else {
                    throw Refusal.otherRequest(key)
                }
                return receipt
            case .fresh:
                let receipt = try await body(work, association)
                try await store.remember(
                    JSONWriter().text(.object(receipt.json)), key: key, userID: work.caller.userID)
                return receipt
            }
        }
    }
}
