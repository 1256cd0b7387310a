import Buddelverein
import JWTKit

/// The signatures of ID tokens that Buddel takes: those that only the issuer can make.
///
/// `none` is no signature, and `HS256` one that whoever knows the key that verifies can make, too.
enum IDTokenAlgorithm: String, Sendable {
    case rs256 = "RS256"
    case ps256 = "PS256"
    case es256 = "ES256"
    case edDSA = "EdDSA"
}

/// The public keys of an issuer (RFC 7517) that can verify an ID token.
struct IssuerKeys: Sendable, Equatable {
    /// A key of one kind; its numbers are Base64 as the issuer wrote them.
    struct Key: Sendable, Equatable {
        enum Numbers: Sendable, Equatable {
            case rsa(modulus: String, exponent: String)
            case p256(x: String, y: String)
            case ed25519(x: String)
        }

        let name: String?
        /// The one algorithm it is for; nil where the issuer does not say.
        let algorithm: String?
        let numbers: Numbers
    }

    let keys: [Key]

    /// The keys of a set that are for signatures and of a kind that is known, the first hundred; refuses with
    /// `openid_unavailable` what is no set of keys.
    init(_ json: JSONValue) throws(Refusal) {
        guard let listed = json["keys"]?.arrayValue else {
            throw .openIDUnavailable(LocalizedText(en: "it gives no keys", de: "er nennt keine Schlüssel"))
        }
        keys = Array(listed.lazy.compactMap(Self.key).prefix(100))
    }

    private static func key(_ json: JSONValue) -> Key? {
        func text(_ member: String) -> String? {
            json[member]?.stringValue.flatMap { (1...2_048).contains($0.utf8.count) ? $0 : nil }
        }
        if let use = json["use"]?.stringValue, use != "sig" { return nil }
        let numbers: Key.Numbers
        switch (json["kty"]?.stringValue, json["crv"]?.stringValue) {
        case ("RSA", _):
            guard let modulus = text("n"), let exponent = text("e") else { return nil }
            numbers = .rsa(modulus: modulus, exponent: exponent)
        case ("EC", "P-256"):
            guard let x = text("x"), let y = text("y") else { return nil }
            numbers = .p256(x: x, y: y)
        case ("OKP", "Ed25519"):
            guard let x = text("x") else { return nil }
            numbers = .ed25519(x: x)
        default: return nil
        }
        return Key(name: text("kid"), algorithm: text("alg"), numbers: numbers)
    }

    /// The keys that a token of that algorithm and key name may be signed with; a token without a name only leaves no
    /// doubt where there is one key (OpenID Connect Core 10.1).
    func candidates(for algorithm: IDTokenAlgorithm, named name: String?) -> [Key] {
        let fitting = keys.filter { key in
            guard key.algorithm == nil || key.algorithm == algorithm.rawValue else { return false }
            switch (key.numbers, algorithm) {
            case (.rsa, .rs256), (.rsa, .ps256), (.p256, .es256), (.ed25519, .edDSA): return true
            default: return false
            }
        }
        guard let name else { return fitting.count == 1 ? fitting : [] }
        return fitting.filter { $0.name == name }
    }
}

extension IssuerKeys.Key {
    /// Whether the signature over these bytes was made with the private half of the key; false for numbers that make no
    /// key, and for an RSA key under 2048 bits.
    func verifies(_ signature: [UInt8], of signed: [UInt8], by algorithm: IDTokenAlgorithm) async -> Bool {
        do {
            let verifier = JWTKeyCollection()
            switch (numbers, algorithm) {
            case (.rsa(let modulus, let exponent), .rs256):
                await verifier.add(
                    rsa: try Insecure.RSA.PublicKey(modulus: modulus, exponent: exponent), digestAlgorithm: .sha256)
            case (.rsa(let modulus, let exponent), .ps256):
                await verifier.add(
                    pss: try Insecure.RSA.PublicKey(modulus: modulus, exponent: exponent), digestAlgorithm: .sha256)
            case (.p256(let x, let y), .es256):
                await verifier.add(ecdsa: try ES256PublicKey(parameters: (x: x, y: y)))
            case (.ed25519(let x), .edDSA):
                await verifier.add(eddsa: try EdDSA.PublicKey(x: x, curve: .ed25519))
            default: return false
            }
            return try await verifier.getKey().verify(signature, signs: signed)
        } catch {
            return false
        }
    }
}
