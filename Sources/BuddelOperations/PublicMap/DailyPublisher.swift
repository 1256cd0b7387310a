import BuddelStore
import Buddelverein
import Logging

/// Publishes once a day while a server runs; of several instances one does it, the others serve what it wrote.
public struct DailyPublisher: Sendable {
    private let app: BuddelApp
    private let logger: Logger

    public init(_ app: BuddelApp, logger: Logger = Logger(label: "buddel.feed")) {
        self.app = app
        self.logger = logger
    }

    /// Publishes when the newest publication is of an earlier day, and looks again every ten minutes until cancelled.
    public func run() async {
        while !Task.isCancelled {
            await publishIfDue()
            try? await Task.sleep(for: .seconds(600))
        }
    }

    /// Publishes where the newest publication is of an earlier day; says whether it did.
    @discardableResult
    func publishIfDue() async -> Bool {
        do {
            guard try await app.publishDaily() != nil else { return false }
            logger.info("published")
            return true
        } catch let refusal as Refusal {
            logger.warning("not published", metadata: ["code": "\(refusal.code.rawValue)"])
        } catch {
            logger.warning("not published", metadata: ["error": "\(type(of: error))"])
        }
        return false
    }
}
