import Buddelverein
import Postgres

/// Second factors of log-ins: secrets are read by functions of the database alone, and only while somebody logs in or
/// confirms his own.
public struct SecondFactorStore: Sendable {
    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// An active factor with the step of its last code.
    public struct Active: Sendable {
        public var secret: [UInt8]
        public var lastStep: Int64
    }

    /// Since when a factor is active, and how many recovery codes are left.
    public struct Standing: Sendable, Hashable {
        public var confirmedAt: PostgresTimestamp
        public var codesLeft: Int
    }

    /// Keeps a new secret of the transaction's user until a code confirms it; false where a factor is active.
    public func setUp(secret: [UInt8], at moment: PostgresTimestamp) async throws -> Bool {
        try await session.query(
            SQL(name: "set up second factor", "select buddel.set_up_second_factor(\(secret), \(moment)) as is_kept")
        ).one().decode("is_kept")
    }

    /// The secret of the transaction's user that waits for its first code; nil where none does. Takes its row.
    public func fetchPending() async throws -> [UInt8]? {
        try await session.query(
            SQL(name: "fetch pending second factor", "select buddel.pending_second_factor() as secret")
        ).one().decode("secret")
    }

    /// Makes the waiting factor active, with hashes of its recovery codes; `tokenID` is a token that has passed it by this.
    public func confirm(
        step: Int64, codeHashes: [[UInt8]], tokenID: Int64?, at moment: PostgresTimestamp
    ) async throws -> Bool {
        try await session.query(
            SQL(
                name: "confirm second factor",
                "select buddel.confirm_second_factor(\(step), \(codeHashes), \(tokenID), \(moment)) as is_active")
        ).one().decode("is_active")
    }

    /// New recovery codes in place of the old ones; false where no factor is active.
    public func replaceCodes(hashes: [[UInt8]]) async throws -> Bool {
        try await session.query(
            SQL(name: "replace recovery codes", "select buddel.replace_recovery_codes(\(hashes)) as is_active")
        ).one().decode("is_active")
    }

    /// For a log-in of the transaction's user whose password was right: whether the hash is still his, and his active
    /// factor, if any. Takes the user's row until the end of the transaction.
    public func begin(passwordHash: String) async throws -> (isCurrent: Bool, active: Active?) {
        let row = try await session.query(
            SQL(
                name: "begin second factor",
                "select is_current, secret, last_step from buddel.begin_second_factor(\(passwordHash))")
        ).one()
        guard let secret = try row.decode("secret", as: [UInt8]?.self) else {
            return (try row.decode("is_current"), nil)
        }
        return (
            try row.decode("is_current"),
            Active(secret: secret, lastStep: try row.decode("last_step"))
        )
    }

    /// Uses up the step of a code; false where it, or a later one, was used before.
    public func use(step: Int64, at moment: PostgresTimestamp) async throws -> Bool {
        try await session.query(
            SQL(name: "use second factor", "select buddel.use_second_factor(\(step), null, \(moment)) as is_taken")
        ).one().decode("is_taken")
    }

    /// Uses up a recovery code by its hash; false where it was used before or never was.
    public func use(codeHash: [UInt8], at moment: PostgresTimestamp) async throws -> Bool {
        try await session.query(
            SQL(
                name: "use recovery code",
                "select buddel.use_second_factor(null, \(codeHash), \(moment)) as is_taken")
        ).one().decode("is_taken")
    }

    /// What a code is compared with that is given for the transaction's own token: the active factor, if any.
    ///
    /// The attempt counts as a failure of the user until `finish` forgets it; nothing is given while attempts are slowed
    /// down. Takes the user's row until the end of the transaction.
    public func begin(tokenID: Int64, at moment: PostgresTimestamp) async throws -> (isSlowed: Bool, active: Active?) {
        let row = try await session.query(
            SQL(
                name: "begin code",
                "select is_slowed, secret, last_step from buddel.begin_code(\(tokenID), \(moment))")
        ).one()
        let isSlowed: Bool = try row.decode("is_slowed")
        guard let secret = try row.decode("secret", as: [UInt8]?.self) else { return (isSlowed, nil) }
        return (isSlowed, Active(secret: secret, lastStep: try row.decode("last_step")))
    }

    /// Says of the transaction's own token that its holder has passed the second factor; false where it is over.
    public func finish(tokenID: Int64, at moment: PostgresTimestamp) async throws -> Bool {
        try await session.query(
            SQL(name: "finish code", "select buddel.finish_code(\(tokenID), \(moment)) as is_alive")
        ).one().decode("is_alive")
    }

    /// Takes a user's active factor away and ends his sessions; false where there is none. Refused by the database for
    /// anybody but the user himself and administrators.
    public func remove(userID: Int64, at moment: PostgresTimestamp) async throws -> Bool {
        try await session.query(
            SQL(
                name: "remove second factor",
                "select buddel.remove_second_factor(\(userID), \(moment)) as is_removed")
        ).one().decode("is_removed")
    }

    /// How a user's factor stands; nil where none is active, and for who is neither he nor an administrator.
    public func fetchStanding(userID: Int64) async throws -> Standing? {
        let row = try await session.query(
            SQL(
                name: "fetch second factor",
                "select confirmed_at, codes_left from buddel.second_factor_of(\(userID))")
        ).one()
        guard let confirmedAt = try row.decode("confirmed_at", as: PostgresTimestamp?.self) else { return nil }
        return Standing(confirmedAt: confirmedAt, codesLeft: try row.decode("codes_left"))
    }
}
