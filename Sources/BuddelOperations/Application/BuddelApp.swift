import BuddelStore
import Buddelverein
import Logging
import Postgres

/// The opened application: the database, the clock, randomness, and who is asking.
///
/// Every operation is a method in an extension of its area: one transaction that authorises, loads, applies the rule,
/// saves and audits. What they throw are refusals, nothing of the database.
public struct BuddelApp: Sendable {
    /// The pool of connections as `buddel_app`.
    public let pool: Pool
    /// The user for whom this value acts; 0 is the owner of the database on the command line.
    public let userID: Int64
    /// Injected: the day it is, and random bytes.
    public let surroundings: Surroundings
    public let logger: Logger

    public init(pool: Pool, userID: Int64, surroundings: Surroundings = .live, logger: Logger = Logger(label: "buddel"))
    {
        self.pool = pool
        self.userID = userID
        self.surroundings = surroundings
        self.logger = logger
    }

    /// The same application for another user, as a server needs it for each request.
    public func acting(as userID: Int64) -> BuddelApp {
        BuddelApp(pool: pool, userID: userID, surroundings: surroundings, logger: logger)
    }
}

/// What an operation takes from outside itself, so that a test can hold it still.
public struct Surroundings: Sendable {
    /// The civil day in Germany, where deadlines are reckoned.
    public var today: @Sendable () -> Day
    /// Cryptographically random bytes.
    public var randomBytes: @Sendable (_ count: Int) -> [UInt8]
    /// Cost of the password hash; tests make it cheap.
    public var passwordCost: PasswordCost

    public init(
        today: @escaping @Sendable () -> Day, randomBytes: @escaping @Sendable (Int) -> [UInt8],
        passwordCost: PasswordCost = .standard
    ) {
        self.today = today
        self.randomBytes = randomBytes
        self.passwordCost = passwordCost
    }
}

/// Parameters of scrypt: N = 2 to the `logRounds`, r and p.
public struct PasswordCost: Sendable, Hashable {
    public var logRounds: Int
    public var blockSize: Int
    public var parallelism: Int

    public init(logRounds: Int, blockSize: Int, parallelism: Int) {
        self.logRounds = logRounds
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// 2^15, r 8, p 3: 32 MiB, as OWASP's table of equal strength gives it.
    public static let standard = PasswordCost(logRounds: 15, blockSize: 8, parallelism: 3)
}
