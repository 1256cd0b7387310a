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

    func publishIfDue() async {
        do {
            guard try await isDue() else { return }
            _ = try await app.publishFeed()
            logger.info("published")
        } catch let refusal as Refusal {
            logger.warning("not published", metadata: ["code": "\(refusal.code.rawValue)"])
        } catch {
            logger.warning("not published", metadata: ["error": "\(type(of: error))"])
        }
    }

    private func isDue() async throws -> Bool {
        let last = try await app.anonymously { try await PublicationStore($0).fetchPublishedAt() }
        return last.map { app.surroundings.dayOfMoment($0) < app.surroundings.today() } ?? true
    }
}
