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
                let query = endpoint.query.filter(\.isRequired).map { "\($0.name)=2026-09-01" }.joined(separator: "&")
                for login in ["other", "clerk"] {
                    var headers: [String: String] = [:]
                    if endpoint.isOnce { headers["Idempotency-Key"] = "\"x\"" }
                    if endpoint.isVersioned { headers["If-Match"] = "*" }
                    var body: String?
                    switch endpoint.body {
                    case .none: break
                    case .json(let schema): body = Self.example(schema)
                    case .file:
                        headers["Content-Type"] = "application/octet-stream"
                        body = endpoint.tag == .network ? "{\"type\":\"FeatureCollection\",\"features\":[]}" : Self.pdf
                    }
                    let answer = try await town.send(
                        endpoint.method.rawValue, query.isEmpty ? address : address + "?" + query, as: login, body,
                        headers: headers)
                    // The town decides about claims: it may be told that it has no right, never that something is there.
                    #expect([403, 404].contains(answer.status), "\(login) \(endpoint.id): \(answer.status)")
                    #expect(!answer.text.contains("Anna") && !answer.text.contains("Bernd"), "\(login) \(endpoint.id)")
                }
            }
        }
    }

    private static let pdf = "%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\nstartxref\n0\n%%EOF\n"

    /// The smallest body that fits the schema.
    static func example(_ schema: Schema) -> String {
        switch schema.form {
        case .text(let format, _): "\"\(format.example ?? "M-1")\""
        case .integer(let range): String(range.lowerBound)
        case .number: "1.5"
        case .truth: "true"
        case .choice(let words): "\"\(words[0])\""
        case .list(let element, let count):
            "[" + Array(repeating: example(element), count: count.lowerBound).joined(separator: ",") + "]"
        case .object(let properties):
            "{"
                + properties.filter(\.isRequired).map { "\"\($0.name)\":\(example($0.schema))" }.joined(separator: ",")
                + "}"
        case .map, .any: "{}"
        }
    }
}
