import BuddelStore
import Buddelverein
import Postgres

/// What somebody typed as the code of his second factor: the app's six digits or a recovery code.
struct SecondFactorCode: Sendable {
    /// By what a second factor was passed; the words of the audit trail.
    enum Kind: String, Sendable {
        case app
        case recovery
    }

    /// Without what people put between groups.
    private let text: String

    init(_ typed: String) {
        text = typed.filter { $0 != " " && $0 != "-" }
    }

    /// The step that the text is the code of; nil where it is none.
    func step(of secret: [UInt8], at moment: PostgresTimestamp) -> Int64? {
        TimeCode(secret: secret).step(of: text, at: moment.microsecondsSince1970 / 1_000_000)
    }

    /// Uses the code up; nil where it is wrong, too old, or was used before.
    func use(
        against active: SecondFactorStore.Active, _ factors: SecondFactorStore, at moment: PostgresTimestamp
    ) async throws -> Kind? {
        if let step = step(of: active.secret, at: moment) {
            return try await factors.use(step: step, at: moment) ? .app : nil
        }
        guard let recovery = RecoveryCode(typed: text) else { return nil }
        return try await factors.use(codeHash: recovery.hash, at: moment) ? .recovery : nil
    }
}
