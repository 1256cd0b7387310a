import BuddelFormats
import BuddelStore
import Buddelverein
import Crypto

/// An answer that an idempotency key can remember: it is written as JSON, and read again for the same request.
protocol Rememberable: Sendable {
    var remembered: JSONObject { get }
    /// Nil for anything that `remembered` did not write.
    init?(remembered: JSONValue)
}

extension UnitOfWork {
    /// Runs the body once per idempotency key: the same request sent again gets the first answer.
    ///
    /// The key is the caller's own and is kept for 30 days; it is the first lock of the transaction, so that a request
    /// sent again meanwhile waits for the first. `request` is all that tells this request from another of the same
    /// operation. Refuses with `key_reused` where another request had the key. Without a key it just runs the body.
    nonisolated(nonsending) func once<T: Rememberable>(
        _ key: String?, _ request: [String], _ body: nonisolated(nonsending) () async throws -> T
    ) async throws -> T {
        guard let key else { return try await body() }
        let parts: [JSONValue] = [.string(operation.rawValue)] + request.map { .string($0) }
        let fingerprint = Array(SHA256.hash(data: JSONWriter().bytes(.array(parts))))
        let store = IdempotencyStore(transaction)
        switch try await store.claim(key, fingerprint: fingerprint, userID: caller.userID) {
        case .taken: throw Refusal.otherRequest(key)
        case .answered(let text):
            guard let answer = T(remembered: try JSONValue(parsing: Array(text.utf8))) else {
                throw Refusal.otherRequest(key)
            }
            return answer
        case .fresh:
            let answer = try await body()
            try await store.remember(
                JSONWriter().text(.object(answer.remembered)), key: key, userID: caller.userID)
            return answer
        }
    }
}

extension BuddelApp {
    /// Runs an operation on an association's books once per idempotency key; see `UnitOfWork.once`.
    func performOnce<T: Rememberable>(
        _ operation: Operation, in association: String?, key: String?, request: () -> [String],
        _ body: nonisolated(nonsending) (UnitOfWork, AssociationKey) async throws -> T
    ) async throws -> T {
        let request = request()
        return try await perform(operation, in: association) { work, association in
            // By its code: named or not, it is the same association.
            try await work.once(key, [association.code] + request) { try await body(work, association) }
        }
    }
}

/// That something was done, where there is nothing more to say.
struct Done: Rememberable {
    init() {}
    var remembered: JSONObject { ["done": true] }
    init?(remembered: JSONValue) {
        guard remembered["done"] == true else { return nil }
    }
}

extension VoucherReceipt: Rememberable {
    var remembered: JSONObject { json }
    init?(remembered: JSONValue) { self.init(remembered) }
}

extension JournalLink: Rememberable {
    var remembered: JSONObject { json.objectValue ?? [:] }
    init?(remembered: JSONValue) {
        guard let link = try? JournalLink(json: remembered) else { return nil }
        self = link
    }
}

extension Day: Rememberable {
    var remembered: JSONObject { ["day": .string(description)] }
    init?(remembered: JSONValue) {
        guard let text = remembered["day"]?.stringValue, let day = try? Day(parsing: text) else { return nil }
        self = day
    }
}

extension Money: Rememberable {
    var remembered: JSONObject { ["amount": .string(description)] }
    init?(remembered: JSONValue) {
        guard let text = remembered["amount"]?.stringValue, let amount = try? Money(parsing: text) else { return nil }
        self = amount
    }
}
