import Crypto
import CryptoExtras
import Foundation
import JWTKit

/// The private keys of a local issuer, and what it publishes of them.
struct IssuerKeyRing: Sendable {
    /// Another number in the names, so that a change of keys shows.
    let generation: Int
    private let elliptic = ES256PrivateKey()
    private let edwards: EdDSA.PrivateKey
    private let rsa: JWTKit.Insecure.RSA.PrivateKey

    /// One RSA key a process: making one takes a while.
    private static let rsaKey = Result { try _RSA.Signing.PrivateKey(keySize: .bits2048) }

    init(generation: Int) throws {
        self.generation = generation
        edwards = try EdDSA.PrivateKey()
        rsa = try JWTKit.Insecure.RSA.PrivateKey(backing: try Self.rsaKey.get())
    }

    func name(of algorithm: String) -> String { "\(algorithm)-\(generation)" }

    /// Signs the bytes; nil for an algorithm that the ring has no key for.
    func signature(over bytes: [UInt8], algorithm: String) async throws -> [UInt8]? {
        let keys = JWTKeyCollection()
        switch algorithm {
        case "ES256": await keys.add(ecdsa: elliptic)
        case "EdDSA": await keys.add(eddsa: edwards)
        case "RS256": await keys.add(rsa: rsa, digestAlgorithm: .sha256)
        case "PS256": await keys.add(pss: rsa, digestAlgorithm: .sha256)
        default: return nil
        }
        return try await keys.getKey().sign(bytes)
    }

    /// The key that `HS256` would be made with by who knows the public key alone.
    var publicText: String { elliptic.publicKey.pemRepresentation }

    /// The published set (RFC 7517).
    func published() throws -> String {
        let point = elliptic.publicKey.parameters!
        let numbers = try rsa.publicKey.getKeyPrimitives()
        let modulus = Self.urlSafe(numbers.modulus.base64EncodedString())
        let exponent = Self.urlSafe(numbers.publicExponent.base64EncodedString())
        let x = Self.urlSafe(edwards.publicKey.rawRepresentation.base64EncodedString())
        let keys = [
            #"{"kty":"EC","crv":"P-256","use":"sig","kid":"\#(name(of: "ES256"))","x":"\#(Self.urlSafe(point.x))","y":"\#(Self.urlSafe(point.y))"}"#,
            #"{"kty":"OKP","crv":"Ed25519","use":"sig","kid":"\#(name(of: "EdDSA"))","x":"\#(x)"}"#,
            #"{"kty":"RSA","use":"sig","alg":"RS256","kid":"\#(name(of: "RS256"))","n":"\#(modulus)","e":"\#(exponent)"}"#,
            #"{"kty":"RSA","use":"sig","alg":"PS256","kid":"\#(name(of: "PS256"))","n":"\#(modulus)","e":"\#(exponent)"}"#,
            #"{"kty":"RSA","use":"enc","kid":"enc","n":"\#(modulus)","e":"\#(exponent)"}"#,
        ]
        return "{\"keys\":[\(keys.joined(separator: ","))]}"
    }

    static func urlSafe(_ base64: String) -> String {
        String(base64.compactMap { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 == "=" ? nil : $0 })
    }
}

/// How an ID token is made, good unless a test says otherwise.
public struct TokenRecipe: Sendable {
    public enum Signer: Sendable {
        /// The issuer's key for the algorithm.
        case issuer
        /// Another key under the name of the issuer's.
        case stranger
        /// HMAC with the public key as the secret.
        case publicKey
        case nobody
    }

    public var algorithm = "ES256"
    public var signer = Signer.issuer
    /// The name of the key in the header; nil: the issuer's.
    public var keyName: String?
    /// Claims as JSON texts that replace the good ones; nil takes one away.
    public var claims: [String: String?] = [:]
    /// Members of the header beside those of a good one, as JSON texts.
    public var header: [String: String] = [:]
    /// Seconds that the token began before now, and ends after.
    public var age: Int64 = 0
    public var lifetime: Int64 = 300

    public init() {}

    func token(_ ring: IssuerKeyRing, _ stranger: IssuerKeyRing, _ standard: [String: String]) async throws -> String {
        let name = keyName ?? ring.name(of: algorithm)
        var fields = header
        fields["alg"] = "\"\(algorithm)\""
        fields["kid"] = "\"\(name)\""
        var all: [String: String?] = standard.mapValues { $0 }
        all.merge(claims) { $1 }
        let signed = Self.part(fields) + "." + Self.part(all.compactMapValues { $0 })
        let bytes = Array(signed.utf8)
        let signature: [UInt8] =
            switch signer {
            case .issuer: try await ring.signature(over: bytes, algorithm: algorithm) ?? []
            case .stranger: try await stranger.signature(over: bytes, algorithm: algorithm) ?? []
            case .publicKey:
                Array(
                    HMAC<SHA256>.authenticationCode(
                        for: bytes, using: SymmetricKey(data: Array(ring.publicText.utf8))))
            case .nobody: []
            }
        return signed + "." + IssuerKeyRing.urlSafe(Data(signature).base64EncodedString())
    }

    private static func part(_ members: [String: String]) -> String {
        let object = members.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",")
        return IssuerKeyRing.urlSafe(Data("{\(object)}".utf8).base64EncodedString())
    }
}
