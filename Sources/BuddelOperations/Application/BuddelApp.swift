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
    /// For whom this value acts, and how far.
    public let bearer: Bearer
    /// Injected: the day it is, and random bytes.
    public let surroundings: Surroundings
    public let logger: Logger
    /// The issuer that vouches for users; nil where none is configured.
    public private(set) var issuer: OpenIDIssuer?
    /// Whether every operation makes all its checks and keeps nothing.
    public private(set) var isRehearsal = false

    public init(
        pool: Pool, bearer: Bearer, surroundings: Surroundings = .live, logger: Logger = Logger(label: "buddel")
    ) {
        self.pool = pool
        self.bearer = bearer
        self.surroundings = surroundings
        self.logger = logger
    }

    /// Acts for a user with all that he may, as if he had passed a second factor: for code that knows who it is, such as
    /// the owner of the database on the command line. What comes with a token acts as its bearer.
    public init(
        pool: Pool, userID: Int64, surroundings: Surroundings = .live, logger: Logger = Logger(label: "buddel")
    ) {
        self.init(
            pool: pool, bearer: Bearer(userID: userID, scope: .everything, passedSecondFactor: true),
            surroundings: surroundings, logger: logger)
    }

    /// The user for whom this value acts; 0 is the owner of the database on the command line.
    public var userID: Int64 { bearer.userID }

    /// The same application for the bearer of a token, as a server needs it for each request.
    public func acting(as bearer: Bearer) -> BuddelApp {
        BuddelApp(pool: pool, bearer: bearer, surroundings: surroundings, logger: logger).trusting(issuer)
    }

    /// The same application for another user with all that he may; see `init(pool:userID:)`.
    public func acting(as userID: Int64) -> BuddelApp {
        BuddelApp(pool: pool, userID: userID, surroundings: surroundings, logger: logger).trusting(issuer)
    }

    /// The same application with an issuer that vouches for users.
    public func trusting(_ issuer: OpenIDIssuer?) -> BuddelApp {
        var app = self
        app.issuer = issuer
        return app
    }

    /// The same application whose operations do everything, let the database check it, answer, and undo it.
    public func rehearsing() -> BuddelApp {
        var app = self
        app.isRehearsal = true
        return app
    }
}

/// What an operation takes from outside itself, so that a test can hold it still.
public struct Surroundings: Sendable {
    /// Now, in seconds since 1970-01-01T00:00:00Z.
    public var now: @Sendable () -> Int64
    /// The civil day in Germany of a moment in seconds since 1970-01-01T00:00:00Z.
    public var dayOfMoment: @Sendable (_ moment: Int64) -> Day
    /// Cryptographically random bytes.
    public var randomBytes: @Sendable (_ count: Int) -> [UInt8]
    /// Cost of the password hash; tests make it cheap.
    public var passwordCost: PasswordCost

    public init(
        now: @escaping @Sendable () -> Int64, dayOfMoment: @escaping @Sendable (Int64) -> Day,
        randomBytes: @escaping @Sendable (Int) -> [UInt8], passwordCost: PasswordCost = .standard
    ) {
        self.now = now
        self.dayOfMoment = dayOfMoment
        self.randomBytes = randomBytes
        self.passwordCost = passwordCost
    }

    /// The civil day in Germany, where deadlines are reckoned.
    public func today() -> Day { dayOfMoment(now()) }

    /// A day on which time stands still, for tests.
    public static func standing(
        on day: Day, randomBytes: @escaping @Sendable (Int) -> [UInt8], passwordCost: PasswordCost
    )
        -> Surroundings
    {
        Surroundings(
            now: { Int64(day.number) * 86_400 + 43_200 },
            dayOfMoment: { moment in Day(number: Int(moment / 86_400)) }, randomBytes: randomBytes,
            passwordCost: passwordCost)
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
