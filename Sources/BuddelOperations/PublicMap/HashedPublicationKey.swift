import Buddelverein
import Crypto

extension PublicationKey {
    /// The key of an installation: HMAC-SHA-256 under its secret, which never leaves the private tables.
    ///
    /// The secret needs at least 32 random bytes and must stay the same for ever: with another one every end would be
    /// drawn anew, and the two publications together would tell more than each alone.
    public static func hashed(secret: [UInt8]) -> PublicationKey {
        precondition(secret.count >= 32, "the secret of the publication has at least 32 bytes")
        let key = SymmetricKey(data: secret)
        return PublicationKey(
            draw: { end in
                let digest = code("end\u{1F}" + end.text, key: key)
                // 53 bits are what a Double holds exactly.
                let bits = digest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } >> 11
                return Double(bits) / Double(UInt64(1) << 53)
            },
            token: { name in
                code("name\u{1F}" + name, key: key).prefix(8).hexadecimal
            })
    }

    private static func code(_ text: String, key: SymmetricKey) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
    }
}
