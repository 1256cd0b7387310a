/// The five characters by which PostgreSQL names an error.
///
/// A constant is a pattern for `catch`: `catch SQLState.uniqueViolation`. A class of states, such as all violations of
/// integrity, is one too: `catch SQLState.Category.integrityConstraint`.
public struct SQLState: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    public init(stringLiteral value: String) {
        rawValue = value
    }

    public var description: String { rawValue }

    /// The first two characters.
    public var category: Category { Category(rawValue: String(rawValue.prefix(2))) }

    public struct Category: RawRepresentable, Hashable, Sendable {
        public let rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        public static let connection = Category(rawValue: "08")
        public static let data = Category(rawValue: "22")
        public static let integrityConstraint = Category(rawValue: "23")
        public static let transactionState = Category(rawValue: "25")
        public static let transactionRollback = Category(rawValue: "40")
        public static let syntaxOrAccess = Category(rawValue: "42")
        public static let insufficientResources = Category(rawValue: "53")
        public static let operatorIntervention = Category(rawValue: "57")

        public static func ~= (category: Category, error: any Error) -> Bool {
            PostgresError(from: error)?.sqlState.category == category
        }
    }

    public static func ~= (state: SQLState, error: any Error) -> Bool {
        PostgresError(from: error)?.sqlState == state
    }
}

extension SQLState {
    public static let connectionException: SQLState = "08000"
    public static let unableToConnect: SQLState = "08001"
    public static let connectionFailure: SQLState = "08006"
    public static let featureNotSupported: SQLState = "0A000"
    public static let numericValueOutOfRange: SQLState = "22003"
    public static let divisionByZero: SQLState = "22012"
    public static let invalidTextRepresentation: SQLState = "22P02"
    public static let restrictViolation: SQLState = "23001"
    public static let notNullViolation: SQLState = "23502"
    public static let foreignKeyViolation: SQLState = "23503"
    public static let uniqueViolation: SQLState = "23505"
    public static let checkViolation: SQLState = "23514"
    public static let exclusionViolation: SQLState = "23P01"
    public static let readOnlyTransaction: SQLState = "25006"
    public static let idleInTransactionTimeout: SQLState = "25P03"
    public static let inFailedTransaction: SQLState = "25P02"
    public static let invalidStatementName: SQLState = "26000"
    public static let transactionRollback: SQLState = "40000"
    public static let serializationFailure: SQLState = "40001"
    public static let deadlockDetected: SQLState = "40P01"
    public static let insufficientPrivilege: SQLState = "42501"
    public static let syntaxError: SQLState = "42601"
    public static let undefinedColumn: SQLState = "42703"
    public static let undefinedTable: SQLState = "42P01"
    public static let duplicateObject: SQLState = "42710"
    public static let duplicateDatabase: SQLState = "42P04"
    public static let diskFull: SQLState = "53100"
    public static let tooManyConnections: SQLState = "53300"
    public static let lockNotAvailable: SQLState = "55P03"
    public static let objectInUse: SQLState = "55006"
    public static let queryCanceled: SQLState = "57014"
    public static let adminShutdown: SQLState = "57P01"
    public static let cannotConnectNow: SQLState = "57P03"
    public static let raiseException: SQLState = "P0001"
    /// Misuse of this module: a statement outside its transaction, a value bound to COPY. No state of the server.
    public static let misuse: SQLState = "BD001"

    /// True where the same transaction may succeed if it is tried again.
    public var isRetryable: Bool {
        self == .serializationFailure || self == .deadlockDetected
    }
}
