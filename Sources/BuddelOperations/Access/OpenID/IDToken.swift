import Buddelverein

/// An ID token as it came: read, but not believed before `IssuerKeys` has verified it and `identity` has checked it.
struct IDToken: Sendable {
    let algorithm: IDTokenAlgorithm
    /// The name of the key it says it is signed with.
    let keyName: String?
    /// The bytes that the signature is over.
    let signed: [UInt8]
    let signature: [UInt8]
    private let claims: JSONValue

    /// Reads the compact form (RFC 7515 section 7.1), at most 16 kB of it; refuses other forms, extensions that must be
    /// understood, and algorithms that are not the issuer's alone.
    init(_ text: String) throws(OpenIDFault) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= 16_384, parts.count == 3, let header = Base64URL.decode(parts[0]),
            let payload = Base64URL.decode(parts[1]), let signature = Base64URL.decode(parts[2])
        else { throw .malformedToken }
        let fields: JSONValue
        do {
            fields = try IssuerExchange.json(header)
            claims = try IssuerExchange.json(payload)
        } catch {
            throw .malformedToken
        }
        guard fields["crit"] == nil, claims.objectValue != nil else { throw .malformedToken }
        guard let algorithm = fields["alg"]?.stringValue.flatMap(IDTokenAlgorithm.init(rawValue:)) else {
            throw .algorithm
        }
        self.algorithm = algorithm
        keyName = fields["kid"]?.stringValue
        signed = Array((parts[0] + "." + parts[1]).utf8)
        self.signature = signature
    }

    /// By how many seconds the issuer's clock and ours may differ.
    static let clockSkew: Int64 = 60

    /// Whom the token vouches for, after the checks of OpenID Connect Core 3.1.3.7.
    ///
    /// `nonce` is what was sent with the request for it; nil where none was, as in the device grant. `now` is in seconds
    /// since 1970.
    func identity(
        issuer: String, client: String, nonce: String?, now: Int64
    ) throws(OpenIDFault) -> IssuerIdentity {
        guard claims["iss"]?.stringValue == issuer else { throw .wrongIssuer }
        try checkAudience(client)
        guard let expiry = seconds("exp"), let issued = seconds("iat") else { throw .malformedToken }
        guard Double(now - Self.clockSkew) < expiry else { throw .expired }
        guard max(issued, seconds("nbf") ?? issued) <= Double(now + Self.clockSkew) else { throw .notYetValid }
        if let nonce {
            guard let repeated = claims["nonce"]?.stringValue, Self.isSame(repeated, nonce) else { throw .wrongNonce }
        }
        guard let subject = claims["sub"]?.stringValue, (1...255).contains(subject.utf8.count),
            subject.utf8.allSatisfy({ 0x21...0x7E ~= $0 })
        else { throw .malformedToken }
        return IssuerIdentity(
            issuer: issuer, subject: subject,
            methods: claims["amr"]?.arrayValue?.compactMap(\.stringValue) ?? [],
            contextClass: claims["acr"]?.stringValue)
    }

    /// For this client; where others may use it as well, it must have been given to this one.
    private func checkAudience(_ client: String) throws(OpenIDFault) {
        let audience =
            claims["aud"]?.arrayValue?.compactMap(\.stringValue) ?? [claims["aud"]?.stringValue].compactMap(\.self)
        guard audience.contains(client) else { throw .wrongAudience }
        let authorized = claims["azp"]?.stringValue
        guard authorized == client || authorized == nil && claims["azp"] == nil && audience.count == 1 else {
            throw .wrongAudience
        }
    }

    /// A moment in seconds since 1970; some issuers write a fraction.
    private func seconds(_ claim: String) -> Double? {
        switch claims[claim] {
        case .integer(let whole): Double(whole)
        case .number(let number): number
        default: nil
        }
    }

    /// Compares in constant time.
    private static func isSame(_ one: String, _ other: String) -> Bool {
        one.utf8.count == other.utf8.count && zip(one.utf8, other.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// Whom an issuer vouches for, and how he proved it.
struct IssuerIdentity: Sendable, Equatable {
    let issuer: String
    let subject: String
    /// `amr`: methods of RFC 8176.
    let methods: [String]
    /// `acr`: the class of the authentication.
    let contextClass: String?
}
