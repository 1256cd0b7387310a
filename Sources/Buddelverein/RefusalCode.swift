/// The kind of a refusal: it decides the exit status of the command line and the status of an HTTP answer.
public enum RefusalKind: String, CaseIterable, Sendable {
    /// A rule of the domain says no (exit 1, HTTP 422).
    case rule
    /// The request itself is malformed (exit 2, HTTP 400).
    case usage
    /// Not logged in, or not allowed (exit 3, HTTP 401 or 403).
    case forbidden
    /// Nothing of that name, or not for this user (exit 4, HTTP 404).
    case notFound
    /// Someone else was faster, or the thing is in another state (exit 5, HTTP 409).
    case conflict
    /// The database is gone, full, or of another version (exit 6, HTTP 503).
    case database
}

/// Every stable error code of Buddel; raw values are what users and programs see.
///
/// `docs/reference/errors.md` lists them all; a test holds list and code together.
public enum RefusalCode: String, CaseIterable, Sendable {
    // Quantities (rules.md 0)
    case invalidAmount = "invalid_amount"
    case invalidTime = "invalid_time"
    case invalidLength = "invalid_length"
    case invalidRate = "invalid_rate"
    case invalidPercentage = "invalid_percentage"
    case invalidDate = "invalid_date"
    case invalidAgs = "invalid_ags"
    case overflow = "overflow"

    // Access
    case notLoggedIn = "not_logged_in"
    case notAllowed = "not_allowed"
    case notFound = "not_found"
    case wrongLogin = "wrong_login"

    // Command line
    case missingFlag = "missing_flag"
    case invalidArguments = "invalid_arguments"
    case unknownChoice = "unknown_choice"
    case ambiguousName = "ambiguous_name"
    case cancelled = "cancelled"
    case noHome = "no_home"
    case sessionFile = "session_file"
    case unexpected = "unexpected"

    // PublicMap
    case looserPublication = "looser_publication"

    /// What kind of refusal the code is.
    public var kind: RefusalKind {
        switch self {
        case .invalidAmount, .invalidTime, .invalidLength, .invalidRate, .invalidPercentage, .invalidDate,
            .invalidAgs:
            .usage
        case .notLoggedIn, .notAllowed, .wrongLogin: .forbidden
        case .notFound: .notFound
        case .overflow: .rule
        case .missingFlag, .invalidArguments, .unknownChoice, .ambiguousName, .noHome: .usage
        case .sessionFile: .forbidden
        case .cancelled: .rule
        case .unexpected: .database
        case .looserPublication: .rule
        }
    }
}
