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

    // Rules of calculation and records (rules.md 0 to 6)
    case noWeights = "no_weights"
    case successorCycle = "successor_cycle"
    case noWorker = "no_worker"
    case selfConfirmation = "self_confirmation"
    case unpaidShareWhole = "unpaid_share_whole"
    case emptySettlementKey = "empty_settlement_key"
    case missingBaseRate = "missing_base_rate"
    case unknownMember = "unknown_member"
    case unknownHelper = "unknown_helper"
    case unknownConnection = "unknown_connection"
    case unknownSegment = "unknown_segment"
    case unknownArea = "unknown_area"
    case unknownProgramme = "unknown_programme"
    case unknownAward = "unknown_award"
    case duplicateKey = "duplicate_key"
    case missingValue = "missing_value"
    case invalidValue = "invalid_value"
    case invalidOrder = "invalid_order"
    case futureDate = "future_date"
    case invalidIban = "invalid_iban"
    case invalidCreditorId = "invalid_creditor_id"
    case grossMismatch = "gross_mismatch"
    case allocationSum = "allocation_sum"
    case holdingsOverlap = "holdings_overlap"
    case progressOverlap = "progress_overlap"
    case undecidedClaim = "undecided_claim"
    case cutoffNotLater = "cutoff_not_later"

    // Life cycles
    case moveNotAllowed = "move_not_allowed"
    case samePerson = "same_person"
    case clearanceMissing = "clearance_missing"
    case openObligations = "open_obligations"
    case aboveClaimable = "above_claimable"
    case invalidFrozenClaim = "invalid_frozen_claim"

    // Access
    case notLoggedIn = "not_logged_in"
    case notAllowed = "not_allowed"
    case notFound = "not_found"
    case wrongLogin = "wrong_login"
    case loginSlowed = "login_slowed"
    case invalidLogin = "invalid_login"
    case weakPassword = "weak_password"
    case openIDRefused = "openid_refused"
    case openIDUnavailable = "openid_unavailable"
    case openIDUnknownUser = "openid_unknown_user"
    case roleScope = "role_scope"
    case roleConflict = "role_conflict"
    case secondFactorNeeded = "second_factor_needed"
    case secondFactorCodeNeeded = "second_factor_code_needed"
    case wrongCode = "wrong_code"
    case secondFactorActive = "second_factor_active"
    case tokenScope = "token_scope"

    // Command line
    case missingFlag = "missing_flag"
    case invalidArguments = "invalid_arguments"
    case unknownChoice = "unknown_choice"
    case ambiguousName = "ambiguous_name"
    case cancelled = "cancelled"
    case noHome = "no_home"
    case sessionFile = "session_file"
    case nothingToUndo = "nothing_to_undo"
    case outputLost = "output_lost"
    case unexpected = "unexpected"

    // PublicMap
    case leafletMissing = "leaflet_missing"
    case cannotListen = "cannot_listen"
    case invalidCertificate = "invalid_certificate"
    case looserPublication = "looser_publication"

    // Files (docs/reference/formats.md)
    case fileUnreadable = "file_unreadable"
    case folderNotEmpty = "folder_not_empty"
    case unsafePath = "unsafe_path"
    case tooMuchData = "too_much_data"
    case invalidText = "invalid_text"
    case invalidCSV = "invalid_csv"
    case raggedRow = "ragged_row"
    case missingColumn = "missing_column"
    case duplicateColumn = "duplicate_column"
    case invalidJSON = "invalid_json"
    case invalidArchive = "invalid_archive"
    case invalidXML = "invalid_xml"
    case invalidGeometry = "invalid_geometry"
    case unknownCoordinateSystem = "unknown_coordinate_system"
    case unknownReference = "unknown_reference"

    // The application and its database
    case invalidDatabaseURL = "invalid_database_url"
    case associationNeeded = "association_needed"
    case alreadyExists = "already_exists"
    case constraintViolated = "constraint_violated"
    case busy = "busy"
    case diskFull = "disk_full"
    case databaseGone = "database_gone"
    case embeddedOnly = "embedded_only"
    case serverMissing = "server_missing"
    case otherMajorVersion = "other_major_version"
    case extensionMissing = "extension_missing"
    case dataFolder = "data_folder"
    case serverFailed = "server_failed"
    case migrationRefused = "migration_refused"
    case fileExists = "file_exists"
    case fileUnwritable = "file_unwritable"
    case backupFailed = "backup_failed"
    case noBackup = "no_backup"

    // Ledger
    case contentChanged = "content_changed"
    case notToBeConfirmed = "not_to_be_confirmed"
    case notInArea = "not_in_area"
    case noMemberThatDay = "no_member_that_day"
    case alreadyDecided = "already_decided"
    case voucherFrozen = "voucher_frozen"
    case duplicateReference = "duplicate_reference"
    case duplicateInvoice = "duplicate_invoice"
    case alreadyPaid = "already_paid"
    case alreadyReversed = "already_reversed"
    case reversalOfReversal = "reversal_of_reversal"
    case periodClosed = "period_closed"
    case documentTooLarge = "document_too_large"
    case keyReused = "key_reused"
    case alreadyRecordedOtherwise = "already_recorded_otherwise"
    case unknownDocumentType = "unknown_document_type"
    case documentMissing = "document_missing"
    case journalBroken = "journal_broken"
    case journalDiffers = "journal_differs"
    case otherCurrency = "other_currency"
    case balanceMismatch = "balance_mismatch"

    // Subsidy
    case claimFrozen = "claim_frozen"
    case tiedToAssociation = "tied_to_association"
    case aboveLimit = "above_limit"
    case alreadyCovered = "already_covered"
    case budgetExceeded = "budget_exceeded"
    case awardExceeded = "award_exceeded"
    case nothingClaimable = "nothing_claimable"

    // Association, Network and Access
    case membershipOverlap = "membership_overlap"
    case officeOverlap = "office_overlap"
    case roleOverlap = "role_overlap"
    case mandateOverlap = "mandate_overlap"
    case partsMismatch = "parts_mismatch"
    case unknownMunicipality = "unknown_municipality"

    /// What kind of refusal the code is.
    public var kind: RefusalKind {
        switch self {
        case .associationNeeded, .invalidDatabaseURL, .invalidLogin, .weakPassword, .roleScope, .embeddedOnly,
            .fileExists, .fileUnwritable, .noBackup:
            .usage
        case .loginSlowed, .secondFactorNeeded, .secondFactorCodeNeeded, .wrongCode, .tokenScope, .openIDRefused,
            .openIDUnknownUser:
            .forbidden
        // As `busy`: nothing is wrong with the request.
        case .secondFactorActive, .openIDUnavailable: .conflict
        case .alreadyExists, .busy, .keyReused, .contentChanged, .alreadyRecordedOtherwise, .alreadyDecided,
            .voucherFrozen,
            .alreadyPaid, .alreadyReversed, .duplicateReference, .duplicateInvoice, .undecidedClaim,
            .claimFrozen:
            .conflict
        case .diskFull, .databaseGone, .serverMissing, .otherMajorVersion, .extensionMissing, .dataFolder,
            .serverFailed,
            .migrationRefused, .backupFailed:
            .database
        case .constraintViolated, .notToBeConfirmed, .notInArea, .noMemberThatDay, .reversalOfReversal,
            .periodClosed, .documentTooLarge, .unknownDocumentType, .alreadyCovered, .budgetExceeded, .awardExceeded,
            .nothingClaimable, .documentMissing, .journalBroken, .journalDiffers, .otherCurrency, .balanceMismatch,
            .membershipOverlap,
            .officeOverlap, .roleOverlap, .mandateOverlap, .partsMismatch:
            .rule
        case .tiedToAssociation, .aboveLimit: .forbidden
        case .invalidAmount, .invalidTime, .invalidLength, .invalidRate, .invalidPercentage, .invalidDate,
            .invalidAgs:
            .usage
        case .folderNotEmpty, .unsafePath, .tooMuchData, .invalidText, .invalidCSV, .raggedRow, .missingColumn,
            .duplicateColumn, .invalidJSON, .invalidArchive, .invalidXML, .invalidGeometry, .unknownCoordinateSystem,
            .unknownReference:
            .usage
        case .notLoggedIn, .notAllowed, .wrongLogin: .forbidden
        case .notFound, .fileUnreadable: .notFound
        case .missingFlag, .invalidArguments, .unknownChoice, .ambiguousName, .noHome, .nothingToUndo: .usage
        case .sessionFile: .forbidden
        case .cancelled: .rule
        case .unexpected, .outputLost: .database
        case .looserPublication, .unknownMunicipality, .roleConflict: .rule
        case .leafletMissing, .cannotListen, .invalidCertificate: .usage
        case .overflow, .noWeights, .successorCycle, .noWorker, .selfConfirmation, .unpaidShareWhole,
            .emptySettlementKey, .missingBaseRate, .duplicateKey, .missingValue, .invalidValue, .invalidOrder,
            .futureDate,
            .invalidIban, .invalidCreditorId, .grossMismatch, .allocationSum, .holdingsOverlap, .progressOverlap,
            .cutoffNotLater, .unknownMember, .unknownHelper, .unknownConnection, .unknownSegment,
            .unknownArea, .unknownProgramme, .unknownAward, .clearanceMissing, .openObligations,
            .aboveClaimable:
            .rule
        case .moveNotAllowed: .conflict
        case .samePerson: .forbidden
        case .invalidFrozenClaim: .database
        }
    }
}
