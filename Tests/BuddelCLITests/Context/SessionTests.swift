import Buddelverein
import Synchronization
import Testing

@testable import BuddelCLI

@Suite("Context: opening the application")
struct SessionTests {
    @Test("a failed opening is not remembered, and each one gets the settings and the token")
    func failing() async throws {
        let opened = Mutex<[String]>([])
        let session = Session(
            Composition(
                open: { settings, token in
                    opened.withLock { $0.append("\(settings.databaseURL ?? "-") \(token ?? "-")") }
                    throw Refusal.cancelled
                }, close: { _ in }, serve: { _, _, _ in }))
        var settings = Settings(environment: ["BUDDEL_DATABASE_URL": "postgresql://a"], isRoot: false)
        let local = settings
        let localRefusal = await Refusal.thrown { _ = try await session.app(local) }
        #expect(localRefusal?.code == .cancelled)
        settings.token = "secret"
        let named = settings
        let namedRefusal = await Refusal.thrown { _ = try await session.app(named) }
        #expect(namedRefusal?.code == .cancelled)
        #expect(opened.withLock { $0 } == ["postgresql://a -", "postgresql://a secret"])
        await session.close()
    }
}
