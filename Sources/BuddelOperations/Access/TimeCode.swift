import Buddelverein
import Crypto

/// Codes that change with the time (RFC 6238): HMAC-SHA-1 over steps of 30 seconds, six digits, as every app on a
/// telephone computes them.
public struct TimeCode: Sendable {
    private let secret: [UInt8]

    public init(secret: [UInt8]) { self.secret = secret }

    /// Seconds that a code is shown.
    static let period: Int64 = 30
    /// Bytes of a secret: as many as SHA-1 gives (RFC 4226, section 4).
    static let secretBytes = 20

    /// The step of a moment in seconds since 1970-01-01T00:00:00Z.
    public static func step(at moment: Int64) -> Int64 { moment / period }

    /// The code of a step.
    public func code(at step: Int64, digits: Int = 6) -> String {
        let text = String(number(at: step, digits: digits))
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// The step whose code this is: the present one, or one before or after for a clock that is not quite right; nil for
    /// any other code.
    public func step(of code: String, at moment: Int64) -> Int64? {
        guard code.wholeMatch(of: /[0-9]{6}/) != nil, let typed = Int64(code) else { return nil }
        let now = Self.step(at: moment)
        return [now, now - 1, now + 1].first { $0 >= 0 && number(at: $0, digits: 6) == typed }
    }

    /// Dynamic truncation (RFC 4226, section 5.3).
    private func number(at step: Int64, digits: Int) -> Int64 {
        let message = (0..<8).map { UInt8(truncatingIfNeeded: step >> Int64(56 - 8 * $0)) }
        let hash = Array(HMAC<Insecure.SHA1>.authenticationCode(for: message, using: SymmetricKey(data: secret)))
        let offset = Int(hash[hash.count - 1] & 15)
        let word = hash[offset..<offset + 4].reduce(Int64(0)) { $0 << 8 | Int64($1) } & 0x7fff_ffff
        return word % (0..<digits).reduce(Int64(1)) { power, _ in power * 10 }
    }

    /// The secret as people type it: base 32 in groups of four.
    var typed: String { RecoveryCode.grouped(secret.base32) }

    /// The address that an app reads from a picture (Key URI Format of Google Authenticator). Requires a login name, whose
    /// characters need no escaping.
    func address(login: String) -> String {
        "otpauth://totp/Buddel:\(login)?secret=\(secret.base32)&issuer=Buddel&algorithm=SHA1&digits=6&period=30"
    }
}
