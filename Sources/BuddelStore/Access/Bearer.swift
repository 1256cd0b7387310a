import Buddelverein

/// For whom a request acts, and how far: a user, what his token gives, and whether he has passed a second factor.
public struct Bearer: Sendable, Hashable {
    public var userID: Int64
    /// The token that was shown; nil where nobody showed one.
    public var tokenID: Int64?
    public var scope: TokenScope
    public var passedSecondFactor: Bool

    public init(userID: Int64, tokenID: Int64? = nil, scope: TokenScope, passedSecondFactor: Bool) {
        self.userID = userID
        self.tokenID = tokenID
        self.scope = scope
        self.passedSecondFactor = passedSecondFactor
    }
}

/// How much of what its user may a token gives: never more than that, and never more than this.
public struct TokenScope: Sendable, Hashable {
    public var access: AccessLevel
    /// The one association it reaches; nil: no such limit.
    public var associationID: Int64?
    /// The one municipality whose roles it gives; nil: no such limit.
    public var ags: Ags?

    public init(access: AccessLevel, associationID: Int64? = nil, ags: Ags? = nil) {
        self.access = access
        self.associationID = associationID
        self.ags = ags
    }

    /// Whatever the user may, as a session gives it.
    public static let everything = TokenScope(access: .decide)

    /// Whether it is limited to a place; such a token gives no role of the whole system.
    public var isLimitedToPlace: Bool { associationID != nil || ags != nil }
}
