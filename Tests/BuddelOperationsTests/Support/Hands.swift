import BuddelOperations
import BuddelStore
import Buddelverein
import DatabaseFixture
import Postgres
import Synchronization

/// A clock that a test moves by hand; it begins on `TownApp.today`, at noon.
final class HandClock: Sendable {
    private let seconds = Mutex(Int64(TownApp.today.number) * 86_400 + 43_200)

    var now: Int64 { seconds.withLock { $0 } }

    func advance(seconds more: Int64) { seconds.withLock { $0 += more } }

    var surroundings: Surroundings {
        Surroundings(
            now: { self.now }, dayOfMoment: { Day(number: Int($0 / 86_400)) },
            randomBytes: { count in (0..<count).map { _ in UInt8.random(in: .min ... .max) } },
            passwordCost: PasswordCost(logRounds: 4, blockSize: 8, parallelism: 1))
    }
}

extension TownApp {
    static let password = "correct horse battery"

    /// So many days after today.
    static func day(_ later: Int) -> Day { Day(number: today.number + later) }

    /// The application for somebody, by a clock that the test moves.
    func app(_ user: Int64, _ clock: HandClock) -> BuddelApp {
        BuddelApp(pool: pool, userID: user, surroundings: clock.surroundings)
    }

    /// Actions of the audit trail with their subjects, in order.
    func audited(by user: Int64?) async throws -> [String] {
        try await pool.transact { transaction async throws in
            try await transaction.query(
                """
                select concat_ws(' ', action, subject) as line from buddel.audit_events
                where user_id is not distinct from \(user) order by id
                """
            ).map { try $0.decode("line") }
        }
    }

    /// An administrator, as his own application.
    func administrator(_ login: String) async throws -> BuddelApp {
        try await owner.addUser(login: login, displayName: login, password: nil)
        try await owner.grantRole(.administrator, to: login, scope: .system)
        return owner.acting(as: try await userID(login))
    }

    func userID(_ login: String) async throws -> Int64 {
        try await pool.transact { transaction async throws in
            try await transaction.query("select id from buddel.users where login = \(login)").one().decode("id")
        }
    }
}

/// The code with which an operation is refused; nil where it is not.
func code(_ body: () async throws -> Void) async throws -> RefusalCode? {
    do {
        try await body()
        return nil
    } catch let refusal as Refusal {
        return refusal.code
    }
}
