import BuddelStore
import Buddelverein
import Logging

/// Publishes once a day while a server runs; of several instances one does it, the others serve what it wrote.
///
/// Guarantees: not twice on one civil day in Germany, neither by several instances nor after a restart, since the day of
/// the newest publication is asked of the database under the lock; an error is logged and the next look tries again.
public struct DailyPublisher: Sendable {
    private let app: BuddelApp
    private let logger: Logger
    private let pause: @Sendable () async throws -> Void

    /// `pause` is the time between two looks, ten minutes by default; when it throws, the publisher stops.
    public init(
        _ app: BuddelApp, logger: Logger = Logger(label: "buddel.feed"),
        pause: @escaping @Sendable () async throws -> Void = { try await Task.sleep(for: .seconds(600)) }
    ) {
        self.app = app
        self.logger = logger
        self.pause = pause
    }

    /// Publishes when the newest publication is of an earlier day, and looks again after each pause until cancelled.
    public func run() async {
        while !Task.isCancelled {
            await publishIfDue()
            do { try await pause() } catch { return }
        }
    }

    /// Publishes where the newest publication is of an earlier day; says whether it did.
    @discardableResult
    func publishIfDue() async -> Bool {
        do {
            guard try await app.publishDaily() != nil else { return false }
            logger.info("published")
            return true
        } catch let refusal as Refusal where refusal.code == .busy {
            logger.info("another instance is publishing")
        } catch let refusal as Refusal {
            logger.warning("not published", metadata: ["code": "\(refusal.code.rawValue)"])
        } catch  where Task.isCancelled {
            // The server ends; nothing failed.
        } catch {
            logger.warning("not published", metadata: ["error": "\(type(of: error))"])
        }
        return false
    }
}
