import Buddelverein

/// What of an ID token counts as a second factor; nothing unless it was configured.
///
/// Written as words between blanks: `amr` trusts the methods that the issuer names (RFC 8176), `acr=VALUE` a class of
/// authentication (OpenID Connect Core 2) that the issuer gives to log-ins with two factors; `no` stands for nothing.
public struct IssuerSecondFactor: Sendable, Hashable {
    let countsMethods: Bool
    let classes: [String]

    public static let none = IssuerSecondFactor(countsMethods: false, classes: [])

    init(countsMethods: Bool, classes: [String]) {
        self.countsMethods = countsMethods
        self.classes = classes
    }

    /// Reads the words; refuses with `invalid_value` any other.
    public init(parsing text: String) throws(Refusal) {
        var countsMethods = false
        var classes: [String] = []
        for word in text.split(separator: " ") {
            switch word {
            case "no": continue
            case "amr": countsMethods = true
            case _ where word.hasPrefix("acr=") && word.count > 4 && word.utf8.count <= 200:
                classes.append(String(word.dropFirst(4)))
            default: throw .openIDSetting("openid_second_factor", text)
            }
        }
        self.init(countsMethods: countsMethods, classes: classes)
    }

    /// Whether a log-in that the issuer describes so had a second factor.
    ///
    /// Of methods, `mfa` says so itself; else two must be of different kinds: something known, had, or of the body. `otp`
    /// alone may be the only thing that was asked for.
    func isPassed(methods: [String], contextClass: String?) -> Bool {
        if let contextClass, classes.contains(contextClass) { return true }
        guard countsMethods else { return false }
        return methods.contains("mfa") || Set(methods.compactMap { Self.kinds[$0] }).count > 1
    }

    private enum Kind { case known, had, body }

    /// The methods of RFC 8176 that prove a factor.
    private static let kinds: [String: Kind] = [
        "pwd": .known, "pin": .known, "kba": .known,
        "otp": .had, "hwk": .had, "swk": .had, "sc": .had, "sms": .had, "tel": .had,
        "fpt": .body, "face": .body, "iris": .body, "retina": .body, "vbm": .body,
    ]
}
