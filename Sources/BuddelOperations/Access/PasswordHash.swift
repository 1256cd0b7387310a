import Buddelverein
import Crypto
import CryptoExtras
import Foundation

/// A password as it is stored: `scrypt$N$r$p$salt$key`, salt and key in hexadecimal.
///
/// The derivation takes a good part of a second and 32 MiB on purpose; it never runs on the cooperative pool, and at most
/// two at a time, so that log-ins can't starve everything else. Who would be the 65th to wait is refused with `busy`.
public struct PasswordHash: Sendable, Hashable {
    public let text: String

    public init(text: String) { self.text = text }

    /// Hashes a new password with a random salt of 16 bytes.
    public static func make(_ password: String, _ surroundings: Surroundings) async throws -> PasswordHash {
        let salt = surroundings.randomBytes(16)
        let cost = surroundings.passwordCost
        let key = try await derive(password, salt: salt, cost: cost)
        return PasswordHash(
            text:
                "scrypt$\(cost.logRounds)$\(cost.blockSize)$\(cost.parallelism)$\(salt.hexadecimal)$\(key.hexadecimal)"
        )
    }

    /// Whether the password is the one hashed; compares in constant time. False for a text of another form.
    public func matches(_ password: String) async throws -> Bool {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "scrypt", let log = Int(parts[1]), let block = Int(parts[2]),
            let lanes = Int(parts[3]), let salt = [UInt8](hexadecimal: parts[4]),
            let key = [UInt8](hexadecimal: parts[5])
        else { return false }
        let cost = PasswordCost(logRounds: log, blockSize: block, parallelism: lanes)
        let derived = try await Self.derive(password, salt: salt, cost: cost)
        return derived.count == key.count && zip(derived, key).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// Two threads at most; what waits takes none.
    private static let queue: OperationQueue = {
        let queue = OperationQueue()
        queue.name = "buddel.scrypt"
        queue.maxConcurrentOperationCount = 2
        return queue
    }()

    private static func derive(_ password: String, salt: [UInt8], cost: PasswordCost) async throws -> [UInt8] {
        guard queue.operationCount < 64 else { throw Refusal.tooManyLogins() }
        return try await withCheckedThrowingContinuation { continuation in
            queue.addOperation {
                continuation.resume(
                    with: Result {
                        // NFC, so that an umlaut typed on another keyboard is the same password.
                        let bytes = Data(password.precomposedStringWithCanonicalMapping.utf8)
                        let key = try KDF.Scrypt.deriveKey(
                            from: bytes, salt: salt, outputByteCount: 32, rounds: 1 << cost.logRounds,
                            blockSize: cost.blockSize, parallelism: cost.parallelism)
                        return key.withUnsafeBytes { Array($0) }
                    })
            }
        }
    }
}
