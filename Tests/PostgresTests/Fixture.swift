import Foundation
import Postgres
import Testing

extension TestCluster {
    static let shared = TestCluster(roles: ["owner_of_tests", "reader_of_tests"])

    /// Lends one connection to the shared scratch database, for tests that leave nothing behind there.
    @discardableResult
    nonisolated(nonsending) func withScratch<T>(
        _ body: nonisolated(nonsending) (PostgresConnection) async throws -> T
    ) async throws -> T {
        try await PostgresConnection.withConnection(try await configuration(database: "scratch"), body)
    }

    /// Lends a pool on the shared scratch database.
    nonisolated(nonsending) func withScratchPool<T>(
        _ limits: Pool.Limits = .init(maximum: 4), _ body: nonisolated(nonsending) (Pool) async throws -> T
    ) async throws -> T {
        let pool = Pool(try await configuration(database: "scratch"), limits: limits)
        do {
            let result = try await body(pool)
            await pool.close()
            return result
        } catch {
            await pool.close()
            throw error
        }
    }
}

/// The error that the body throws; a failed expectation where it throws none or one of another type.
nonisolated(nonsending) func thrown<E: Error>(
    _ type: E.Type = E.self, _ body: nonisolated(nonsending) () async throws -> Void,
    sourceLocation: SourceLocation = #_sourceLocation
) async -> E? {
    do {
        try await body()
        Issue.record("nothing was thrown, \(E.self) was expected", sourceLocation: sourceLocation)
        return nil
    } catch let error as E {
        return error
    } catch {
        Issue.record("\(String(reflecting: error)) was thrown, \(E.self) was expected", sourceLocation: sourceLocation)
        return nil
    }
}

/// Waits until something that another session or task does has happened.
nonisolated(nonsending) func eventually(
    _ condition: nonisolated(nonsending) () async throws -> Bool, sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    for _ in 0..<2000 {
        if try await condition() { return }
        try await Task.sleep(for: .milliseconds(5))
    }
    Issue.record("it did not happen", sourceLocation: sourceLocation)
}
