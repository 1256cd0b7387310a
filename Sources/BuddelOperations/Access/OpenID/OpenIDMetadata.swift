import Buddelverein

/// What an issuer says of itself (OpenID Connect Discovery 1.0 section 3), as far as Buddel goes by it.
struct OpenIDMetadata: Sendable, Equatable {
    let authorizationAddress: String
    let tokenAddress: String
    let keysAddress: String
    /// Where a device asks for a code (RFC 8628); nil where the issuer does not offer it.
    let deviceAddress: String?
    /// Whether the secret is sent in the form, since the issuer takes it in no header.
    let wantsSecretInForm: Bool
    /// Whether every answer to a browser names the issuer (RFC 9207).
    let namesItselfInAnswers: Bool

    /// Where the document lies.
    static func address(of issuer: String) -> String {
        (issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer) + "/.well-known/openid-configuration"
    }

    /// Refuses with `openid_unavailable` the document of another issuer, and addresses that are missing or not safe.
    init(_ json: JSONValue, issuer: String) throws(Refusal) {
        guard json["issuer"]?.stringValue == issuer else {
            throw .openIDUnavailable(
                LocalizedText(
                    en: "it calls itself by another address than the one that is set",
                    de: "er nennt sich mit einer anderen Adresse als der eingestellten"))
        }
        func address(_ member: String) throws(Refusal) -> String {
            guard let text = json[member]?.stringValue, OpenIDAddress.isSafe(text) else {
                throw .openIDUnavailable(
                    LocalizedText(
                        en: "its configuration gives no safe \(member)",
                        de: "seine Konfiguration nennt keine sichere Adresse \(member)"))
            }
            return text
        }
        authorizationAddress = try address("authorization_endpoint")
        tokenAddress = try address("token_endpoint")
        keysAddress = try address("jwks_uri")
        deviceAddress =
            json["device_authorization_endpoint"] == nil ? nil : try address("device_authorization_endpoint")
        let methods = json["token_endpoint_auth_methods_supported"]?.arrayValue?.compactMap(\.stringValue)
        wantsSecretInForm =
            methods.map { !$0.contains("client_secret_basic") && $0.contains("client_secret_post") } ?? false
        namesItselfInAnswers = json["authorization_response_iss_parameter_supported"]?.boolValue ?? false
    }
}
