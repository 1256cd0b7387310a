import BuddelOperations
import Buddelverein
import Testing

@Suite("Application: addresses of databases that can't be read")
struct DatabaseURLTests {
    static let url = "postgresql://ada:s3cret@host:port:x/%zz"

    @Test("the refusal is a usage error that names the variable and never its value")
    func variable() async {
        let opened = await refused { _ = try await BuddelApp.open(.server(url: Self.url), token: nil) }
        let status = await refused { _ = try await DatabaseService(location: .server(url: Self.url)).status() }
        let migrated = await refused { _ = try await DatabaseService(location: .server(url: "quatsch")).migrate() }
        for refusal in [opened, status, migrated] {
            #expect(refusal?.code == .invalidDatabaseURL && refusal?.code.kind == .usage)
            #expect(refusal?.place == .init(field: "BUDDEL_DATABASE_URL"))
            #expect(!String(describing: refusal).contains("s3cret"))
        }
        let feed = await refused {
            _ = try await DatabasePublicationSource.open(.server(url: Self.url), from: "BUDDEL_FEED_URL")
        }
        #expect(feed?.code == .invalidDatabaseURL && feed?.place?.field == "BUDDEL_FEED_URL")
    }

    private func refused(_ body: () async throws -> Void) async -> Refusal? {
        do {
            try await body()
            return nil
        } catch {
            return error as? Refusal
        }
    }
}
