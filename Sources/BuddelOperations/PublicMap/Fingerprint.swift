import Buddelverein
import Crypto

/// SHA-256 of `bytes` as 64 lower-case hexadecimal digits.
public func sha256Hex(_ bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).hexadecimal
}
