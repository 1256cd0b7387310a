import Buddelverein
import DatabaseFixture
import Foundation
import Testing

@testable import BuddelHTTP

@Suite("API: whose things one sees")
struct TenantTests {
    @Test("everything of another association is not there, read or written, for its treasurer and for the town")
    func foreign() async throws {
        try await APITown.with { town async throws in
            for endpoint in Endpoint.all where endpoint.path.hasPrefix("/associations/{association}") {
                let address = endpoint.path.replacing("{association}", with: "a").replacing(/\{[a-z]+\}/, with: "M-1")
                for login in ["other", "clerk"] {
                    let request = ExampleRequest(endpoint, key: "x", member: "M-1")
                    let answer = try await town.send(
                        endpoint.method.rawValue, address + request.query, as: login, request.body,
                        headers: request.headers)
                    // The town decides about claims: it may be told that it has no right, never that something is there.
                    #expect([403, 404].contains(answer.status), "\(login) \(endpoint.id): \(answer.status)")
                    #expect(!answer.text.contains("Anna") && !answer.text.contains("Bernd"), "\(login) \(endpoint.id)")
                }
            }
        }
    }
}
