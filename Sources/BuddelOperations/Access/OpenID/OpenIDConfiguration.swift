import Buddelverein
import Foundation

/// Which issuer of OpenID Connect vouches for users, and how Buddel makes itself known to it.
public struct OpenIDConfiguration: Sendable, Equatable {
    /// The issuer's address, letter by letter as its tokens name it.
    public let issuer: String
    public let clientID: String
    /// Nil for a public client.
    let clientSecret: String?
    /// Where the issuer sends the browser back to; nil where only the device grant is used.
    public let redirectAddress: String?
    /// What people call the issuer.
    public let name: String
    public let secondFactor: IssuerSecondFactor

    /// Checks what was configured.
    ///
    /// Refuses with `invalid_value` an issuer or a redirect address that is not `https`, other than on this machine, has a
    /// query, a fragment or a user, and a client, secret or name that is empty or longer than its limit; the place names
    /// the setting.
    public init(
        issuer: String, clientID: String, clientSecret: String? = nil, redirectAddress: String? = nil,
        name: String? = nil, secondFactor: IssuerSecondFactor = .none
    ) throws(Refusal) {
        guard OpenIDAddress.isSafe(issuer), !issuer.contains("?") else { throw .openIDSetting("openid_issuer", issuer) }
        guard Self.isPlain(clientID, 1...200) else { throw .openIDSetting("openid_client", clientID) }
        if let clientSecret, !Self.isPlain(clientSecret, 1...1_000) { throw .openIDSetting("openid_secret", nil) }
        if let redirectAddress, !OpenIDAddress.isSafe(redirectAddress) || redirectAddress.contains("?") {
            throw .openIDSetting("openid_redirect", redirectAddress)
        }
        if let name { try TextLimits.require(name: name, "openid_name") }
        self.issuer = issuer
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.redirectAddress = redirectAddress
        self.name = name ?? URLComponents(string: issuer)?.host ?? issuer
        self.secondFactor = secondFactor
    }

    /// The redirect address below the public address of `buddel serve`.
    public static func redirectAddress(below publicAddress: String) -> String {
        publicAddress.trimmingSuffix("/") + "/api/v1/sessions/openid/callback"
    }

    private static func isPlain(_ text: String, _ length: ClosedRange<Int>) -> Bool {
        length.contains(text.utf8.count) && text.utf8.allSatisfy { 0x21...0x7E ~= $0 }
    }
}

extension OpenIDConfiguration: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Without the secret, wherever it is printed.
    public var description: String { "\(clientID) at \(issuer)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["issuer": issuer, "clientID": clientID]) }
}

/// Addresses of an issuer that a secret may be sent to.
enum OpenIDAddress {
    /// Whether it is `https`, or `http` on this machine, with a host, and without user and fragment.
    static func isSafe(_ text: String) -> Bool {
        guard text.utf8.count <= 500, text.utf8.allSatisfy({ 0x21...0x7E ~= $0 }),
            let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty, parts.user == nil,
            parts.password == nil, parts.fragment == nil
        else { return false }
        switch parts.scheme {
        case "https": return true
        case "http": return ["localhost", "127.0.0.1", "::1", "[::1]"].contains(host)
        default: return false
        }
    }

    /// An address with parameters behind its own.
    static func adding(_ parameters: [(name: String, value: String)], to address: String) -> String {
        address + (address.contains("?") ? "&" : "?") + form(parameters)
    }

    /// Parameters as `application/x-www-form-urlencoded`.
    static func form(_ parameters: [(name: String, value: String)]) -> String {
        parameters.map { "\(escaped($0.name))=\(escaped($0.value))" }.joined(separator: "&")
    }

    /// Everything but the unreserved characters of RFC 3986 as percent and two digits.
    static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                String(UnicodeScalar(byte))
            default: "%" + [byte].hexadecimal.uppercased()
            }
        }.joined()
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: Character) -> String {
        var rest = self[...]
        while rest.last == suffix { rest.removeLast() }
        return String(rest)
    }
}
