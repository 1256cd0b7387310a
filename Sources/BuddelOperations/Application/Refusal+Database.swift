import BuddelStore
import Buddelverein
import Logging
import Postgres

extension Refusal {
    /// What leaves an operation: refusals as they are, violated rules of the database as theirs, the rest bland.
    ///
    /// Details of an unexpected error go to the log, never to the caller.
    static func translating(_ error: any Error, logger: Logger) -> any Error {
        if error is Refusal || error is Refusals || error is CancellationError { return error }
        if let failure = PostgresError(from: error), let refusal = ConstraintRefusals.refusal(for: failure) {
            return refusal
        }
        if case .tooManyWaiting? = error as? PoolFailure { return Refusal.tooManyRequests() }
        if error is PoolFailure {
            return Refusal(
                .databaseGone, LocalizedText(en: "The database does not answer.", de: "Die Datenbank antwortet nicht."),
                cure: LocalizedText(en: "See `buddel db status`.", de: "Siehe `buddel db status`."))
        }
        if let failure = error as? EmbeddedServerError { return Refusal.embeddedServer(failure) }
        if let failure = error as? MigrationFailure { return Refusal.migration(failure) }
        logger.error("unexpected database error", metadata: ["error": "\(String(describing: error))"])
        return Refusal(
            .unexpected,
            LocalizedText(
                en: "Something went wrong that should not.", de: "Etwas ist schiefgegangen, das nicht sollte."),
            cure: LocalizedText(en: "The log says what it was.", de: "Im Protokoll steht, was es war."))
    }

    private static func tooManyRequests() -> Refusal {
        Refusal(
            .busy,
            LocalizedText(
                en: "Too many requests wait for the database.", de: "Zu viele Anfragen warten auf die Datenbank."),
            cure: LocalizedText(en: "Try again.", de: "Noch einmal versuchen."))
    }
}
